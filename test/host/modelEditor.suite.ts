import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { showModel } from '../../src/extension/editor/showModel.ts';
import { engineLibraries, until, workspaceFile } from './extension.ts';
import { measured } from './measured.ts';
import { MemoryFiles } from './memoryFiles.ts';
import { readerThreads } from './readers.ts';

describe('the editor of models', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('the end of all readers', () => readerThreads() === 0);
  });

  it('opens for models, and its page asks the reader', async () => {
    const began = performance.now();
    await vscode.commands.executeCommand('vscode.open', workspaceFile('digits.onnx'));
    await until('the editor', () => modelTabs().length === 1);
    await until('the reader', () => readerThreads() === 1);
    measured.push(`from opening digits.onnx to the start of its reader: ${(performance.now() - began).toFixed(0)} ms`);
    deepEqual(engineLibraries(), []);
  });

  it('opens beside others where a notification or a report leads to it', async () => {
    await showModel(workspaceFile('digits.onnx'));
    await showModel(workspaceFile('large.onnx'));
    await until('both editors', () => modelTabs().length === 2);
    deepEqual(
      modelTabs().map(({ label, isPreview }) => [label, isPreview]),
      [
        ['digits.onnx', false],
        ['large.onnx', false],
      ],
    );
  });

  it('is there twice for one model, which is read once', async () => {
    const model = workspaceFile('digits.onnx');
    await vscode.commands.executeCommand('vscode.openWith', model, 'whittle.model', vscode.ViewColumn.One);
    await vscode.commands.executeCommand('vscode.openWith', model, 'whittle.model', vscode.ViewColumn.Two);
    await until('both editors', () => modelTabs().length === 2);
    await until('the reader', () => readerThreads() === 1);
    const [first] = modelTabs();
    await vscode.window.tabGroups.close(first!);
    await until('one editor', () => modelTabs().length === 1);
    equal(readerThreads(), 1);
  });

  it('says of a command of the page that there is none', async () => {
    await vscode.commands.executeCommand('whittle.model.fit');
    await vscode.commands.executeCommand('whittle.showLog');
    await until('the refusal in the log', () =>
      vscode.window.visibleTextEditors.find(({ document }) => document.getText().includes('Open an .onnx file first')),
    );
  });

  it('shows models that are on no disk', async () => {
    const files = new MemoryFiles();
    const registered = vscode.workspace.registerFileSystemProvider('whittle-virtual', files, { isReadonly: true });
    const uri = vscode.Uri.from({ scheme: 'whittle-virtual', path: '/digits.onnx' });
    files.put(uri, await vscode.workspace.fs.readFile(workspaceFile('digits.onnx')));
    try {
      await vscode.commands.executeCommand('vscode.open', uri);
      await until('the reader', () => readerThreads() === 1);
      deepEqual(
        modelTabs().map(({ input }) => String((input as vscode.TabInputCustom).uri)),
        [uri.toString()],
      );
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      registered.dispose();
    }
  });
});

function modelTabs(): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => input instanceof vscode.TabInputCustom && input.viewType === 'whittle.model');
}
