import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userError } from '../../src/protocol/userError.ts';
import { digitsFile } from '../fixtures/digits.ts';
import { textRecognizer } from '../fixtures/realModels.ts';
import { seriousViolations } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { type ModelPageOptions, openModelPage } from './modelPage.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

const digits = { kind: 'file', path: digitsFile } as const;
const recognizer = { kind: 'file', path: textRecognizer.file } as const;

async function open(source: typeof digits | typeof recognizer = digits, options: ModelPageOptions = {}) {
  const opened = await openModelPage(browser, source, options);
  await drawn(opened.page);
  return opened;
}

/** Waits until the graph is painted: its legend follows the first scene. */
async function drawn(page: Page): Promise<void> {
  await page.locator('.graph-legend-line').first().waitFor();
}

const graph = (page: Page) => page.locator('.graph-canvas');
const row = (page: Page, name: string | RegExp) => page.getByRole('grid').getByRole('row', { name });
const selectedRows = (page: Page) => page.getByRole('grid').locator('tr[aria-selected=true]').allInnerTexts();
const inspectorTitle = (page: Page) =>
  page.getByRole('complementary', { name: 'Inspector' }).getByRole('heading').first();

describe('the page of a model', () => {
  it.each(['dark', 'light', 'hc'] as const)('looks as the editor does, in %s', async (theme) => {
    const { page, faults } = await open(recognizer, { theme });
    await page.screenshot({ path: `.cache/screenshots/model-${theme}.png` });
    await page.getByRole('textbox', { name: 'Search the model' }).fill('MatMul');
    await page.keyboard.press('Enter');
    await page.locator('.colour-choice').click();
    await page.getByRole('menuitemradio', { name: 'Bytes' }).click();
    await page.screenshot({ path: `.cache/screenshots/model-selected-${theme}.png` });
    expect(faults).toEqual([]);
    await page.close();
  });

  it.each(['dark', 'light', 'hc'] as const)('has no serious violation of accessibility, in %s', async (theme) => {
    const { page } = await open(digits, { theme });
    expect(await seriousViolations(page)).toEqual([]);
    await row(page, /\/stem\/conv\/Conv/).click();
    await inspectorTitle(page).filter({ hasText: 'Conv' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.close();
  });

  it('has one selection in graph, table and inspector', async () => {
    const { page, asked } = await open();
    await row(page, /\/stem\/conv\/Conv/).click();
    await inspectorTitle(page).filter({ hasText: 'Conv' }).waitFor();
    await graph(page).focus();
    await page.keyboard.press('ArrowDown');
    await inspectorTitle(page).filter({ hasText: 'BatchNormalization' }).waitFor();
    await expect.poll(() => selectedRows(page)).toEqual([expect.stringContaining('/stem/norm/BatchNormalization')]);
    await expect
      .poll(() => asked.filter(([name]) => name === 'selected').at(-1)?.[1])
      .toEqual({ nodes: [expect.stringContaining('norm')] });
    await page.close();
  });

  it('takes what is selected in the editor, and passes over what it does not know', async () => {
    const { page, notify, asked } = await open();
    const told = (): readonly string[] =>
      (asked.filter(([name]) => name === 'selected').at(-1)?.[1] as { readonly nodes: string[] } | undefined)?.nodes ??
      [];
    await row(page, /\/stem\/conv\/Conv/).click();
    await expect.poll(told).toHaveLength(1);
    const nodes = told();
    await row(page, /\/widen\/conv\/Conv/).click();
    await notify({ type: 'select', nodes: ['of another file', ...nodes] });
    await expect.poll(() => selectedRows(page)).toEqual([expect.stringContaining('/stem/conv/Conv')]);
    await page.close();
  });

  it('is walked from opening to quantizing with the keyboard alone', async () => {
    const { page, asked, faults } = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('Gemm');
    await page.keyboard.press('Enter');
    await inspectorTitle(page).filter({ hasText: 'Gemm' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement?.className')).toContain('graph-canvas');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => inspectorTitle(page).innerText()).not.toContain('Gemm');
    for (let press = 0; press < 40; press++) {
      await page.keyboard.press('Shift+Tab');
      const focused = await page.evaluate(`document.activeElement?.closest('[role=toolbar]') !== null`);
      if (focused === true) break;
    }
    // The last two are to prune and to benchmark.
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect.poll(() => asked.map(([name]) => name)).toContain('quantize');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('goes through nodes in the order of what colours the graph', async () => {
    const { page } = await open();
    await graph(page).focus();
    await page.keyboard.press(']');
    await page.getByText('Choose a colour first').waitFor();
    await page.locator('.colour-choice').click();
    await page.getByRole('menuitemradio', { name: 'Bytes' }).click();
    await graph(page).focus();
    await page.keyboard.press(']');
    const first = await selectedRows(page);
    await page.keyboard.press(']');
    await expect.poll(() => selectedRows(page)).not.toEqual(first);
    await page.keyboard.press('[');
    await expect.poll(() => selectedRows(page)).toEqual(first);
    await page.close();
  });

  it('resizes and hides its panels, and comes back as it was after it was hidden', async () => {
    const { page, hideAndShow } = await open();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    const before = await inspector.boundingBox();
    await page.getByRole('separator', { name: 'Width of the inspector' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect((await inspector.boundingBox())?.width).toBe((before?.width ?? 0) + 40);
    await page.getByRole('button', { name: 'Layers' }).click();
    expect(await page.getByRole('grid').isVisible()).toBe(false);
    await page.getByRole('textbox', { name: 'Search the model' }).fill('Gemm');
    await page.keyboard.press('Enter');
    await inspectorTitle(page).filter({ hasText: 'Gemm' }).waitFor();
    await page.waitForTimeout(400);
    await hideAndShow();
    await drawn(page);
    expect((await inspector.boundingBox())?.width).toBe((before?.width ?? 0) + 40);
    expect(await page.getByRole('grid').isVisible()).toBe(false);
    expect(await inspectorTitle(page).innerText()).toContain('Gemm');
    await page.close();
  });
});

describe('in a window of any size', () => {
  it('leaves room for the graph, and comes back to the sizes that were set', async () => {
    const { page, faults } = await open();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    const width = async (): Promise<number> => Math.round((await inspector.boundingBox())?.width ?? 0);
    const before = await width();
    for (const [window, least] of [
      [900, 240],
      [461, 200],
      [1280, 240],
    ] as const) {
      await page.setViewportSize({ width: window, height: 640 });
      await expect.poll(async () => (await graph(page).boundingBox())?.width).toBeGreaterThanOrEqual(least);
      await page.screenshot({ path: `.cache/screenshots/model-${window}.png` });
    }
    expect(await width()).toBe(before);
    expect(faults).toEqual([]);
    await page.close();
  });
});

describe('a file that cannot be shown', () => {
  it('says what is wrong and where, and offers it as text', async () => {
    const answers = {
      structure: (): never => {
        throw userError('onnx.empty', { file: 'digits.onnx' });
      },
    };
    const { page, asked } = await openModelPage(browser, digits, { answers });
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('digits.onnx');
    await page.getByRole('button', { name: 'Open as Text' }).click();
    await expect.poll(() => asked.map(([name]) => name)).toContain('openAsText');
    expect(await seriousViolations(page)).toEqual([]);
    await page.close();
  });
});

describe('shapes that the file does not tell', () => {
  it('are measured where the workspace is trusted, and then shown', async () => {
    const measureShapes = () => ({
      names: ['/stem/conv/Conv_output_0'],
      types: ['float32'],
      dims: [[1, 32, 28, 28]],
      macs: [] as const,
    });
    const { page, asked } = await open(digits, { mayRun: true, answers: { measureShapes } });
    await expect.poll(() => asked.map(([name]) => name)).toContain('measureShapes');
    await row(page, /\/stem\/conv\/Conv.*1×32×28×28/).waitFor();
    await page.close();
  });

  it('are not asked for in one that is not', async () => {
    const { page, asked } = await open(digits);
    expect(asked.map(([name]) => name)).not.toContain('measureShapes');
    await page.close();
  });
});

describe('files', () => {
  it('are written through the editor: pictures of the whole graph, and what colours it', async () => {
    const saved: { kind: string; bytes: Uint8Array }[] = [];
    const json: string[] = [];
    const { page, notify } = await open(digits, {
      answers: {
        savePicture: (picture) => {
          saved.push(picture);
          return `digits.${picture.kind}`;
        },
        saveNodeData: (data) => {
          json.push(data.json);
          return 'bytes.json';
        },
      },
    });
    await notify({ type: 'command', command: 'exportSvg' });
    await page.getByText('Saved as digits.svg.').waitFor();
    await notify({ type: 'command', command: 'exportPng' });
    await page.getByText('Saved as digits.png.').waitFor();
    expect(new TextDecoder().decode(saved[0]?.bytes)).toMatch(/^<svg[^]*BatchNormalization/);
    expect([...(saved[1]?.bytes.subarray(1, 4) ?? [])]).toEqual([...Buffer.from('PNG')]);
    await notify({ type: 'command', command: 'exportNodeData' });
    await page.getByText('Choose first').waitFor();
    await page.locator('.colour-choice').click();
    await page.getByRole('menuitemradio', { name: 'Bytes' }).click();
    await notify({ type: 'command', command: 'exportNodeData' });
    await page.getByText('Saved as bytes.json.').waitFor();
    expect(json[0]).toContain('"results"');
    await page.close();
  });

  it('give values for nodes, which colour the graph', async () => {
    const results = { '/stem/conv/Conv_output_0': { value: 3.5 }, elsewhere: { value: 1 } };
    const openNodeData = () => ({
      file: 'latency.json',
      json: JSON.stringify({ digits: { results, name: 'Latency' } }),
    });
    const { page, notify } = await open(digits, { answers: { openNodeData } });
    await notify({ type: 'command', command: 'importNodeData' });
    await page.getByText('1 of 2 values of latency.json').waitFor();
    expect(await page.locator('.graph-legend-name').innerText()).toBe('Latency');
    await page.getByRole('columnheader', { name: 'Latency' }).waitFor();
    await page.close();
  });

  it('that make no sense are said so, and nothing changes', async () => {
    const openNodeData = () => ({ file: 'broken.json', json: '{"results": ' });
    const { page, notify } = await open(digits, { answers: { openNodeData } });
    await notify({ type: 'command', command: 'importNodeData' });
    await page.getByText('broken.json is not JSON').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    expect(await page.getByText('broken.json').count()).toBe(0);
    await page.close();
  });
});
