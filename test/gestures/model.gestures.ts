import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textRecognizer } from '../fixtures/realModels.ts';
import { Workbench } from '../vscode/workbench.ts';
import { SampleFolder } from './sampleFolder.ts';

let folder: SampleFolder;
let workbench: Workbench;

beforeAll(async () => {
  folder = new SampleFolder();
  const digits = readFileSync(folder.file('digits.onnx'));
  copyFileSync(folder.file('digits.onnx'), folder.file('changing.onnx'));
  copyFileSync(textRecognizer.file, folder.file('recognizer.onnx'));
  writeFileSync(folder.file('truncated.onnx'), digits.subarray(0, digits.length / 2));
  writeFileSync(folder.file('empty.onnx'), '');
  workbench = await Workbench.open({ extension: 'working-tree', folder: folder.path });
  await workbench.known('digits.onnx', 'Quantize…');
});
afterAll(async () => {
  await workbench[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});
beforeEach(async ({ task, onTestFailed }) => {
  onTestFailed(() => workbench.screenshot(`failed-${task.name.replace(/\W+/g, '-')}`));
  await workbench.palette('View: Close All Editors');
});

const page = () => workbench.webview();
const inspector = (): Locator => page().getByRole('complementary', { name: 'Inspector' }).getByRole('heading').first();

/** Opens a file by a double click, and waits until its graph is painted. */
async function open(file: string): Promise<void> {
  await workbench.file(file).dblclick();
  await page().locator('.graph-legend-line').first().waitFor();
  await inspector().filter({ hasText: file }).waitFor();
}

describe('a model in the explorer', () => {
  it('opens as a graph, and what is selected is in the table, the inspector and the outline', async () => {
    await open('digits.onnx');
    await workbench.screenshot('model-editor');
    await page()
      .getByRole('row', { name: /\/stem\/conv\/Conv/ })
      .click();
    await inspector().filter({ hasText: 'Conv' }).waitFor();
    await workbench.palette('Explorer: Focus on Model Outline View');
    const selected = workbench.page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row.selected');
    await selected.filter({ hasText: 'Conv' }).waitFor();
    await workbench.screenshot('model-outline');
  });

  it('is walked from the explorer to quantizing with the keyboard alone', async () => {
    const { keyboard } = workbench.page;
    await workbench.file('digits.onnx').click();
    await keyboard.press('Enter');
    await page().locator('.graph-legend-line').first().waitFor();
    await workbench.palette('View: Focus Active Editor Group');
    await keyboard.press('Control+f');
    // Where VS Code had the focus the command goes round, and takes a moment.
    await page().locator('input:focus').waitFor();
    await keyboard.type('Gemm');
    await keyboard.press('Enter');
    await inspector().filter({ hasText: 'Gemm' }).waitFor();
    await keyboard.press('Escape');
    await keyboard.press('Escape');
    await keyboard.press('ArrowUp');
    await expect.poll(() => inspector().innerText()).not.toContain('Gemm');
    for (let press = 0; press < 40; press++) {
      await keyboard.press('Shift+Tab');
      if ((await page().locator('[role=toolbar] :focus').count()) > 0) break;
    }
    // The last two are to prune and to benchmark.
    await keyboard.press('End');
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowLeft');
    await keyboard.press('Enter');
    const lines = await workbench.pickLines();
    expect(lines.join('\n')).toContain('calibration.npz');
    await keyboard.press('Escape');
  });

  it('comes back where it was after another editor was in front', async () => {
    await open('recognizer.onnx');
    await page().getByRole('textbox', { name: 'Search the model' }).fill('p2o.MatMul.0');
    await workbench.page.keyboard.press('Enter');
    await inspector().filter({ hasText: 'MatMul' }).waitFor();
    await workbench.page.waitForTimeout(500);
    await workbench.file('digits.onnx').dblclick();
    await inspector().filter({ hasText: 'digits.onnx' }).waitFor();
    await workbench.page.locator('.tab', { hasText: 'recognizer.onnx' }).click();
    await inspector().filter({ hasText: 'MatMul' }).waitFor();
    await workbench.screenshot('model-back');
  });

  it('is read again when its file changes', async () => {
    await open('changing.onnx');
    copyFileSync(textRecognizer.file, folder.file('changing.onnx'));
    await page()
      .getByRole('row', { name: /batch_norm2d_148/ })
      .first()
      .waitFor();
  });

  it.each([
    ['truncated.onnx', /truncated\.onnx/],
    ['empty.onnx', /empty\.onnx/],
  ])('that cannot be read says what is wrong in its editor: %s', async (file, said) => {
    await workbench.file(file).dblclick();
    const alert = page().getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(said);
    await workbench.screenshot(`model-${file}`);
  });

  it('is compared with another one', async () => {
    await workbench.file('digits.onnx').click();
    await workbench.file('recognizer.onnx').click({ modifiers: ['Control'] });
    await workbench.rightClick('recognizer.onnx', 'Compare Models');
    await page().locator('.graph-canvas').nth(1).waitFor();
    await page().getByRole('row').nth(3).waitFor();
    await workbench.screenshot('compare');
  });
});
