import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isBenchmark, readStoredReport } from '../../src/protocol/result/readReport.ts';
import { Workbench } from '../vscode/workbench.ts';
import { SampleFolder } from './sampleFolder.ts';

const report = 'digits.pruned.whittle-report.json';

let folder: SampleFolder;
let workbench: Workbench;

beforeAll(async () => {
  folder = new SampleFolder();
  workbench = await Workbench.open({ extension: 'working-tree', folder: folder.path });
});
afterAll(async () => {
  await workbench[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});
beforeEach(({ task, onTestFailed }) => {
  onTestFailed(() => workbench.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`));
});

const form = () => workbench.webview().getByRole('region', { name: 'Prune', exact: true });

describe('pruning from the explorer', () => {
  it('shows what would go, and writes nothing', async () => {
    await workbench.known('digits.onnx', 'Prune…');
    await workbench.rightClick('digits.onnx', 'Prune…');
    await form().getByText('calibration.npz').waitFor();
    await form().getByRole('textbox', { name: 'Channels that go (%)' }).fill('50');
    await workbench
      .webview()
      .locator('.plan-preview')
      .getByText(/^parameters/)
      .waitFor();
    await workbench
      .webview()
      .getByRole('grid', { name: 'What would go' })
      .getByRole('row', { name: /50 %/ })
      .first()
      .waitFor();
    await workbench.screenshot('prune-preview');
    expect(readdirSync(folder.path).filter((name) => name.includes('pruned'))).toEqual([]);
  });

  it('makes the model, and says what it cost and what it gained', async () => {
    await form().getByRole('button', { name: 'Prune', exact: true }).click();
    const done = workbench.notification('digits.pruned.onnx');
    await done.waitFor();
    await workbench.press(done, 'Show Report');
    await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
    await workbench.screenshot('prune-report');
    const stored = readStoredReport(readFileSync(folder.file(report), 'utf8'), report);
    if (isBenchmark(stored)) expect.fail('a report of a benchmark');
    expect(stored.reductions?.map(({ kind }) => kind)).toEqual(['channels']);
    expect(stored.output.bytes).toBeLessThan(0.6 * stored.input.bytes);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
