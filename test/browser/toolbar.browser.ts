import { mkdirSync, readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelStructure } from '../../src/protocol/graph/structure.ts';
import { OpenedModel } from '../../src/reader/openedModel.ts';
import { GraphModel } from '../../webview/graph/prepare/graphModel.ts';
import { textRecognizer } from '../fixtures/realModels.ts';
import { launchChromium } from './chromium.ts';
import { openToolbar, type ToolbarPage, type ToolbarPageOptions } from './toolbarPage.ts';

let browser: Browser;
let structure: ModelStructure;
let model: GraphModel;
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync('.cache/screenshots', { recursive: true });
  const bytes = readFileSync(textRecognizer.file);
  structure = new OpenedModel({ kind: 'memory', name: 'rec.onnx', bytes }, 2 ** 28).structure();
  model = new GraphModel(structure);
});
afterAll(() => browser.close());

const open = (options: ToolbarPageOptions = {}): Promise<ToolbarPage> => openToolbar(browser, structure, options);

/** The label of what has the keyboard. */
const focused = ({ page }: ToolbarPage): Promise<string> =>
  page.evaluate(`(() => {
    const at = document.activeElement;
    return at.getAttribute('aria-label') ?? at.textContent;
  })()`);

async function press({ page }: ToolbarPage, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

const field = ({ page }: ToolbarPage) => page.getByRole('textbox', { name: 'Search the model' });
const button = ({ page }: ToolbarPage, name: string) => page.getByRole('button', { name, exact: true });

/** Puts a text into the field, and waits until it was looked for. */
async function look(opened: ToolbarPage, text: string): Promise<void> {
  await field(opened).fill(text);
  await searched(opened);
}

const searched = ({ page }: ToolbarPage) => page.locator('[role=search]:not([aria-busy=true])').waitFor();
const clip = { x: 0, y: 0, width: 1280, height: 400 };

/** Numbers of all nodes of an operator. */
const nodesOf = (operator: string): readonly number[] =>
  Array.from({ length: model.nodeCount }, (_, node) => node).filter((node) => model.operator(node) === operator);

describe.each(['dark', 'light', 'hc'] as const)('in %s', (theme) => {
  it('looks as the editor does, and axe-core finds nothing serious', async () => {
    const opened = await open({ theme, colour: 'bytes' });
    const { page, run, faults } = opened;
    await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
    const violations = (): Promise<unknown> =>
      page.evaluate(`axe.run().then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`);
    const shot = (name: string) => page.screenshot({ path: `.cache/screenshots/toolbar-${name}-${theme}.png`, clip });
    await shot('rest');
    expect(await violations()).toEqual([]);
    await look(opened, 'conv');
    await shot('search');
    expect(await violations()).toEqual([]);
    await press(opened, 'ArrowDown', 'ArrowDown', 'Enter');
    await shot('hit');
    await button(opened, 'Use Regular Expression').click();
    await look(opened, 'conv(');
    await shot('invalid');
    expect(await violations()).toEqual([]);
    await button(opened, 'Colour by: Bytes').click();
    await run('shown.toolbar.showLoading("Counting zeros…"); otherControls();');
    await shot('menu');
    expect(await violations()).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });
});

describe('by keyboard', () => {
  it('the toolbar is one stop, and arrow keys go through it', async () => {
    const opened = await open();
    const { page } = opened;
    await field(opened).focus();
    await press(opened, 'Tab', 'Tab', 'Tab');
    expect(await focused(opened)).toBe('Colour by: None');
    const seen: string[] = [];
    for (let step = 0; step < 14; step++) {
      await press(opened, 'ArrowRight');
      seen.push(await focused(opened));
    }
    // Nothing is selected that could have a neighbourhood.
    const views = ['Expand All', 'Collapse All', 'Fit to Window', 'Zoom In', 'Zoom Out'];
    expect(seen).toEqual([
      ...views,
      'Export',
      'Inspector',
      'Layers',
      'Analyze…',
      'Quantize…',
      'Prune…',
      'Benchmark…',
      'Colour by: None',
      'Expand All',
    ]);
    await press(opened, 'End');
    expect(await focused(opened)).toBe('Benchmark…');
    await press(opened, 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Tab');
    expect(await page.evaluate('document.activeElement === document.body')).toBe(true);
    await press(opened, 'Shift+Tab');
    expect(await focused(opened)).toBe('Layers');
    await page.close();
  });

  it('everything can be pressed', async () => {
    const opened = await open();
    const { run, happened, page } = opened;
    await run('shown.opened.selection.set([{ kind: "node", node: 3 }], "graph"); happened.length = 0;');
    for (const name of ['Expand All', 'Show Only the Neighbourhood', 'Layers', 'Analyze…', 'Quantize…', 'Benchmark…']) {
      await button(opened, name).focus();
      await press(opened, 'Enter');
    }
    const commands = ['expandAll', 'showNeighbourhood', 'toggleLayers', 'analyze'].map((command) => ['run', command]);
    expect(await happened()).toEqual([...commands, ['quantize'], ['benchmark']]);
    const pressed = () => button(opened, 'Layers').getAttribute('aria-pressed');
    expect(await pressed()).toBe('false');
    await run('shown.toolbar.showPanels({ inspector: false, layers: true });');
    expect(await pressed()).toBe('true');
    expect(await page.getByTitle('Expand All (Ctrl+K Ctrl+J)').count()).toBe(1);
    await page.close();
  });

  it('menus open, are gone through, and give the keyboard back', async () => {
    const opened = await open();
    const { happened, page, run } = opened;
    await run('shown.toolbar.focusColour();');
    expect(await focused(opened)).toContain('None');
    await press(opened, 'ArrowDown', 'ArrowDown', 'Enter');
    expect(await focused(opened)).toBe('Colour by: Bytes');
    expect(await happened()).toEqual([['colour', 'bytes']]);
    await press(opened, 'Enter', 'i', 'Enter');
    expect(await happened()).toEqual([['run', 'importNodeData']]);
    await press(opened, 'Enter', 'Home', 'Enter');
    expect(await happened()).toEqual([['colour', null]]);
    await button(opened, 'Export').click();
    expect(await page.getByRole('menuitem').allTextContents()).toEqual([
      'Export as PNG…',
      'Export as SVG…',
      'Export Node Data…',
    ]);
    await press(opened, 'End', 'ArrowDown', 'ArrowUp', 'Enter');
    expect(await happened()).toEqual([['run', 'exportNodeData']]);
    await press(opened, 'Enter', 'Escape');
    expect(await focused(opened)).toBe('Export');
    // What opens a menu closes it, and so does a click elsewhere.
    await button(opened, 'Export').click();
    await button(opened, 'Export').click();
    expect(await page.getByRole('menu').count()).toBe(0);
    await button(opened, 'Export').click();
    await page.mouse.click(600, 600);
    expect(await page.getByRole('menu').count()).toBe(0);
    expect(await button(opened, 'Export').getAttribute('aria-expanded')).toBe('false');
    await page.close();
  });

  it('a figure that is new can be chosen', async () => {
    const opened = await open();
    await opened.run(`
      const [{ figure }] = shown.opened.figures.all;
      shown.opened.figures.add({ ...figure, id: 'latency', name: 'Latency' });
      shown.toolbar.showColour('latency');
    `);
    await button(opened, 'Colour by: Latency').click();
    expect(await opened.page.getByRole('menuitemradio').allTextContents()).toEqual([
      'None',
      'Parameters',
      'Bytes',
      'MACs',
      'Sparsity',
      'Latency',
    ]);
    await opened.page.close();
  });
});

describe('in a narrow window', () => {
  it.each([1280, 900, 700, 480, 360])('of %i pixels, nothing is cut off and nothing is missing', async (width) => {
    const opened = await open({ size: { width, height: 500 }, colour: 'parameters' });
    const { page, run, happened } = opened;
    await run('shown.toolbar.showLoading("Counting zeros…");');
    await page.screenshot({
      path: `.cache/screenshots/toolbar-${width}.png`,
      clip: { x: 0, y: 0, width, height: 120 },
    });
    const layout = await run<{ readonly overflow: number; readonly places: readonly (readonly number[])[] }>(`
      const bar = document.querySelector('[role=toolbar]');
      const controls = [...document.querySelectorAll('.search > :not(.unseen), [role=toolbar] > *')];
      const places = controls.map((each) => each.getBoundingClientRect()).filter(({ width }) => width > 0);
      return {
        overflow: Math.max(bar.scrollWidth - bar.clientWidth, document.documentElement.scrollWidth - innerWidth),
        places: places.map(({ left, right }) => [left, right]),
      };
    `);
    expect(layout.overflow).toBe(0);
    for (const [index, [left, right]] of layout.places.entries()) {
      expect(left).toBeGreaterThanOrEqual(layout.places[index - 1]?.[1] ?? 0);
      expect(right).toBeLessThanOrEqual(width);
    }
    const shown = await page.getByRole('toolbar').getByRole('button').count();
    if ((await button(opened, 'More').count()) === 0) {
      expect(shown).toBe(14);
      expect(width).toBeGreaterThan(700);
    } else {
      await button(opened, 'More').click();
      const items = await page.getByRole('menu').locator('[role^=menuitem]').allTextContents();
      // A list of colours stands for one button, that of exports for another.
      const lists = [
        [/^(None|Parameters|Bytes|MACs|Sparsity|Import.*)$/, 6],
        [/^Export/, 3],
      ] as const;
      const collapsed = lists.reduce((sum, [pattern, size]) => {
        const count = items.filter((item) => pattern.test(item)).length;
        expect([0, size]).toContain(count);
        return sum + (count === 0 ? 0 : size - 1);
      }, 0);
      expect(shown - 1 + items.length - collapsed).toBe(14);
      await page.screenshot({ path: `.cache/screenshots/toolbar-more-${width}.png` });
      await page.getByRole('menuitem', { name: 'Zoom Out' }).click();
      expect(await happened()).toEqual([['run', 'zoomOut']]);
      expect(await focused(opened)).toBe('More');
    }
    await page.close();
  });

  it('what comes to have room comes back', async () => {
    const opened = await open({ size: { width: 480, height: 500 } });
    expect(await button(opened, 'Zoom In').count()).toBe(0);
    await opened.page.setViewportSize({ width: 1280, height: 500 });
    await button(opened, 'Zoom In').waitFor();
    expect(await button(opened, 'More').count()).toBe(0);
    await opened.page.close();
  });
});

describe('search', () => {
  const countOf = ({ page }: ToolbarPage) => page.locator('.search-count').textContent();
  const last = async ({ happened }: ToolbarPage, what: string) =>
    (await happened()).filter(([name]) => name === what).at(-1);

  it('finds as one types, and goes through what was found', async () => {
    const opened = await open();
    const { page } = opened;
    const pools = nodesOf('MaxPool').length + nodesOf('AveragePool').length + nodesOf('GlobalAveragePool').length;
    await field(opened).pressSequentially('GlobalAveragePoo');
    await press(opened, 'l');
    await searched(opened);
    const nodes = nodesOf('GlobalAveragePool');
    expect(nodes.length).toBeGreaterThan(1);
    expect(pools).toBeGreaterThanOrEqual(nodes.length);
    expect(await last(opened, 'found')).toEqual(['found', nodes, [], -1]);
    expect(await countOf(opened)).toBe(String(nodes.length));
    await press(opened, 'Enter');
    expect(await countOf(opened)).toBe(`1/${nodes.length}`);
    expect(await opened.happened()).toEqual([
      ['found', nodes, [], 0],
      ['select', [{ kind: 'node', node: nodes[0] }], 'search'],
    ]);
    expect(await page.getByRole('listbox').count()).toBe(0);
    expect(await page.getByRole('status').first().textContent()).toContain(`1 of ${nodes.length}: GlobalAveragePool`);
    await press(opened, 'F3');
    expect(await last(opened, 'found')).toEqual(['found', nodes, [], 1]);
    await press(opened, 'Shift+Enter', 'Shift+F3');
    expect(await countOf(opened)).toBe(`${nodes.length}/${nodes.length}`);
    await button(opened, 'Next').click();
    expect(await countOf(opened)).toBe(`1/${nodes.length}`);
    // From what is selected elsewhere, not from the hit before.
    await opened.run(
      `shown.opened.selection.set([{ kind: 'node', node: ${nodes.at(-1)! - 1} }], 'graph'); shown.search.next();`,
    );
    expect(await countOf(opened)).toBe(`${nodes.length}/${nodes.length}`);
    await page.close();
  });

  it('lists the first hits, and where each was found', async () => {
    const opened = await open();
    const { page } = opened;
    await look(opened, 'kernel_shape=3');
    const options = page.getByRole('option');
    const count = Number(await countOf(opened));
    expect(await options.count()).toBe(Math.min(count, 50));
    expect(await options.first().textContent()).toMatch(/^Conv.*attribute$/);
    await press(opened, 'ArrowDown', 'ArrowDown', 'ArrowDown');
    expect(await focused(opened)).toBe(await options.nth(2).textContent());
    await press(opened, 'Enter');
    expect(await countOf(opened)).toBe(`3/${count}`);
    expect(await options.nth(2).getAttribute('aria-selected')).toBe('true');
    await press(opened, 'ArrowUp', 'ArrowUp', 'ArrowUp');
    expect(await focused(opened)).toBe('Search the model');
    // What is typed in the list goes on in the field.
    await press(opened, 'End', 'ArrowDown', 'x');
    expect(await field(opened).inputValue()).toBe('kernel_shape=3x');
    await look(opened, 'a');
    expect(await page.locator('.search-remark').textContent()).toBe(
      `${Number(await countOf(opened)) - 50} more. Enter goes through all of them.`,
    );
    await options.nth(1).click();
    expect(await countOf(opened)).toMatch(/^2\//);
    await page.mouse.click(600, 600);
    await page.close();
  });

  it('takes case, regular expressions, and says when one is wrong', async () => {
    const opened = await open();
    const { page, happened } = opened;
    await look(opened, 'CONV');
    expect(Number(await countOf(opened))).toBeGreaterThan(0);
    await button(opened, 'Match Case').click();
    expect(await countOf(opened)).toBe('0');
    expect(await page.locator('.search-remark').textContent()).toBe('Nothing in the model has “CONV”.');
    await look(opened, '^(Relu|Clip)$');
    expect(await countOf(opened)).toBe('0');
    await button(opened, 'Use Regular Expression').click();
    const nodes = [...nodesOf('Relu'), ...nodesOf('Clip')].sort((a, b) => a - b);
    expect(await last(opened, 'found')).toEqual(['found', nodes, [], -1]);
    expect(await focused(opened)).toBe('Search the model');
    await press(opened, 'Backspace', 'Backspace');
    await searched(opened);
    expect(await page.locator('.search-error').textContent()).toContain('“^(Relu|Clip” is no regular expression');
    expect(await field(opened).getAttribute('aria-invalid')).toBe('true');
    expect(await happened()).toContainEqual(['cleared']);
    await press(opened, 'Escape');
    expect(await happened()).toEqual([['cleared']]);
    expect(await field(opened).getAttribute('aria-invalid')).toBe('false');
    await press(opened, 'Escape');
    expect(await happened()).toEqual([['leave']]);
    await page.close();
  });

  it('finds what enters the model', async () => {
    const opened = await open();
    const [input] = model.graphInputs(0);
    await look(opened, model.tensorName(input!));
    const [, nodes, inputs] = (await last(opened, 'found')) as [string, readonly number[], readonly number[]];
    expect(inputs).toContain(input);
    await press(opened, 'Shift+Enter');
    expect(await last(opened, 'select')).toEqual(['select', [{ kind: 'tensor', tensor: inputs.at(-1) }], 'search']);
    expect(await countOf(opened)).toBe(`${nodes.length + inputs.length}/${nodes.length + inputs.length}`);
    await opened.page.close();
  });

  it('comes back as it was', async () => {
    const kept = { text: '^Relu$', isRegex: true, isCaseSensitive: true };
    const opened = await open({ kept });
    await expect.poll(() => countOf(opened)).toBe(String(nodesOf('Relu').length));
    expect(await last(opened, 'found')).toEqual(['found', nodesOf('Relu'), [], -1]);
    expect(await opened.page.locator('.search-list').isVisible()).toBe(false);
    expect(await opened.run<object>('return shown.search.state;')).toEqual(kept);
    await opened.page.close();
  });
});
