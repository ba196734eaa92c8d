import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openModel } from '../../src/engine/onnx/open.ts';
import type { ModelStructure } from '../../src/protocol/graph/structure.ts';
import { textsIn } from '../../src/protocol/messages/languages.ts';
import { userError } from '../../src/protocol/userError.ts';
import type { CompareEditorSide, ComparePageSide } from '../../src/protocol/webview/compareContract.ts';
import { digitsFile } from '../fixtures/digits.ts';
import { exportedTransformer } from '../fixtures/exportedTransformer.ts';
import { dynamicallyQuantized, integerDigits } from '../fixtures/integerDigits.ts';
import { structureOf } from '../fixtures/structureOf.ts';
import { seriousViolations } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { openPage, type PageOptions } from './openPage.ts';
import themes from '../../webview/graph/drawing/fixtures/themes.json' with { type: 'json' };

let browser: Browser;
let float: ModelStructure;
let integer: ModelStructure;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
  float = structureOf(openModel(digitsFile));
  integer = sized(structureOf(await integerDigits()), 800_000);
});
afterAll(() => browser.close());

/** The structure of a model that was made from another one and not written: what its file would have. */
function sized(structure: ModelStructure, bytes: number): ModelStructure {
  const { facts } = structure;
  return { ...structure, facts: { ...facts, inspection: { ...facts.inspection, bytes } } };
}

interface Models {
  readonly before?: ModelStructure | Error;
  readonly after?: ModelStructure | Error;
}

type Options = Partial<Pick<PageOptions<ComparePageSide, CompareEditorSide>, 'theme' | 'language' | 'texts' | 'size'>>;

async function open({ before = float, after = integer }: Models = {}, options: Options = {}) {
  const asked: string[] = [];
  const models = { before, after };
  const opened = await openPage<ComparePageSide, CompareEditorSide>(browser, {
    ...{ name: 'compare', ...options },
    content: () => ({ type: 'compared', before: 'digits.onnx', after: 'digits.int8.onnx' }),
    answers: {
      structure: ({ side }) => {
        const model = models[side];
        if (model instanceof Error) throw model;
        return model;
      },
      open: ({ side }) => {
        asked.push(side);
        return null;
      },
    },
  });
  return { ...opened, asked };
}

type Opened = Awaited<ReturnType<typeof open>>;

/** What both canvases show, once nothing moves any more. */
async function pictures(page: Page): Promise<readonly string[]> {
  const now = (): Promise<readonly string[]> =>
    page.evaluate(`[...document.querySelectorAll('.graph-canvas')].map((canvas) => canvas.toDataURL())`);
  let last = await now();
  for (let same = 0; same < 3;) {
    await page.waitForTimeout(60);
    const next = await now();
    same = next.join() === last.join() ? same + 1 : 0;
    last = next;
  }
  return last;
}

/** How many pixels of each canvas have a colour of the theme, or nearly. */
async function painted(page: Page, variable: keyof (typeof themes)['dark']['variables']): Promise<readonly number[]> {
  await pictures(page);
  const colour = themes.dark.variables[variable];
  return page.evaluate(
    `[...document.querySelectorAll('.graph-canvas')].map((canvas) => {
      const probe = document.createElement('canvas').getContext('2d');
      probe.fillStyle = ${JSON.stringify(colour)};
      probe.fillRect(0, 0, 1, 1);
      const wanted = probe.getImageData(0, 0, 1, 1).data;
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        if ([0, 1, 2].every((part) => Math.abs(data[at + part] - wanted[part]) < 8)) count++;
      }
      return count;
    })`,
  );
}

const added = '--vscode-gitDecoration-addedResourceForeground';
const removed = '--vscode-gitDecoration-deletedResourceForeground';
const changed = '--vscode-gitDecoration-modifiedResourceForeground';

const table = (page: Page) => page.getByRole('grid', { name: 'Differences' });
const selectedRows = (page: Page) => table(page).locator('[aria-selected="true"]').allTextContents();
const counted = (page: Page) => page.locator('.count').textContent();
const canvas = (page: Page, side: 0 | 1) => page.locator('.graph-canvas').nth(side);

async function close({ page, faults }: Opened): Promise<void> {
  expect(faults).toEqual([]);
  await page.close();
}

describe.each(['dark', 'light', 'hc'] as const)('in %s', (theme) => {
  it('looks as the editor does', async () => {
    const opened = await open({}, { theme });
    const { page } = opened;
    await pictures(page);
    await page.screenshot({ path: `.cache/screenshots/compare-${theme}.png` });
    for (let step = 0; step < 3; step++) await page.keyboard.press(']');
    await pictures(page);
    await page.screenshot({ path: `.cache/screenshots/compare-${theme}-selected.png` });
    expect(await seriousViolations(page)).toEqual([]);
    await close(opened);
  });
});

describe('a float model and its quantized one', () => {
  it('shows what was removed on the left, and what has changed on both sides', async () => {
    const opened = await open();
    const { page } = opened;
    const [left, right] = await painted(page, removed);
    expect(left).toBeGreaterThan(100);
    expect(right).toBe(0);
    for (const count of await painted(page, changed)) expect(count).toBeGreaterThan(100);
    expect(await painted(page, added)).toEqual([0, 0]);
    await close(opened);
  });

  it('tells size, parameters, nodes and opset before and after', async () => {
    const opened = await open();
    const facts = await opened.page.locator('.totals div').allTextContents();
    expect(facts[0]).toBe('size2.55 MB → 800 kB (0.314×)');
    expect(facts[1]).toMatch(/^parameters/);
    expect(facts[2]).toMatch(/^nodes46 → \d+/);
    expect(facts[3]).toBe('opset17');
    await close(opened);
  });

  it('lists what differs, with types, shapes and bytes before and after', async () => {
    const opened = await open();
    const { page } = opened;
    expect(await counted(page)).toBe('33 differences');
    const [, first] = await table(page).getByRole('row').allTextContents();
    expect(first).toContain('changedConv/stem/conv/Convweights, quantization');
    expect(first).toMatch(/float32 32×1×3×3 → int8 32×1×3×3/);
    expect(first).toMatch(/1\.15 kB → 837 B$/);
    const removedRow = table(page).getByRole('row').filter({ hasText: '/stem/norm/BatchNormalization' });
    expect(await removedRow.textContent()).toContain('removedBatchNormalization');
    await close(opened);
  });

  it('lists the kinds that are chosen', async () => {
    const opened = await open();
    const { page } = opened;
    await page.getByRole('button', { name: '21 changed' }).click();
    expect(await counted(page)).toBe('12 differences');
    await page.getByRole('button', { name: '12 removed' }).click();
    await page.getByText('There are differences, but of kinds that are not chosen above.').waitFor();
    expect(await page.getByRole('button', { name: '0 added' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: '21 changed' }).click();
    expect(await counted(page)).toBe('21 differences');
    await close(opened);
  });

  it('goes from one difference to the next and back, in graphs and table', async () => {
    const opened = await open();
    const { page } = opened;
    const before = await pictures(page);
    await page.keyboard.press(']');
    expect(await counted(page)).toBe('1 of 33 differences');
    await page.getByRole('button', { name: /^Next Difference/ }).click();
    expect(await counted(page)).toBe('2 of 33 differences');
    expect((await selectedRows(page))[0]).toContain('/stem/norm/BatchNormalization');
    expect((await pictures(page))[0]).not.toBe(before[0]);
    await page.keyboard.press('[');
    await page.keyboard.press('[');
    expect(await counted(page)).toBe('33 of 33 differences');
    expect((await selectedRows(page))[0]).toContain('/classify/Gemm');
    await close(opened);
  });

  it('follows the keys of the table', async () => {
    const opened = await open();
    const { page } = opened;
    const before = await pictures(page);
    await table(page).focus();
    await page.keyboard.press('End');
    expect(await counted(page)).toBe('33 of 33 differences');
    const after = await pictures(page);
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    await close(opened);
  });

  it('opens a model by itself', async () => {
    const opened = await open();
    await opened.page.getByRole('button', { name: 'digits.int8.onnx' }).click();
    await expect.poll(() => opened.asked).toEqual(['after']);
    await close(opened);
  });

  it('has its place again after it was hidden', async () => {
    const opened = await open();
    const { page, hideAndShow } = opened;
    await pictures(page);
    await canvas(page, 0).hover();
    await page.mouse.wheel(0, 700);
    await page.mouse.move(5, 5);
    const before = await pictures(page);
    await hideAndShow();
    await canvas(page, 1).waitFor();
    expect(await pictures(page)).toEqual(before);
    await close(opened);
  });
});

describe('a model and itself', () => {
  it('have no difference, which is a result', async () => {
    const opened = await open({ before: float, after: float });
    const { page } = opened;
    expect(await counted(page)).toBe('No difference');
    await page.getByText(/^Both models have the same nodes/).waitFor();
    for (const colour of [added, removed, changed] as const) expect(await painted(page, colour)).toEqual([0, 0]);
    const [left, right] = await pictures(page);
    expect(left).toBe(right);
    await page.screenshot({ path: '.cache/screenshots/compare-same.png' });
    await close(opened);
  });

  it.each([0, 1] as const)('are panned and zoomed as one, by side %d', async (side) => {
    const opened = await open({ before: float, after: float });
    const { page } = opened;
    const [first] = await pictures(page);
    await canvas(page, side).hover();
    await page.mouse.wheel(0, 400);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await page.mouse.down();
    await page.mouse.move(400 + 500 * side, 300, { steps: 4 });
    await page.mouse.up();
    await page.mouse.move(5, 5);
    const [left, right] = await pictures(page);
    expect(left).toBe(right);
    expect(left).not.toBe(first);
    await page.getByRole('button', { name: /^Fit/ }).click();
    await page.mouse.move(5, 5);
    const [fitted, other] = await pictures(page);
    expect(fitted).toBe(other);
    expect(fitted).not.toBe(left);
    await close(opened);
  });

  it('have the counterpart selected of what is clicked, and of what keys lead to', async () => {
    const opened = await open({ before: float, after: float });
    const { page } = opened;
    const nothing = await pictures(page);
    const { width } = (await canvas(page, 1).boundingBox())!;
    // The first box stands at the upper end, in the middle.
    await canvas(page, 1).click({ position: { x: width / 2, y: 48 } });
    await page.mouse.move(5, 5);
    const clicked = await pictures(page);
    expect(clicked[0]).toBe(clicked[1]);
    expect(clicked[0]).not.toBe(nothing[0]);
    expect(await page.getByRole('status').textContent()).toContain('the same');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key);
    const walked = await pictures(page);
    expect(walked[0]).toBe(walked[1]);
    expect(walked[0]).not.toBe(clicked[0]);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('status').textContent()).toBe('');
    await close(opened);
  });
});

describe('by keyboard alone', () => {
  it('reaches everything, and goes through the differences', async () => {
    const opened = await open();
    const { page } = opened;
    await pictures(page);
    const reached: string[] = [];
    for (let step = 0; step < 24; step++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate<string>(
        `(({ ariaLabel, textContent, tagName }) => ariaLabel || textContent || tagName)(document.activeElement)`,
      );
      reached.push(name);
    }
    for (const name of [
      'Previous Difference ([)',
      'Next Difference (])',
      '21 changed',
      '12 removed',
      'Fit to Window (F)',
    ]) {
      expect(reached).toContain(name);
    }
    for (const name of ['digits.onnx', 'Graph of digits.onnx', 'digits.int8.onnx', 'Graph of digits.int8.onnx']) {
      expect(reached).toContain(name);
    }
    expect(reached).toContain('Height of the table');
    expect(reached.some((name) => name.startsWith('Differences'))).toBe(true);
    await close(opened);
  });
});

describe('files that cannot be read', () => {
  const broken = userError('page.file-missing', { file: 'digits.int8.onnx' });

  it('say so on their side, while the other one is shown', async () => {
    const opened = await open({ after: broken });
    const { page } = opened;
    await pictures(page);
    expect(await page.getByRole('alert').textContent()).toContain('digits.int8.onnx is no longer there');
    expect(await page.locator('.graph-canvas').count()).toBe(1);
    await page.getByText('With one of the two models alone there is nothing to compare.').waitFor();
    await page.screenshot({ path: '.cache/screenshots/compare-unreadable.png' });
    expect(await seriousViolations(page)).toEqual([]);
    await close(opened);
  });

  it('say so for both', async () => {
    const opened = await open({ before: broken, after: broken });
    expect(await opened.page.getByRole('alert').count()).toBe(2);
    await close(opened);
  });
});

it('shows a file that has changed in place of what there was', async () => {
  const models = { before: float, after: integer };
  const opened = await open(models);
  expect(await counted(opened.page)).toBe('33 differences');
  models.after = float;
  await opened.notify({ type: 'compared', before: 'digits.onnx', after: 'other.onnx' });
  await opened.page.getByRole('button', { name: 'other.onnx' }).waitFor();
  await close(opened);
});

it('closes groups in which both agree, and opens those to which a difference leads', async () => {
  const before = structureOf(exportedTransformer(700));
  const after = structureOf(dynamicallyQuantized(exportedTransformer(700)));
  const opened = await open({ before, after });
  const { page } = opened;
  await pictures(page);
  await page.screenshot({ path: '.cache/screenshots/compare-transformer.png' });
  await page.keyboard.press(']');
  await page.keyboard.press(']');
  await pictures(page);
  await page.screenshot({ path: '.cache/screenshots/compare-transformer-selected.png' });
  await close(opened);
});

it('speaks Chinese', async () => {
  const opened = await open({}, { language: 'zh-cn', texts: textsIn('zh-cn') });
  expect(await counted(opened.page)).toBe('33 处差异');
  await close(opened);
});
