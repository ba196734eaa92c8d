import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readReport } from '../../src/protocol/result/readReport.ts';
import { Workbench } from '../vscode/workbench.ts';
import { SampleFolder } from './sampleFolder.ts';

let folder: SampleFolder;
let workbench: Workbench;

beforeAll(async () => {
  folder = new SampleFolder();
  workbench = await Workbench.open({ extension: 'working-tree', folder: folder.path });
  await workbench.known('digits.onnx', 'Analyze Sensitivity…');
});
afterAll(async () => {
  await workbench[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});
beforeEach(({ task, onTestFailed }) => {
  onTestFailed(() => workbench.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`));
});

const page = () => workbench.webview();
const form = () => page().getByRole('region', { name: 'Analyze Sensitivity' });
const legend = () => page().locator('.graph-legend');
/** What is said of an analysis that ended. */
const ended = () => page().locator('.notice-status').filter({ hasText: 'layers measured' });
const inspector = () => page().getByRole('complementary', { name: 'Inspector' }).getByRole('heading').first();

describe('analyzing a model', () => {
  it('opens the form from the explorer, with the data beside the model and what it takes', async () => {
    await workbench.rightClick('digits.onnx', 'Analyze Sensitivity…');
    await form().getByText('calibration.npz · 300 samples').waitFor();
    await page()
      .locator('.plan-preview')
      .getByText(/\d+ layers × 32 samples, about .+ s, .+B/)
      .waitFor();
    await workbench.screenshot('analysis-form');
  });

  it('colours the graph, fills the table, and leads to a model with the worst layer in float', async () => {
    const began = performance.now();
    await form().getByRole('button', { name: 'Analyze', exact: true }).click();
    await legend().getByText('Symptom SQNR').waitFor();
    const first = performance.now() - began;
    await workbench.screenshot('analysis-running');
    await legend().getByText('Cause SQNR').waitFor();
    const all = performance.now() - began;
    console.log(`Analyze to first colours: ${(first / 1000).toFixed(1)} s, to the end: ${(all / 1000).toFixed(1)} s`);
    await page().getByRole('columnheader', { name: 'Cause SQNR' }).waitFor();
    await page()
      .getByText(/layers measured\. .+ suffers most, \S+.dB/)
      .waitFor();
    expect(await workbench.page.locator('.notifications-toasts .notification-list-item').count()).toBe(0);

    await page().locator('.graph-canvas').focus();
    await workbench.page.keyboard.press(']');
    await inspector().filter({ hasText: 'Gemm' }).waitFor();
    await workbench.screenshot('analysis-ended');
    await page()
      .getByRole('tab', { name: /Sensitivity/ })
      .click();
    await page()
      .getByRole('region', { name: 'Sensitivity' })
      .getByRole('button', { name: 'Keep in Float and Re-quantize…', exact: true })
      .click();
    const done = workbench.notification('digits.int8.onnx: ');
    await done.waitFor();
    await workbench.screenshot('analysis-kept-in-float');
    expect(await done.innerText()).toMatch(/→.*smaller/s);
    expect(existsSync(folder.file('digits.int8.onnx'))).toBe(true);
    const file = folder.file('digits.int8.whittle-report.json');
    const { coverage } = readReport(readFileSync(file, 'utf8'), file);
    const float = coverage!.decisions.filter(({ reason }) => reason.code === 'reason.excluded-node');
    expect(float.map(({ operator }) => operator)).toEqual(['Gemm']);
  });

  it('is there again after another editor was in front, and at once when it is asked for again', async () => {
    await workbench.file('calibration.npz').dblclick();
    await workbench.page.locator('.tab', { hasText: 'digits.onnx' }).first().click();
    await legend().getByText('Cause SQNR').waitFor();
    await page().getByRole('button', { name: 'Analyze…' }).click();
    await form().getByText('calibration.npz · 300 samples').waitFor();
    const began = performance.now();
    await form().getByRole('button', { name: 'Analyze', exact: true }).click();
    await ended().waitFor();
    console.log(`the second analysis: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  });

  it('is cancelled on the page, which ends the background process and keeps the page', async () => {
    await page().getByRole('button', { name: 'Analyze…' }).click();
    await form().getByRole('textbox', { name: 'Samples' }).fill('200');
    await form().getByRole('button', { name: 'Analyze', exact: true }).click();
    const strip = page().locator('.running-strip');
    await strip.waitFor();
    const status = workbench.page.locator('.statusbar-item', { hasText: /Whittle \d+/ });
    await status.waitFor();
    await strip.getByRole('button', { name: 'Cancel' }).click();
    await page().locator('.notice-status').filter({ hasText: 'Cancelled' }).waitFor();
    await status.waitFor({ state: 'detached' });
  });
});
