import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { integerDigits } from '../fixtures/integerDigits.ts';
import { project } from '../vscode/codeServer.ts';
import { Workbench } from '../vscode/workbench.ts';
import { SampleFolder } from './sampleFolder.ts';

let folder: SampleFolder;
let workbench: Workbench;

beforeAll(async () => {
  folder = new SampleFolder(['digits.onnx']);
  // One scale for all channels of a weight: there is a hint about it.
  saveModel(await integerDigits({ perChannel: false }), folder.file('coarse.onnx'));
  workbench = await Workbench.open({ extension: 'working-tree', folder: folder.path });
  await workbench.known('coarse.onnx', 'Analyze Sensitivity…');
});
afterAll(async () => {
  await workbench[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});
beforeEach(({ task, onTestFailed }) => {
  onTestFailed(() => workbench.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`));
});

const page = () => workbench.webview();
const problems = () => workbench.page.locator('.markers-panel');
const problem = () => problems().locator('.monaco-list-row').filter({ hasText: 'per-tensor-weights' });
const selectedRows = () => page().getByRole('tabpanel').locator('tr.selected');

describe('profiling a model', () => {
  it('shows where the time goes on the page, and what costs more than it must among the problems', async () => {
    await workbench.file('coarse.onnx').dblclick();
    await page().locator('.graph-legend-line').first().waitFor();
    await workbench.palette('Measure Where the Time Goes');
    await page()
      .getByText(/nodes measured, .+ a run\./)
      .waitFor();
    await page().locator('.graph-legend').getByText('Time').first().waitFor();
    await page()
      .getByRole('tabpanel')
      .getByText(/^.+ a run \(.+\) · synthetic data · .+ in kernels/)
      .waitFor();
    await workbench.screenshot('profile-ended');
    await workbench.palette('Problems: Focus on Problems View');
    await problem().waitFor();
    await workbench.screenshot('profile-problems');
    expect(await problem().innerText()).toContain('Whittle');
  });

  it('leads from a problem to the model, and from its rule to the nodes', async () => {
    await workbench.file('digits.onnx').dblclick();
    await workbench.page.locator('.tab.active', { hasText: 'digits.onnx' }).waitFor();
    await problem().locator('.marker-message-line, .marker-message').first().click();
    await workbench.page.locator('.tab.active', { hasText: 'coarse.onnx' }).waitFor();
    await workbench.screenshot('profile-problem-clicked');
    await problem().locator('a', { hasText: 'per-tensor-weights' }).click();
    await expect.poll(() => selectedRows().count()).toBeGreaterThan(0);
    await workbench.screenshot('profile-problem-nodes');
  });

  it('shows a report as soon as it lies beside the model, and leads to it', async () => {
    await workbench.file('digits.onnx').dblclick();
    await workbench.page.locator('.tab.active', { hasText: 'digits.onnx' }).waitFor();
    await page().getByRole('tab', { name: 'Variants' }).click();
    await page().getByText('No variants yet.').waitFor();
    const report = path.join(project, 'test/fixtures/reports/digits.json');
    copyFileSync(report, folder.file('digits.int8.whittle-report.json'));
    const row = page().getByRole('tabpanel').locator('tr.row').filter({ hasText: 'digits.int8.onnx' });
    await row.click();
    // The model that the report is of was never there.
    await page().getByRole('button', { name: 'Compare', exact: true }).click();
    await page().getByText('digits.int8.onnx is not there').waitFor();
    await workbench.screenshot('profile-variants');
    await page().getByRole('button', { name: 'Open Report', exact: true }).click();
    await workbench.page.locator('.tab.active', { hasText: 'digits.int8.whittle-report.json' }).waitFor();
  });

  it('takes the problems back with the editor of the model', async () => {
    await problem().waitFor();
    await workbench.page.locator('.tab', { hasText: 'coarse.onnx' }).click({ button: 'middle' });
    await problem().waitFor({ state: 'detached' });
  });
});
