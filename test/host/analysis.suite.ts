import { equal, ok } from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { engineLibraries, until, workspaceFile } from './extension.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { readerThreads } from './readers.ts';

describe('analyzing', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('the end of all readers', () => readerThreads() === 0);
  });

  it('opens the model with its form, which asks a background process what it takes', async () => {
    await vscode.commands.executeCommand('whittle.analyze', workspaceFile('digits.onnx'));
    const [tab] = await until('the editor', () => (modelTabs().length === 1 ? modelTabs() : undefined));
    equal(tab?.label, 'digits.onnx');
    await until('the plan', async () => (await log()).includes('Analyzing digits.onnx done'));
    equal(engineLibraries().length, 0);
  });

  it('asks nothing of a model that is only opened', async () => {
    const before = (await log()).split('Analyzing').length;
    await vscode.commands.executeCommand('vscode.openWith', workspaceFile('digits.onnx'), 'whittle.model');
    await until('the reader', () => readerThreads() === 1);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    equal((await log()).split('Analyzing').length, before);
  });

  it('says of a model that is on no disk why it cannot be run', async () => {
    const files = new MemoryFiles();
    const registered = vscode.workspace.registerFileSystemProvider('whittle-away', files, { isReadonly: true });
    const uri = vscode.Uri.from({ scheme: 'whittle-away', path: '/remote.onnx' });
    files.put(uri, await vscode.workspace.fs.readFile(workspaceFile('digits.onnx')));
    try {
      await vscode.commands.executeCommand('whittle.analyze', uri);
      await until('the refusal', async () => (await log()).includes('remote.onnx is not on a disk'));
      equal(modelTabs().length, 0);
    } finally {
      registered.dispose();
    }
  });

  it('offers no command for a page where there is none', async () => {
    await vscode.commands.executeCommand('whittle.model.searchTradeOff');
    ok(await until('the refusal', async () => (await log()).includes('Search Trade-off…: ')));
  });
});

function modelTabs(): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => input instanceof vscode.TabInputCustom && input.viewType === 'whittle.model');
}

/** What the log says by now. */
async function log(): Promise<string> {
  await vscode.commands.executeCommand('whittle.showLog');
  const editor = await until('the log', () =>
    vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'output'),
  );
  return editor.document.getText();
}
