import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { ReportDocument } from '../../src/extension/editor/reportDocument.ts';
import { modelOf, modelsOfBenchmark, variantOf } from '../../src/extension/editor/reportFiles.ts';
import type { BenchmarkReport } from '../../src/protocol/result/benchmark.ts';
import { UserError } from '../../src/protocol/userError.ts';
import { benchmarkReport } from '../fixtures/benchmarkReport.ts';
import { until, workspaceFile } from './extension.ts';

const file = 'bench.whittle-report.json';

describe('reports of benchmarks', () => {
  const log = vscode.window.createOutputChannel('Reports', { log: true });
  let document: ReportDocument;

  beforeEach(async () => {
    await write(JSON.stringify(about('digits.onnx')));
    document = new ReportDocument(workspaceFile(file), log);
  });

  afterEach(async () => {
    document.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(workspaceFile(file));
  });

  it('open in the editor of reports', async () => {
    await vscode.commands.executeCommand('vscode.open', workspaceFile(file));
    const tab = await until('the report', () => tabs().find(({ label }) => label === file));
    equal((tab.input as vscode.TabInputCustom).viewType, 'whittle.report');
  });

  it('are read again when the file changes, and say what is wrong with it', async () => {
    const content = await document.content;
    ok(content.kind === 'report' && 'variants' in content.report);
    let changes = 0;
    document.onDidChange(() => changes++);
    await write('{ "format": "whittle-report", "kind": "benchmark", "version": 1 }');
    await until('the change', () => changes > 0);
    const { kind } = await document.content;
    equal(kind, 'unreadable');
  });

  it('lead to models by their places, each once, and to no other files', async () => {
    const model = workspaceFile('digits.onnx').toString();
    equal((await variantOf(document, 0)).toString(), model);
    deepEqual(
      (await modelsOfBenchmark(document)).map((uri) => uri.toString()),
      [model],
    );
    await refused(variantOf(document, 7), 'benchmarkPage.variant-gone');
    await refused(modelOf(document, 'result'), 'benchmarkPage.changed');
  });

  it('say which model is no longer there', async () => {
    await write(JSON.stringify(about('gone.onnx')));
    const later = new ReportDocument(workspaceFile(file), log);
    await refused(variantOf(later, 1), 'page.model-missing');
    later.dispose();
  });
});

/** A report whose models are all this one. */
function about(model: string): BenchmarkReport {
  const report = benchmarkReport();
  return {
    ...report,
    variants: report.variants.map((variant) => ({ ...variant, file: { ...variant.file, path: model } })),
  };
}

async function write(text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(workspaceFile(file), new TextEncoder().encode(text));
}

async function refused(work: Promise<unknown>, code: string): Promise<void> {
  await rejects(work, (error) => error instanceof UserError && error.detail.code === code);
}

function tabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}
