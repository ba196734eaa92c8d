import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Inspection } from '../../src/protocol/result/inspection.ts';
import type { InspectionEditorSide, InspectionPageSide } from '../../src/protocol/webview/inspectionContract.ts';
import { launchChromium } from './chromium.ts';
import { openPage, type ThemeName } from './openPage.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

/** What `whittle inspect --json` says of a text recognizer. */
const recognizer: Inspection = {
  file: '/models/ppocr/rec.onnx',
  bytes: 10_822_323,
  producer: 'paddle 2.6',
  irVersion: 8,
  opsets: [
    { domain: 'ai.onnx', version: 9 },
    { domain: 'com.microsoft', version: 1 },
  ],
  inputs: [{ name: 'x', type: 'float32', dims: ['batch', 3, 48, 'width'] }],
  outputs: [
    { name: 'softmax_11.tmp_0', type: 'float32', dims: ['batch', 'length', 6625] },
    { name: 'state', type: 'other' },
  ],
  nodes: 765,
  nestedNodes: 12,
  operators: [
    { domain: 'ai.onnx', operator: 'Constant', count: 325 },
    { domain: 'com.microsoft', operator: 'FusedConv', count: 38 },
  ],
  parameters: 2_690_000,
  weights: [
    { type: 'float32', tensors: 210, elements: 2_690_000, bytes: 10_760_000 },
    { type: 'int64', tensors: 1, elements: 1, bytes: 8 },
  ],
  macs: { total: 702_000_000, measured: true, unknown: 0 },
};

async function open(inspection: Inspection, theme: ThemeName = 'dark') {
  const asked: string[] = [];
  const answers = {
    quantize: () => {
      asked.push('quantize');
      return null;
    },
  };
  const opened = await openPage<InspectionPageSide, InspectionEditorSide>(browser, {
    ...{ name: 'inspection', theme, answers },
    content: () => ({ type: 'inspection', inspection }),
  });
  return { ...opened, asked };
}

it.each(['dark', 'light', 'hc'] as const)('looks as the editor does, in %s', async (theme) => {
  const { page, faults } = await open(recognizer, theme);
  await page.screenshot({ path: `.cache/screenshots/inspection-${theme}.png` });
  expect(faults).toEqual([]);
  await page.close();
});

it('tells what is in a model', async () => {
  const { page } = await open(recognizer);
  const rows = (name: string) => page.getByRole('table', { name }).getByRole('row').allTextContents();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('rec.onnx');
  expect(await rows('rec.onnx')).toEqual([
    'file/models/ppocr/rec.onnx · 10.8 MB',
    'formatIR 8 · paddle 2.6',
    'opsetsai.onnx 9, com.microsoft 1',
    'parameters2.69 M',
    'MACs702 M (shapes from a run on synthetic data)',
    'nodes765 and 12 in graphs inside them',
  ]);
  expect(await rows('Inputs')).toEqual(['nametypeshape', 'xfloat32[batch, 3, 48, width]']);
  expect(await rows('Outputs')).toContain('stateother');
  expect(await rows('Operators')).toEqual(['operatorcount', 'Constant325', 'com.microsoft:FusedConv38']);
  expect(await rows('Weights')).toContain('float322102.69 M10.8 MB');
  await page.close();
});

it('offers to quantize, and shows another model in place of the first', async () => {
  const { page, asked, notify } = await open(recognizer);
  await page.getByRole('button', { name: 'Quantize…' }).click();
  await expect.poll(() => asked).toEqual(['quantize']);
  await notify({ type: 'inspection', inspection: { ...recognizer, file: 'C:\\models\\other.onnx', weights: [] } });
  await page.getByRole('heading', { name: 'other.onnx' }).waitFor();
  expect(await page.getByRole('heading', { name: 'Weights' }).locator('..').textContent()).toBe('WeightsNone.');
  await page.close();
});
