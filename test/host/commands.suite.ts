import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { exists, engineLibraries, until, whittle, workspaceFile } from './extension.ts';
import { measured } from './measured.ts';
import { acceptPick } from './pick.ts';

/** What package.json says of the extension. */
interface Contributes {
  readonly commands: readonly { readonly command: string }[];
  readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
}

describe('commands', () => {
  it('are those that package.json promises, and no others', async () => {
    await whittle().activate();
    const { contributes } = whittle().packageJSON as { contributes: Contributes };
    const promised = contributes.commands.map(({ command }) => command).sort();
    const all = await vscode.commands.getCommands(true);
    // VS Code makes commands of its own for views, such as the one that shows them.
    const views = Object.values(contributes.views).flat();
    const ofViews = (command: string): boolean => views.some(({ id }) => command.startsWith(`${id}.`));
    const registered = all
      .filter((command) => command.startsWith('whittle.') && (promised.includes(command) || !ofViews(command)))
      .sort();
    ok(promised.length > 0);
    deepEqual(
      registered.filter((command) => promised.includes(command)),
      promised,
    );
    deepEqual(
      registered.filter((command) => !promised.includes(command)),
      [],
    );
  });

  it('quantize a model with what is proposed', async () => {
    const output = workspaceFile('digits.int8.onnx');
    equal(await exists(output), false);
    void vscode.commands.executeCommand('whittle.quantize', workspaceFile('digits.onnx'));
    await acceptPick(async () => exists(output));
    await until('the report', async () => exists(workspaceFile('digits.int8.whittle-report.json')));
    const [before, after] = [await size(workspaceFile('digits.onnx')), await size(output)];
    measured.push(`digits.onnx: ${before} → ${after} bytes`);
    ok(after < before / 3);
    deepEqual(engineLibraries(), []);
  });

  it('inspect a model in a page', async () => {
    await vscode.commands.executeCommand('whittle.inspect', workspaceFile('digits.onnx'));
    await until('the page', () => tabs().find(({ label }) => label.includes('digits.onnx')));
  });

  it('show the log', async () => {
    await vscode.commands.executeCommand('whittle.showLog');
    await until('the log', () =>
      vscode.window.visibleTextEditors.find(({ document }) => document.getText().includes('digits.onnx')),
    );
  });
});

describe('reports', () => {
  it('open in their own editor', async () => {
    await vscode.commands.executeCommand('vscode.open', workspaceFile('digits.int8.whittle-report.json'));
    const tab = await until('the report', () => tabs().find(({ input }) => input instanceof vscode.TabInputCustom));
    equal((tab.input as vscode.TabInputCustom).viewType, 'whittle.report');
  });
});

async function size(file: vscode.Uri): Promise<number> {
  return (await vscode.workspace.fs.stat(file)).size;
}

function tabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}
