import * as vscode from 'vscode';
import { until } from './extension.ts';

/** Says yes to the pick that a command opens. Nothing tells that a pick is open: it is tried until what it leads to is there. */
export async function acceptPick(done: () => boolean | Promise<boolean>): Promise<void> {
  await until('what the pick leads to', async () => {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return done();
  });
}
