import { mkdirSync, readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelStructure } from '../../src/protocol/graph/structure.ts';
import { OpenedModel } from '../../src/reader/openedModel.ts';
import { textRecognizer } from '../fixtures/realModels.ts';
import { launchChromium } from './chromium.ts';
import { openToolbar, type ToolbarPageOptions } from './toolbarPage.ts';

let browser: Browser;
let structure: ModelStructure;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
  const bytes = readFileSync(textRecognizer.file);
  structure = new OpenedModel({ kind: 'memory', name: 'rec.onnx', bytes }, 2 ** 28).structure();
});
afterAll(() => browser.close());

const open = (options: ToolbarPageOptions = {}) => openToolbar(browser, structure, options);

describe('looks', () => {
  it.each(['dark', 'light', 'hc'] as const)('as the editor does, in %s', async (theme) => {
    const { page, run, faults } = await open({ theme, colour: 'bytes' });
    await page.screenshot({ path: `.cache/screenshots/toolbar-${theme}.png`, clip: { x: 0, y: 0, width: 1280, height: 400 } });
    await page.getByRole('textbox', { name: 'Search the model' }).fill('conv');
    await page.screenshot({ path: `.cache/screenshots/toolbar-search-${theme}.png`, clip: { x: 0, y: 0, width: 1280, height: 400 } });
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Colour by: Bytes' }).click();
    await run('shown.toolbar.showLoading("Counting zeros…")');
    await page.screenshot({ path: `.cache/screenshots/toolbar-menu-${theme}.png`, clip: { x: 0, y: 0, width: 1280, height: 400 } });
    expect(faults).toEqual([]);
    await page.close();
  });
});
