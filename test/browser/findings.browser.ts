import { mkdirSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openModel as openOnnx } from '../../src/engine/onnx/open.ts';
import { mixedFrontFixture } from '../../webview/model/findingsPanel/fixtures/mixedFront.ts';
import { layersOf, planned, resultOf } from '../../webview/model/findingsPanel/fixtures/sensitivityResult.ts';
import { digitsFile } from '../fixtures/digits.ts';
import { exportedTransformer } from '../fixtures/exportedTransformer.ts';
import { graphModelOf, structureOf } from '../fixtures/structureOf.ts';
import { seriousViolations } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import type { FixturePage } from './fixturePage.ts';
import { type FindingsPageOptions, openFindings } from './findingsPage.ts';
import { openModelPage } from './modelPage.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

const network = structureOf(exportedTransformer(400));
const open = (options: FindingsPageOptions = {}) => openFindings(browser, network, options);

const tab = (page: Page, name: string) => page.getByRole('tab', { name });
const panel = (page: Page) => page.getByRole('tabpanel');
const rows = (page: Page) => panel(page).locator('tr.row');
const grid = (page: Page) => panel(page).getByRole('grid');
const said = (page: Page) => panel(page).locator('.findings-measured').innerText();
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent');
const active = (page: Page) => panel(page).locator('tr.active');

/** The texts of a column, of the rows that exist. */
async function column(page: Page, heading: string): Promise<readonly string[]> {
  const headings = await panel(page).getByRole('columnheader').allTextContents();
  const place = headings.findIndex((text) => text.startsWith(heading)) + 1;
  return panel(page).locator(`tr.row td:nth-child(${place})`).allTextContents();
}

/** What happened of one kind, since the page was opened. */
async function happened({ run }: FixturePage, kind: string): Promise<readonly unknown[]> {
  const all = await run<readonly unknown[]>('return happened;');
  return all.filter((each) => (Array.isArray(each) ? each[0] : each) === kind);
}

/** Opens the page with a result of so many layers in its tab. */
async function openSensitivity(count = 60, options: FindingsPageOptions = {}): Promise<FixturePage> {
  const opened = await open(options);
  await tab(opened.page, 'Sensitivity').click();
  await opened.run(`findings.end(resultOf(layersOf(model, ${count})));`);
  return opened;
}

async function openTradeOff(points = 9): Promise<FixturePage> {
  const opened = await open();
  await tab(opened.page, 'Trade-off').click();
  await opened.run(`findings.showFront(mixedFrontFixture(${points}, layersOf(model, 20).map(({ node }) => node)));`);
  return opened;
}

/** The argument of the last request of a name. */
async function lastRequest(opened: FixturePage, name: string): Promise<unknown> {
  const requests = (await happened(opened, 'request')) as readonly (readonly [string, string, unknown])[];
  return requests.findLast(([, asked]) => asked === name)?.[2];
}

async function save(opened: FixturePage, how: string): Promise<void> {
  await panel(opened.page).getByRole('button', { name: 'Save Chart' }).click();
  await opened.page.getByRole('menuitem', { name: how }).click();
  await opened.run('');
}

/** The text of the picture that was saved last. */
const savedPicture = ({ run }: FixturePage) =>
  run<string>(`
    const [, , { bytes }] = happened.findLast((each) => each[1] === 'savePicture');
    return new TextDecoder().decode(bytes);
  `);

/** What an XML parser says of a text: elements by their names, texts, and whether it could be read. */
const parsed = ({ run }: FixturePage, text: string) =>
  run<{
    readonly failed: boolean;
    readonly texts: readonly string[];
    readonly classes: number;
    readonly bars: number;
  }>(`
    const read = new DOMParser().parseFromString(${JSON.stringify(text)}, 'image/svg+xml');
    return {
      failed: read.querySelector('parsererror') !== null,
      texts: [...read.querySelectorAll('text')].map((each) => each.firstChild?.data ?? ''),
      classes: read.querySelectorAll('[class], [style]').length,
      bars: read.querySelectorAll('rect').length,
    };
  `);

it.each(['dark', 'light', 'hc'] as const)('looks as the editor does, in %s', async (theme) => {
  const { page, run, faults } = await open({ theme });
  await tab(page, 'Sensitivity').click();
  await page.screenshot({ path: `.cache/screenshots/findings-${theme}-empty.png` });
  expect(await seriousViolations(page)).toEqual([]);
  await run(`findings.end(resultOf(layersOf(model, 60), { warnings: [
    { code: 'findings.stability-unknown', args: {} }, { code: 'findings.rank-again-hint', args: {} },
  ] }));`);
  await rows(page).nth(2).click();
  await page.screenshot({ path: `.cache/screenshots/findings-${theme}-sensitivity.png` });
  expect(await seriousViolations(page)).toEqual([]);
  await run(`findings.showFront(mixedFrontFixture(9, layersOf(model, 20).map(({ node }) => node)));
    panel.showRunning('trade-off', true);`);
  await tab(page, 'Trade-off').click();
  await rows(page).nth(3).click();
  await page.screenshot({ path: `.cache/screenshots/findings-${theme}-trade-off.png` });
  expect(await seriousViolations(page)).toEqual([]);
  expect(faults).toEqual([]);
  await page.close();
});

it.each(['dark', 'light', 'hc'] as const)('stands below the graph of a model, in %s', async (theme) => {
  const file = openOnnx(digitsFile);
  const layers = layersOf(graphModelOf(file), 12);
  file.close();
  const found = { plan: planned, layers: [], sensitivity: resultOf(layers), running: [] };
  const front = mixedFrontFixture(
    9,
    layers.map(({ node }) => node),
  );
  const { page, faults, hideAndShow, asked } = await openModelPage(
    browser,
    { kind: 'file', path: digitsFile },
    { theme, mayRun: true, answers: { analysisSoFar: () => ({ ...found, curvesSoFar: [], front }) } },
  );
  await tab(page, 'Sensitivity').click();
  await rows(page).nth(1).click();
  const name = (await column(page, 'name'))[1]!;
  await page.locator('.inspector-area').getByText(name).first().waitFor();
  await page.screenshot({ path: `.cache/screenshots/findings-${theme}-page.png` });
  // A tab that is left and come back to, also after the page was hidden.
  await expect.poll(() => asked.filter(([request]) => request === 'selected').length).toBeGreaterThan(0);
  await hideAndShow();
  await expect.poll(() => tab(page, 'Sensitivity').getAttribute('aria-selected')).toBe('true');
  await expect.poll(() => panel(page).locator('tr.selected').count()).toBe(1);
  await tab(page, 'Trade-off').click();
  await rows(page).nth(3).click();
  await page.screenshot({ path: `.cache/screenshots/findings-${theme}-page-trade-off.png` });
  await page.keyboard.press('Escape');
  expect(await page.evaluate('document.querySelector(".graph-area").contains(document.activeElement)')).toBe(true);
  expect(faults).toEqual([]);
  await page.close();
});

describe('the tabs', () => {
  it('are one stop, walked by arrow keys, Home and End, and what was never shown does not exist', async () => {
    const { page, run } = await open();
    expect(await page.getByRole('tab').allInnerTexts()).toEqual([
      ...['Layers', 'Sensitivity', 'Trade-off', 'Profile', 'Hints', 'Pruning', 'Bearing', 'Variants'],
    ]);
    expect(await page.locator('.findings').count()).toBe(0);
    await tab(page, 'Layers').focus();
    await page.keyboard.press('ArrowRight');
    expect([await focused(page), await panel(page).getAttribute('aria-labelledby')]).toEqual([
      ...['Sensitivity', 'lower-sensitivity-tab'],
    ]);
    await page.keyboard.press('End');
    expect(await tab(page, 'Variants').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('Layers');
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page)).toBe('Variants');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('[role=tab][tabindex="0"]').allInnerTexts()).toEqual(['Sensitivity']);
    expect(await run<string>('return panel.state.findings.tab;')).toBe('sensitivity');
    await page.close();
  });

  it('come back as they were left, and say what is in them and what runs', async () => {
    const { page, run } = await open({ kept: { findings: { tab: 'trade-off', tradeOff: { cost: 'size' } } } });
    expect(await tab(page, 'Trade-off').getAttribute('aria-selected')).toBe('true');
    await run(`findings.showFront(mixedFrontFixture(4)); findings.add(layersOf(model, 7));`);
    expect(await page.getByRole('tab').allInnerTexts()).toEqual([
      ...['Layers', 'Sensitivity\n7', 'Trade-off\n4', 'Profile', 'Hints', 'Pruning', 'Bearing', 'Variants'],
    ]);
    expect(await panel(page).getByRole('combobox', { name: 'Against' }).inputValue()).toBe('size');
    await run(`panel.showRunning('sensitivity', true);`);
    expect(await tab(page, 'Sensitivity').getAttribute('aria-description')).toBe('running');
    await run(`panel.showRunning('sensitivity', false);`);
    expect(await tab(page, 'Sensitivity').getAttribute('aria-description')).toBe('7');
    await page.close();
  });

  it('leave the table of layers as it is: its keys and its selection', async () => {
    const opened = await open();
    const { page } = opened;
    await rows(page).first().click();
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('INPUT');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await happened(opened, 'leave')).toHaveLength(1);
    expect(await happened(opened, 'layers')).toEqual([['layers', [0]]]);
    await page.close();
  });
});

describe('the ranking', () => {
  it('has the worst layer first, with its bar, its figures and how they came about', async () => {
    const { page } = await openSensitivity();
    const cause = (await column(page, 'cause')).map(Number.parseFloat);
    expect(cause.length).toBeGreaterThan(5);
    expect(cause).toEqual(cause.toSorted((a, b) => a - b));
    expect((await column(page, '#')).slice(0, 3)).toEqual(['1', '2', '3']);
    expect(await said(page)).toBe(
      '32 samples from calibration.npz · all quantized 27.4 dB observed, 27.9 dB fused · ranking fairly stable (halves agree 0.83)',
    );
    const widths = await page.evaluate<readonly number[]>(
      `[...document.querySelectorAll('.bar')].map((bar) => bar.getBoundingClientRect().width)`,
    );
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    // From 70 dB, where no bar is, to 20 dB, where the whole track is filled: the first layer has 20 dB.
    const track = (await page.locator('.bar-track').first().boundingBox())!;
    expect(widths[0]).toBeCloseTo(track.width, 0);
    expect(await page.locator('.bar-marks span').allInnerTexts()).toEqual(['70', '60', '50', '40', '30', '20 dB']);
    await panel(page).getByRole('combobox', { name: 'Rank by' }).selectOption('symptom');
    const symptom = (await column(page, 'symptom')).map(Number.parseFloat);
    expect(symptom).toEqual(symptom.toSorted((a, b) => a - b));
    expect((await column(page, 'rank, 95 %'))[0]).toBe('1–4');
    expect(await said(page)).toContain('ranking stable (halves agree 0.97)');
    await page.close();
  });

  it('has one selection with everything else, both ways', async () => {
    const opened = await openSensitivity(400);
    const { page, run } = opened;
    await rows(page).nth(1).click();
    const names = await column(page, 'name');
    const [, first] = (await happened(opened, 'findings'))[0] as [string, number[]];
    expect(await run<string>(`return model.nodeName(${first[0]});`)).toBe(names[1]);
    await rows(page)
      .nth(3)
      .click({ modifiers: ['Shift'] });
    await rows(page)
      .nth(5)
      .click({ modifiers: ['Control'] });
    expect(await run<number>('return selection.nodes.length;')).toBe(4);
    // Selected elsewhere, far below: it is scrolled to and marked, and nothing is told back.
    const before = (await happened(opened, 'findings')).length;
    await run(`
      const worst = [...layersOf(model, 400)].sort((a, b) => a.cause.sqnr - b.cause.sqnr).at(-1);
      selection.set([{ kind: 'node', node: model.nodeOfId(worst.node) }], 'graph');
    `);
    await expect.poll(() => panel(page).locator('tr.selected').count()).toBe(1);
    expect(await panel(page).locator('tr.selected').getAttribute('aria-rowindex')).toBe('401');
    expect((await happened(opened, 'findings')).length).toBe(before);
    await run(`selection.set([], 'graph');`);
    await expect.poll(() => panel(page).locator('tr.selected').count()).toBe(0);
    await page.close();
  });

  it('is worked by the keyboard alone, to a model with some layers in float', async () => {
    const opened = await openSensitivity();
    const { page } = opened;
    await tab(page, 'Sensitivity').focus();
    const reach = async (role: string): Promise<void> => {
      for (let presses = 0; presses < 12; presses++) {
        await page.keyboard.press('Tab');
        if ((await page.evaluate('document.activeElement.getAttribute("role")')) === role) return;
      }
      throw new Error(`no ${role} is reached`);
    };
    await reach('grid');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    expect(await panel(page).locator('tr.selected').count()).toBe(2);
    expect(await grid(page).getAttribute('aria-activedescendant')).toBe(await active(page).getAttribute('id'));
    await page.keyboard.press('End');
    expect(await active(page).getAttribute('aria-rowindex')).toBe('61');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    expect(await happened(opened, 'inspect')).toHaveLength(1);
    await panel(page).getByRole('button', { name: 'Keep in Float' }).focus();
    await page.keyboard.press('Enter');
    const [name] = await column(page, 'name');
    const wish = (await lastRequest(opened, 'makeVariant')) as { kind: string; nodes: readonly string[] };
    expect(wish.kind).toBe('keep-float');
    expect(await opened.run<string>(`return model.nodeName(model.nodeOfId(${JSON.stringify(wish.nodes[0])}));`)).toBe(
      name,
    );
    await page.locator('.notices').getByText('Saved as written.file.').waitFor();
    await page.keyboard.press('Escape');
    expect(await happened(opened, 'leave')).toHaveLength(1);
    await page.close();
  });

  it('makes no model without a selection', async () => {
    const opened = await openSensitivity();
    const keep = panel(opened.page).getByRole('button', { name: 'Keep in Float' });
    expect(await keep.getAttribute('disabled')).not.toBeNull();
    await keep.click({ force: true });
    expect(await lastRequest(opened, 'makeVariant')).toBeUndefined();
    await opened.page.close();
  });

  it('grows while it is measured: rows keep their places until they are ranked again', async () => {
    const { page, run } = await open();
    await tab(page, 'Sensitivity').click();
    await run(`findings.begin(planned); findings.add(layersOf(model, 3, { causes: 0 }));`);
    expect(await said(page)).toBe('3 of 60 layers measured');
    const before = await column(page, 'name');
    const again = panel(page).getByRole('button', { name: 'Rank Again' });
    expect(await again.isVisible()).toBe(false);
    // Of layers that are there already the figures are others, and two come that are worse than all.
    await run(`
      const more = layersOf(model, 5, { causes: 0 }).map((layer, index) => ({
        ...layer, symptom: { ...layer.symptom, sqnr: 5 - index },
      }));
      findings.add(more);
    `);
    expect((await column(page, 'name')).slice(0, 3)).toEqual(before);
    expect((await column(page, 'symptom')).toSorted()).toEqual(['1 dB', '2 dB', '3 dB', '4 dB', '5 dB']);
    await again.click();
    expect(await column(page, 'symptom')).toEqual(['1 dB', '2 dB', '3 dB', '4 dB', '5 dB']);
    // At its end it is ranked by itself, and by what then says most.
    await run(`findings.end(resultOf(layersOf(model, 60)));`);
    expect((await column(page, 'cause'))[0]).toBe('20 dB');
    expect(await again.isVisible()).toBe(false);
    await page.close();
  });

  it('scrolls through 5,000 layers, of which only those in view exist', async () => {
    const large = structureOf(exportedTransformer(5000));
    const { page, run, faults } = await openFindings(browser, large);
    await tab(page, 'Sensitivity').click();
    await run('findings.end(resultOf(layersOf(model, 5000)));');
    expect(await grid(page).getAttribute('aria-rowcount')).toBe('5001');
    await run(`document.querySelector('[role=tabpanel]:not([hidden]) .scroller').scrollTop = 54_000;`);
    await expect.poll(async () => Number((await column(page, '#'))[0])).toBeGreaterThan(2000);
    expect(await rows(page).count()).toBeLessThan(60);
    await page.keyboard.press('Tab');
    await grid(page).focus();
    await page.keyboard.press('End');
    expect(await active(page).getAttribute('aria-rowindex')).toBe('5001');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('bears names and numbers of any kind', async () => {
    const opened = await open({ size: { width: 900, height: 320 } });
    const { page, run, faults } = opened;
    await tab(page, 'Sensitivity').click();
    await run(`
      const names = ['x'.repeat(2000), 'שכבה ראשונה', '<img src=x onerror=alert(1)>', 'a\\u0000b & "c", d', '', '=1+1\\nnext'];
      const values = [Infinity, -Infinity, NaN, 30, 3000, -5];
      findings.end(resultOf(layersOf(model, 7, { causes: 0 }).map(({ symptomRank, weights, ...layer }, index) => ({
        ...layer, name: names[index] ?? 'unmeasured',
        ...(index < 6 ? { symptom: { sqnr: values[index], cosine: NaN, relative: Infinity } } : { symptom: undefined }),
      })), { stability: {}, whole: undefined, complete: false, samples: { source: 'x', synthetic: true, count: 8 } }));
    `);
    // What hurts without end comes first; what was not measured, last.
    expect(await column(page, 'symptom')).toEqual([...['−∞ dB', '−5 dB', '30 dB', '3000 dB', '∞ dB', '– dB', '']]);
    expect(await page.locator('.bar-missing').count()).toBe(2);
    expect(await said(page)).toBe('Incomplete: the budget ended first · 8 samples of synthetic data');
    expect(await page.locator('[role=tabpanel] img').count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await seriousViolations(page)).toEqual([]);
    await page.screenshot({ path: '.cache/screenshots/findings-hostile.png' });

    await save(opened, 'Save as SVG');
    const picture = await savedPicture(opened);
    const { failed, texts } = await parsed(opened, picture);
    expect([failed, texts.some((text) => text.length > 200)]).toEqual([false, false]);
    expect(texts).toContain('שכבה ראשונה');
    await save(opened, 'Save as CSV');
    const { csv } = (await lastRequest(opened, 'saveTable')) as { csv: string };
    const table = parse<Record<string, string>>(csv, { columns: true, record_delimiter: '\r\n' });
    expect(table.map(({ name }) => name)).toEqual([
      ...['x'.repeat(2000), 'שכבה ראשונה', '<img src=x onerror=alert(1)>', 'a\0b & "c", d', '', '=1+1\nnext'],
      'unmeasured',
    ]);
    expect(table.map(({ symptomSqnr }) => symptomSqnr)).toEqual([
      ...['Infinity', '-Infinity', '', '30', '3000', '-5', ''],
    ]);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('is saved whole, as a picture that stands alone and as a table', async () => {
    const opened = await openSensitivity(400);
    await save(opened, 'Save as SVG');
    const picture = await savedPicture(opened);
    const { failed, classes, bars } = await parsed(opened, picture);
    // A bar for each of the layers, on a background, and nothing that a style sheet would be needed for.
    expect([failed, classes, bars]).toEqual([false, 0, 401]);
    expect(picture).not.toContain('var(');
    await save(opened, 'Save as CSV');
    const { csv, name } = (await lastRequest(opened, 'saveTable')) as { csv: string; name: string };
    expect([name, parse(csv).length]).toEqual(['sensitivity', 401]);
    await opened.page.close();
  });

  it('says what would be here, and how to get it', async () => {
    const opened = await open();
    const { page, run } = opened;
    await tab(page, 'Sensitivity').click();
    await panel(page).getByText('No sensitivity yet. Analyze measures').waitFor();
    await run('findings.expect(planned);');
    await panel(page).getByText('No sensitivity yet. Analyze takes about 12 s.').waitFor();
    await panel(page).getByRole('button', { name: 'Analyze…' }).click();
    expect(await happened(opened, 'analyze')).toHaveLength(1);
    await run(`panel.showRunning('sensitivity', true);`);
    await panel(page).getByText('Nothing is measured yet').waitFor();
    expect(await panel(page).getByRole('button', { name: 'Analyze…' }).count()).toBe(0);
    await page.close();
  });

  it('draws nothing while it is hidden', async () => {
    const { page, run } = await openSensitivity();
    await tab(page, 'Layers').click();
    await run(`findings.end(resultOf(layersOf(model, 30)));`);
    const count = 'document.querySelector("#lower-sensitivity [role=grid]").getAttribute("aria-rowcount")';
    expect(await page.evaluate(count)).toBe('61');
    await tab(page, 'Sensitivity').click();
    await expect.poll(() => page.evaluate(count)).toBe('31');
    await page.close();
  });
});

describe('the trade-off', () => {
  const options = (page: Page) => panel(page).getByRole('listbox').getByRole('option');

  it('shows points, front and float model, with their figures beside', async () => {
    const { page } = await openTradeOff();
    expect(await options(page).count()).toBe(9);
    expect(await page.locator('.front-point').count()).toBe(6);
    expect(await page.locator('.other-point').count()).toBe(3);
    expect(await page.locator('.chosen-ring').count()).toBe(1);
    expect(await said(page)).toBe('float model: 98.4 %, 3.1 ms, 1.58 MB · 500 samples');
    expect((await column(page, 'top-1'))[0]).toBe('87.2 %');
    expect((await column(page, 'faster'))[0]).toBe('3.4× (3.2–3.57)');
    expect((await column(page, 'size'))[0]).toBe('400 kB (3.95×)');
    expect((await column(page, 'on the front'))[3]).toBe('chosen');
    const labels = await panel(page).locator('.axis-label').allTextContents();
    expect(labels).toEqual(['top-1 (higher is better)', 'latency, share of the float model']);
    await panel(page).getByRole('combobox', { name: 'Against' }).selectOption('size');
    await panel(page).getByText('size, share of the float model').waitFor();
    expect(await page.locator('.front-point').count()).toBe(3);
    expect(await page.locator('.interval').count()).toBe(0);
    await page.close();
  });

  it('has one selection for plot, table and the layers that stay in float', async () => {
    const opened = await openTradeOff();
    const { page, run } = opened;
    const save = panel(page).getByRole('button', { name: 'Save This Model…' });
    expect(await save.getAttribute('disabled')).not.toBeNull();
    await panel(page).getByRole('listbox').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    const chosen = options(page).and(page.locator('[aria-selected=true]'));
    expect(await chosen.count()).toBe(1);
    const id = (await chosen.getAttribute('id'))!;
    expect(await panel(page).getByRole('listbox').getAttribute('aria-activedescendant')).toBe(id);
    const row = Number(id.split('-').at(-1));
    expect(await panel(page).locator('tr.selected td').first().textContent()).toBe(String(row + 1));
    expect(await run<number>('return selection.nodes.length;')).toBe(row);
    const caption = await panel(page).locator('figcaption').innerText();
    expect(caption).toContain(`kept in float: ${row}`);
    expect(await chosen.getAttribute('aria-label')).toBe(caption);
    // The other way.
    await rows(page).nth(5).click();
    expect(await chosen.getAttribute('id')).toBe('trade-off-point-5');
    expect(await run<number>('return selection.nodes.length;')).toBe(5);
    // By pointing at it: it is told, and with a click selected.
    const place = (await options(page).nth(0).boundingBox())!;
    await page.mouse.move(place.x + 12, place.y + 10);
    const label = await options(page).nth(0).getAttribute('aria-label');
    expect(await panel(page).locator('figcaption').innerText()).toBe(label);
    await page.mouse.click(place.x + 12, place.y + 10);
    expect(await options(page).nth(0).getAttribute('aria-selected')).toBe('true');
    await save.click();
    expect(await lastRequest(opened, 'makeVariant')).toMatchObject({ kind: 'point', options: {} });
    await page.close();
  });

  it('grows while it is searched, and keeps what is selected', async () => {
    const { page, run } = await openTradeOff(3);
    await rows(page).nth(1).click();
    await run(`findings.showFront(mixedFrontFixture(6));`);
    expect([await rows(page).count(), await options(page).count()]).toEqual([6, 6]);
    expect(await panel(page).locator('tr.selected td').first().textContent()).toBe('2');
    await run(`findings.showFront(undefined);`);
    await panel(page).getByText('No trade-off yet.').waitFor();
    await page.close();
  });

  it('bears values that have no place', async () => {
    const { page, run, faults } = await openTradeOff(4);
    await run(`
      const front = mixedFrontFixture(4);
      const values = [NaN, Infinity, -Infinity, 0.9];
      const speedup = { median: 0, low: 0, high: 0 };
      findings.showFront({
        ...front, float: { value: Infinity, milliseconds: 0, bytes: 0 },
        points: front.points.map((point, index) => ({
          ...point, value: values[index], ...(index === 3 && { latency: { ...point.latency, speedup } }),
          change: { code: 'page.count', args: { count: 'y'.repeat(2000) } },
        })),
      });
    `);
    // Without a value, and without a finite latency, there is no place in the plot; the table has all.
    expect([await rows(page).count(), await options(page).count()]).toEqual([4, 2]);
    const picture = await page.evaluate<string>(`document.querySelector('.chart-room svg').outerHTML`);
    expect(picture).not.toMatch(/NaN|Infinity/);
    await panel(page).getByRole('combobox', { name: 'Against' }).selectOption('size');
    await run('');
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('is saved as a picture that stands alone and as a table', async () => {
    const opened = await openTradeOff();
    await save(opened, 'Save as SVG');
    const picture = await savedPicture(opened);
    const { failed, classes, texts } = await parsed(opened, picture);
    expect([failed, classes]).toEqual([false, 0]);
    expect(picture).not.toContain('var(');
    expect(picture).toMatch(/<circle[^>]* fill="rgb/);
    expect(texts).toEqual(expect.arrayContaining(['float', 'chosen', 'top-1 (higher is better)']));
    await save(opened, 'Save as CSV');
    const { csv } = (await lastRequest(opened, 'saveTable')) as { csv: string };
    const table = parse<Record<string, string>>(csv, { columns: true, record_delimiter: '\r\n' });
    expect(table.map(({ point }) => point)).toEqual(['float', '0', '1', '2', '3', '4', '5', '6', '7', '8']);
    expect(Number(table[1]!['speedup'])).toBeCloseTo(3.4, 12);
    expect(JSON.parse(table[4]!['kept']!)).toHaveLength(3);
    await opened.page.close();
  });

  it('says what would be here, and how to get it', async () => {
    const opened = await open();
    await tab(opened.page, 'Trade-off').click();
    await panel(opened.page).getByText('No trade-off yet.').waitFor();
    await panel(opened.page).getByRole('button', { name: 'Search Trade-off…' }).click();
    expect(await happened(opened, 'search')).toHaveLength(1);
    await opened.page.close();
  });
});
