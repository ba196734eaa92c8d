import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Workbench } from '../vscode/workbench.ts';
import { SampleFolder } from './sampleFolder.ts';

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

describe('right-click, quantize', () => {
  it('makes a verified model in three gestures', async () => {
    await workbench.known('digits.onnx', 'Quantize…');
    const began = performance.now();
    await workbench.rightClick('digits.onnx', 'Quantize…');
    const lines = await workbench.pickLines();
    expect(lines.join('\n')).toContain('calibration.npz · 300 samples');
    await workbench.page.keyboard.press('Enter');
    const done = workbench.notification('digits.int8.onnx');
    await done.waitFor();
    const seconds = (performance.now() - began) / 1000;
    console.log(`right-click to verified model: ${seconds.toFixed(1)} s`);
    await workbench.screenshot('quantize-done');
    expect(await done.innerText()).toMatch(/smaller.*faster.*top-1 99/s);
    expect(statSync(folder.file('digits.int8.onnx')).size).toBeLessThan(statSync(folder.file('digits.onnx')).size / 3);
    await workbench.press(done, 'Show Report');
    await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
    await workbench.screenshot('report-in-editor');
    expect(existsSync(folder.file('digits.int8.whittle-report.json'))).toBe(true);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('from the palette, under a name that nothing has yet, and shows where the result is', async () => {
    await workbench.palette('Whittle: Quantize…');
    await workbench.choose('digits.onnx');
    await workbench.pickLines();
    await workbench.screenshot('quantize-pick');
    await workbench.choose(/digits\.onnx → digits\.int8\.2\.onnx/);
    await workbench.notification('Quantizing digits.onnx').waitFor();
    await workbench.screenshot('quantize-progress');
    const done = workbench.notification('digits.int8.2.onnx');
    await done.waitFor();
    await workbench.press(done, 'Reveal in Explorer');
    const selected = workbench.page.locator('.explorer-folders-view .monaco-list-row.selected');
    await expect.poll(async () => selected.allInnerTexts()).toEqual(['digits.int8.2.onnx']);
  });

  it('from the title of its editor, and opens the result', async () => {
    await workbench.file('digits.onnx').dblclick();
    await workbench.webview().getByRole('main').waitFor();
    await workbench.page.locator('.editor-actions .action-label[aria-label*="Quantize…"]').first().click();
    await workbench.choose(/digits\.onnx → digits\.int8\.3\.onnx/);
    const done = workbench.notification('digits.int8.3.onnx');
    await done.waitFor();
    await workbench.press(done, 'Open');
    const heading = workbench.page.locator('.tab.active', { hasText: 'digits.int8.3.onnx' });
    await heading.waitFor();
    await workbench.webview().getByRole('main').waitFor();
    await workbench.screenshot('model-opened');
  });
});

describe('what was done', () => {
  it('is saved as a recipe, which makes the same model when it is run on a model', async () => {
    await workbench.known('digits.onnx', 'Quantize…');
    await workbench.rightClick('digits.onnx', 'Quantize…');
    await workbench.pickLines();
    await workbench.choose(/digits\.onnx → digits\.int8(?:\.\d)?\.onnx/);
    const done = workbench.notification(/digits\.int8(?:\.\d)?\.onnx: \d/);
    await done.waitFor();
    await workbench.screenshot('recipe-offered');
    const made = /digits\.int8(?:\.\d)?/.exec(await done.innerText())![0];
    await workbench.press(done, 'Save Recipe…');
    await workbench.page.locator('.quick-input-widget input').first().waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.tab.active', { hasText: `${made}.whittle.json` }).waitFor();
    await workbench.screenshot('recipe-saved');

    await workbench.rightClick(`${made}.whittle.json`, 'Run Recipe…');
    await workbench.choose('digits.onnx');
    await workbench.screenshot('recipe-pick');
    await workbench.page.keyboard.press('Enter');
    const again = `digits.${made}.onnx`;
    await workbench.notification(`${again}: `).waitFor();
    await workbench.screenshot('recipe-done');
    expect(readFileSync(folder.file(again)).equals(readFileSync(folder.file(`${made}.onnx`)))).toBe(true);
  });
});
