import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportedTransformer } from '../fixtures/exportedTransformer.ts';
import { ModelBuilder } from '../fixtures/modelBuilder.ts';
import { branching } from '../fixtures/nestedGraphs.ts';
import { structureOf } from '../fixtures/structureOf.ts';
import { seriousViolations } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { type LayersPage, type LayersPageOptions, openLayers } from './layersPage.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
});
afterAll(() => browser.close());

/** x → Conv → Relu → two Convs → Add → Gemm, with weights of different sizes. */
function network() {
  const net = new ModelBuilder();
  const conv = (x: string, name: string, channels: readonly [number, number], size: number): string =>
    net.node('Conv', [x, net.weight([...channels, size, size])], {}, { name });
  const stem = conv(net.input('x', [1, 3, 8, 8]), 'stem', [8, 3], 1);
  const relu = net.node('Relu', [stem], {}, { name: 'relu' });
  const left = conv(relu, 'branch/left10', [16, 8], 1);
  const right = conv(relu, 'branch/left9', [16, 8], 1);
  const sum = net.node('Add', [left, right], {}, { name: 'sum' });
  const head = net.node(
    'Gemm',
    [net.node('Flatten', [sum], {}, { name: 'flatten' }), net.weight([1024, 10])],
    {},
    {
      name: 'head',
    },
  );
  return structureOf(net.output(head, [1, 10]).build());
}

const open = (options: LayersPageOptions = {}): Promise<LayersPage> => openLayers(browser, network(), options);

/** The texts of a column, of the rows that exist. */
async function column(page: Page, heading: string): Promise<readonly string[]> {
  const headings = await page.getByRole('columnheader').allTextContents();
  return page.locator(`tr.row td:nth-child(${headings.indexOf(heading) + 1})`).allTextContents();
}

const heading = (page: Page, name: string) => page.getByRole('columnheader', { name, exact: true });
const field = (page: Page) => page.getByRole('textbox');
const count = (page: Page) => page.locator('.layers-status [role=status]').first().textContent();
const told = (page: Page) => page.locator('.layers-told').textContent();
const selectedNames = (page: Page) => page.locator('tr.selected td:nth-child(3)').allTextContents();
const activeName = (page: Page) => page.locator('tr.active td:nth-child(3)').textContent();
const focused = (page: Page) => page.evaluate<string>('document.activeElement.tagName');

/** What happened of one kind. */
async function happened({ run }: LayersPage, kind: string): Promise<readonly unknown[]> {
  const all = await run<readonly unknown[]>('return happened;');
  return all.filter((each) => (Array.isArray(each) ? each[0] : each) === kind);
}

it.each(['dark', 'light', 'hc'] as const)('looks as the editor does, in %s', async (theme) => {
  const { page, faults } = await openLayers(browser, structureOf(exportedTransformer(400)), { theme });
  await page.locator('tr.row').nth(1).click();
  await page
    .locator('tr.row')
    .nth(3)
    .click({ modifiers: ['Shift'] });
  await heading(page, 'Bytes').getByRole('button').click();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowDown');
  await page.screenshot({ path: `.cache/screenshots/layers-${theme}.png` });
  expect(await seriousViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 700, height: 220 });
  await field(page).fill('matmul bytes >');
  await page.screenshot({ path: `.cache/screenshots/layers-${theme}-narrow.png` });
  expect(await seriousViolations(page)).toEqual([]);
  expect(faults).toEqual([]);
  await page.close();
});

it('has a row for every node with what the model and its figures say', async () => {
  const { page, faults } = await open({ size: { width: 1280, height: 400 } });
  expect(await page.getByRole('columnheader').allTextContents()).toEqual(
    '#,operator,name,weight,type,shape,Parameters,Bytes,MACs'.split(','),
  );
  expect(await page.locator('tr.row').first().locator('td').allTextContents()).toEqual([
    '0',
    'Conv',
    'stem',
    '8×3×1×1',
    '',
    '',
    '24',
    '96 B',
    '',
  ]);
  expect(await column(page, 'name')).toEqual([
    'stem',
    'relu',
    'branch/left10',
    'branch/left9',
    'sum',
    'flatten',
    'head',
  ]);
  expect(await count(page)).toBe('7 nodes');
  expect(await page.locator('.layers-sums').textContent()).toBe('Parameters 10.5 k · Bytes 42.1 kB');
  const grid = page.getByRole('grid', { name: 'Layers' });
  expect([await grid.getAttribute('aria-rowcount'), await grid.getAttribute('aria-colcount')]).toEqual(['8', '9']);
  expect(await page.locator('tr.row').nth(2).getAttribute('aria-rowindex')).toBe('4');
  expect(faults).toEqual([]);
  await page.close();
});

it('fills in types and shapes once they are measured, and finds them', async () => {
  const { page, run } = await open();
  await field(page).fill('float32');
  expect(await count(page)).toBe('1 of 7 nodes');
  await field(page).fill('');
  await run(`
    const [start, end] = model.structure.graphs.tensorStart;
    const names = Array.from({ length: end - start }, (_, index) => model.tensorName(start + index));
    shapes.measure({ names, types: names.map(() => 'float32'), dims: names.map(() => [1, 7]), macs: [] });
  `);
  expect(await column(page, 'shape')).toEqual(['1×7', '1×7', '1×7', '1×7', '1×7', '1×7', '1×10']);
  expect(await page.locator('tr.row td.measured').count()).toBe(6);
  await field(page).fill('float32 1x7');
  expect(await count(page)).toBe('6 of 7 nodes');
  await page.close();
});

it('says which graph a node is in where there are several', async () => {
  const { page } = await openLayers(browser, structureOf(branching()));
  const operators = await column(page, 'operator');
  const graphs = await column(page, 'graph');
  expect(new Map(operators.map((operator, row) => [operator, graphs[row]]))).toEqual(
    new Map([
      ['Relu', 'If_0 · then_branch'],
      ['If', ''],
      ['MatMul', 'If_0 · then_branch'],
      ['Neg', 'If_0 · else_branch'],
    ]),
  );
  expect(graphs[0]).toBe('');
  await page.close();
});

it('sorts by any column, by mouse and by keyboard', async () => {
  const { page } = await open();
  await heading(page, 'name').getByRole('button').click();
  expect(await heading(page, 'name').getAttribute('aria-sort')).toBe('ascending');
  expect(await column(page, 'name')).toEqual([
    'branch/left9',
    'branch/left10',
    'flatten',
    'head',
    'relu',
    'stem',
    'sum',
  ]);
  await page.keyboard.press('Enter');
  expect((await column(page, 'name'))[0]).toBe('sum');
  for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  expect(await heading(page, 'Parameters').getAttribute('aria-sort')).toBe('descending');
  expect(await heading(page, 'name').getAttribute('aria-sort')).toBe('none');
  expect(await column(page, 'Parameters')).toEqual(['10.2 k', '128', '128', '24', '0', '0', '0']);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  expect((await column(page, '#')).join('')).toBe('0123456');
  await page.close();
});

it('filters by words and by conditions, and says what it cannot understand', async () => {
  const { page } = await open();
  await page.getByRole('grid').focus();
  await page.keyboard.press('/');
  await page.keyboard.type('conv parameters > 100');
  expect(await column(page, 'name')).toEqual(['branch/left10', 'branch/left9']);
  expect(await count(page)).toBe('2 of 7 nodes');
  expect(await page.locator('.layers-sums').textContent()).toBe('Parameters 256 · Bytes 1.02 kB');
  await page.keyboard.type(' bytes >');
  const mistake = page.locator('.layers-mistake');
  expect(await mistake.textContent()).toBe('“bytes >” lacks what to compare with, as in bytes > 4kB.');
  expect(await mistake.isVisible()).toBe(true);
  expect(await field(page).getAttribute('aria-invalid')).toBe('true');
  expect(await count(page)).toBe('2 of 7 nodes');
  await page.keyboard.type(' 1MB');
  expect(await mistake.isVisible()).toBe(false);
  expect(await page.locator('.layers-nothing').textContent()).toContain(
    'No node matches “conv parameters > 100 bytes > 1MB”.',
  );
  await page.getByRole('button', { name: 'Clear Filter' }).click();
  expect([await field(page).inputValue(), await count(page), await focused(page)]).toEqual(['', '7 nodes', 'INPUT']);
  await field(page).fill('relu');
  await page.keyboard.press('Escape');
  expect([await field(page).inputValue(), await focused(page)]).toEqual(['', 'TABLE']);
  await page.close();
});

it('selects by mouse: one, several, a range', async () => {
  const layers = await open();
  const { page } = layers;
  const row = (index: number) => page.locator('tr.row').nth(index);
  await row(1).click();
  await row(3).click({ modifiers: ['ControlOrMeta'] });
  await row(5).click({ modifiers: ['Shift'] });
  expect(await happened(layers, 'layers')).toEqual([
    ['layers', [1]],
    ['layers', [1, 3]],
    ['layers', [3, 4, 5]],
  ]);
  expect(await selectedNames(page)).toEqual(['branch/left9', 'sum', 'flatten']);
  expect(await count(page)).toBe('7 nodes · 3 selected');
  await field(page).fill('conv');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+a');
  expect((await happened(layers, 'layers')).at(-1)).toEqual(['layers', [0, 2, 3]]);
  await page.close();
});

it('shows what was selected elsewhere, and leaves the focus where it is', async () => {
  const layers = await openLayers(browser, structureOf(exportedTransformer(2000)));
  const { page, run } = layers;
  await field(page).focus();
  await run(
    `selection.set([{ kind: 'tensor', tensor: 1 }, { kind: 'node', node: 1500 }, { kind: 'node', node: 3 }], 'graph');`,
  );
  expect(await page.locator('tr.selected').count()).toBe(1);
  expect(await page.locator('tr.selected td').first().textContent()).toBe('1500');
  expect(await page.locator('tr.selected').isVisible()).toBe(true);
  expect(await focused(page)).toBe('INPUT');
  expect(await happened(layers, 'layers')).toEqual([]);
  // Keys go on from there.
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  expect((await happened(layers, 'layers')).at(-1)).toEqual(['layers', [1501]]);
  await page.close();
});

it('is walked with the keyboard, along the rows and along the graph', async () => {
  const layers = await open();
  const { page } = layers;
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('TABLE');
  await page.keyboard.press('End');
  expect(await activeName(page)).toBe('head');
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  expect([await activeName(page), await told(page)]).toEqual(['sum', 'Producer 1 of 1: Add sum']);
  await page.keyboard.press('Alt+ArrowUp');
  expect([await activeName(page), await told(page)]).toEqual(['branch/left10', 'Producer 1 of 2: Conv branch/left10']);
  await page.keyboard.press('Alt+ArrowRight');
  expect(await told(page)).toBe('Sibling 2 of 2: Conv branch/left9');
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Alt+ArrowUp');
  expect(await activeName(page)).toBe('branch/left9');
  expect((await happened(layers, 'layers')).at(-1)).toEqual(['layers', [3]]);
  await page.keyboard.press('Home');
  expect([await activeName(page), await told(page)]).toEqual(['stem', '']);
  await page.keyboard.press('Alt+ArrowUp');
  expect(await told(page)).toBe('No node writes what this one reads.');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ControlOrMeta+ArrowDown');
  await page.keyboard.press('ControlOrMeta+ArrowDown');
  await page.keyboard.press('ControlOrMeta+ ');
  expect(await selectedNames(page)).toEqual(['stem', 'relu', 'branch/left9']);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const pointed = await page.getByRole('grid').getAttribute('aria-activedescendant');
  expect(await page.locator(`[id="${pointed!}"]`).textContent()).toBe('Conv');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  expect(await happened(layers, 'inspect')).toEqual(['inspect']);
  expect(await happened(layers, 'leave')).toEqual(['leave']);
  await field(page).fill('relu');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Alt+ArrowDown');
  expect(await told(page)).toBe('The filter hides Conv branch/left10. Clear it to go there.');
  await page.close();
});

it('takes figures as they come: rows keep their places until they are sorted again', async () => {
  const { page, run } = await open();
  const stream = (values: string) =>
    run(`figures.add(figure('latency', 'model.figure-macs', Float64Array.of(${values}), 'milliseconds'));`);
  await stream('3, NaN, NaN, NaN, NaN, NaN, NaN');
  const latency = page.locator('tr.row td:nth-child(10)');
  expect(await latency.allTextContents()).toEqual(['3 ms', '', '', '', '', '', '']);
  await page.getByRole('columnheader').nth(9).getByRole('button').click();
  await page.locator('tr.row').nth(2).click();
  const before = await column(page, 'name');
  await page.evaluate('window.kept = document.querySelectorAll("tr.row")[1]');
  await stream('3, 0.5, 7, NaN, 4, NaN, NaN');
  expect(await latency.allTextContents()).toEqual(['3 ms', '500 µs', '7 ms', '', '4 ms', '', '']);
  expect(await column(page, 'name')).toEqual(before);
  expect(await page.evaluate('window.kept === document.querySelectorAll("tr.row")[1]')).toBe(true);
  expect(await page.locator('.layers-sums').textContent()).toContain('MACs ≥ 14.5 ms');
  await page.getByRole('button', { name: 'Sort Again' }).click();
  expect(await latency.allTextContents()).toEqual(['7 ms', '4 ms', '3 ms', '500 µs', '', '', '']);
  expect(await page.getByRole('button', { name: 'Sort Again' }).count()).toBe(0);
  await page.close();
});

it('has figures worked out that are asked for, and hides columns', async () => {
  const { page, run } = await open({ size: { width: 1280, height: 500 } });
  await field(page).fill('sparsity >= 0');
  expect(await page.locator('.layers-mistake').textContent()).toMatch(/^“Sparsity” is not known yet/);
  const choose = async (name: string) => {
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name, exact: true }).click();
  };
  await choose('Sparsity');
  await expect.poll(() => page.getByRole('columnheader').allTextContents()).toContain('Sparsity');
  // What waited for it is in force.
  expect(await count(page)).toBe('4 of 7 nodes');
  expect(await column(page, 'Sparsity')).toEqual(['0 %', '20 %', '30 %', '60 %']);
  await choose('type');
  await heading(page, 'weight').click({ button: 'right' });
  await page.getByRole('menuitemcheckbox', { name: 'weight', exact: true }).click();
  expect(await page.getByRole('columnheader').allTextContents()).toEqual(
    '#,operator,name,shape,Parameters,Bytes,MACs,Sparsity'.split(','),
  );
  expect(await run<object>('return panel.state;')).toMatchObject({ hidden: ['type', 'weight'] });
  await choose('type');
  expect(await page.getByRole('columnheader').allTextContents()).toContain('type');
  await page.close();
});

it('has columns that are made wider by mouse and by keyboard, and comes back as it was', async () => {
  const { page, run } = await open();
  const width = async (name: string) => (await heading(page, name).boundingBox())!.width;
  const { x, y, width: wide } = (await heading(page, 'operator').boundingBox())!;
  await page.mouse.move(x + wide - 2, y + 8);
  await page.mouse.down();
  await page.mouse.move(x + wide + 38, y + 8, { steps: 3 });
  await page.mouse.up();
  expect(await width('operator')).toBe(192);
  expect(await heading(page, 'operator').getAttribute('aria-sort')).toBe('none');
  await heading(page, 'name').getByRole('button').focus();
  const before = await width('name');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  expect(await width('name')).toBe(Math.round(before) - 16);
  await page.keyboard.press('Enter');
  await field(page).fill('conv');
  const names = await column(page, 'name');
  const kept = JSON.parse(await run<string>('return JSON.stringify(panel.state);')) as object;
  await page.close();
  const again = await open({ kept });
  expect(await column(again.page, 'name')).toEqual(names);
  expect(await field(again.page).inputValue()).toBe('conv');
  expect((await heading(again.page, 'operator').boundingBox())!.width).toBe(192);
  const { x: left, y: top, width: over } = (await heading(again.page, 'operator').boundingBox())!;
  await again.page.mouse.dblclick(left + over - 2, top + 8);
  expect((await heading(again.page, 'operator').boundingBox())!.width).toBe(152);
  await again.page.close();
});

it('copies the selected rows for a spreadsheet', async () => {
  const { page } = await open();
  await page.evaluate(`document.addEventListener('copy', (event) => {
    window.copied = event.clipboardData.getData('text/plain');
  })`);
  await heading(page, 'name').getByRole('button').click();
  await page.locator('tr.row').nth(0).click();
  await page
    .locator('tr.row')
    .nth(3)
    .click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('ControlOrMeta+c');
  expect(await page.evaluate('window.copied')).toBe(
    '3\tConv\tbranch/left9\t16×8×1×1\t\t\t128\t512\t\n6\tGemm\thead\t1024×10\tfloat32\t1×10\t10240\t40960\t',
  );
  await page.close();
});

it('makes only the rows in view of 50,000', async () => {
  const { page, run } = await openLayers(browser, structureOf(exportedTransformer(50_000)));
  const rows = () => page.locator('tr.row').count();
  expect(await rows()).toBeLessThan(40);
  await page.getByRole('grid').focus();
  await page.keyboard.press('End');
  expect(await page.locator('tr.active td').first().textContent()).toMatch(/^50\d\d\d$/);
  await heading(page, 'Bytes').getByRole('button').click();
  await field(page).fill('matmul layers.7 bytes > 0');
  expect(await count(page)).toMatch(/^\d+ of 50\d\d\d nodes/);
  await field(page).fill('');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+a');
  expect(await run<number>('return selection.nodes.length - model.nodeCount;')).toBe(0);
  expect(await rows()).toBeLessThan(40);
  await page.close();
});

it('shows names as they are, whatever is in them', async () => {
  const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
  const net = new ModelBuilder();
  const x = net.node('Relu', [net.input('x', [4])], {}, { name: hostile });
  const long = net.node('Relu', [x], {}, { name: `${'n'.repeat(20_000)}\n\t\u202e` });
  const output = net.node('Relu', [long], {}, { name: '', output: '"><b>' });
  const { page, faults, run } = await openLayers(browser, structureOf(net.output(output, [4]).build()));
  await run(`figures.add({
    id: 'row selected "><b>', name: '<b>latency</b> (ms)', unit: 'number', scale: 'linear', strong: 'high',
    values: Float64Array.of(Infinity, -Infinity, NaN), combine: { kind: 'sum' },
  });`);
  expect((await column(page, 'name'))[0]).toBe(hostile);
  expect((await column(page, 'name'))[2]).toBe('"><b>');
  expect(await column(page, '<b>latency</b> (ms)')).toEqual(['∞', '−∞', '']);
  await field(page).fill(hostile);
  expect(await page.locator('.layers-mistake').isVisible()).toBe(true);
  await field(page).fill('"<img src=x"');
  expect(await count(page)).toBe('1 of 3 nodes');
  await page.locator('tr.row').click();
  await page.keyboard.press('Alt+ArrowDown');
  expect(await page.locator('section img, section script, section b').count()).toBe(0);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1280);
  expect(faults).toEqual([]);
  await page.close();
});

it('says that a model has no nodes', async () => {
  const net = new ModelBuilder();
  const { page, faults } = await openLayers(browser, structureOf(net.output(net.input('x', [4]), [4]).build()));
  expect(await page.locator('section').textContent()).toBe('This model has no nodes.');
  expect(faults).toEqual([]);
  await page.close();
});

it('has no English left in another language', async () => {
  const { page } = await open({ language: 'qps-ploc' });
  await page.locator('tr.row').first().click();
  await field(page).fill('nothing >');
  const words = await page.evaluate<readonly string[]>(`[
    ...[...document.querySelectorAll('section [aria-label], section [placeholder], section [title]')].flatMap((each) =>
      ['aria-label', 'placeholder', 'title'].map((name) => each.getAttribute(name)).filter(Boolean)),
    ...[...document.querySelectorAll('th, .layers-mistake, .layers-sums')].map(({ textContent }) => textContent),
  ]`);
  expect(words.filter((text) => !text.startsWith('⟦'))).toEqual([]);
  await page.close();
});
