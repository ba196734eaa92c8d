import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isBenchmark, readStoredReport } from '../../src/protocol/result/readReport.ts';
import { project } from '../vscode/codeServer.ts';
import { Workbench } from '../vscode/workbench.ts';
import { SampleFolder } from './sampleFolder.ts';

const report = 'digits.benchmark.whittle-report.json';

let folder: SampleFolder;
let workbench: Workbench;

beforeAll(async () => {
  folder = new SampleFolder();
  const quantize = [path.join(project, 'dist/whittle.js'), 'quantize', 'digits.onnx', '--data', 'calibration.npz'];
  const { status, stderr } = spawnSync(process.execPath, quantize, { cwd: folder.path, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  workbench = await Workbench.open({ extension: 'working-tree', folder: folder.path });
});
afterAll(async () => {
  await workbench[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});
beforeEach(({ task, onTestFailed }) => {
  onTestFailed(() => workbench.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`));
});

const history = () => workbench.page.locator('.pane-body .monaco-list');
const line = (text: string | RegExp) => history().locator('.monaco-list-row', { hasText: text }).first();

describe('from the palette', () => {
  it('proposes the original, what was made from it, and data', async () => {
    await workbench.known('digits.onnx', 'Benchmark…');
    await workbench.palette('Whittle: Benchmark…');
    await workbench.choose('digits.onnx');
    await workbench.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Variants' }).first().waitFor();
    const lines = (await workbench.pickLines()).join('\n');
    expect(lines).toMatch(/digits\.onnx, digits\.int8\.onnx/);
    expect(lines).toMatch(/test\.npz · 2000 samples with labels/);
    expect(lines).toContain(report);
    await workbench.screenshot('benchmark-pick');
  });

  it('measures, and opens the report', async () => {
    await workbench.choose('30 s at most');
    await workbench.choose('10 s');
    await workbench.choose(/digits\.onnx, digits\.int8\.onnx/);
    const done = workbench.notification(/smaller/);
    await done.waitFor();
    expect(await done.innerText()).toMatch(/digits\.int8\.onnx: .*(faster|slower|no difference).*smaller/);
    await workbench.page.locator('.tab.active', { hasText: report }).waitFor();
    await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
    await workbench.screenshot('benchmark-done');
    const stored = readStoredReport(readFileSync(folder.file(report), 'utf8'), report);
    expect(isBenchmark(stored) && stored.variants.map(({ file }) => file.path)).toEqual([
      'digits.onnx',
      'digits.int8.onnx',
    ]);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('the history', () => {
  it('has what was done, with its figures', async () => {
    await workbench.page.locator('.activitybar .action-label[aria-label="Whittle"]').click();
    await line('Benchmark digits.onnx').waitFor();
    await line('Benchmark digits.onnx').click();
    await workbench.page.keyboard.press('ArrowRight');
    await line('digits.int8').waitFor();
    await workbench.screenshot('history');
  });

  it('opens the report from an entry', async () => {
    await workbench.page.keyboard.press('Control+k');
    await workbench.page.keyboard.press('Control+w');
    await line('Benchmark digits.onnx').hover();
    await line('Benchmark digits.onnx').locator('.action-label[aria-label="Open Report"]').click();
    await workbench.page.locator('.tab.active', { hasText: report }).waitFor();
  });

  it('is there in the next window, and forgets what is removed', async () => {
    await workbench.page.reload();
    await line('Benchmark digits.onnx').waitFor();
    await line('Benchmark digits.onnx').click({ button: 'right' });
    await workbench.page.locator('.monaco-menu .action-item', { hasText: 'Remove from History' }).click();
    await line('Benchmark digits.onnx').waitFor({ state: 'detached' });
  });
});
