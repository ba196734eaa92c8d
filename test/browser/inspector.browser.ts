import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { graphValue, int, ints, text } from '../../src/engine/onnx/attributes.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { makeNode } from '../../src/engine/onnx/attributes.ts';
import type { ReaderSource } from '../../src/protocol/graph/readerContract.ts';
import type { StatisticsQuery, TensorStatistics, ValuesQuery } from '../../src/protocol/graph/tensor.ts';
import { userError } from '../../src/protocol/userError.ts';
import { ModelBuilder } from '../fixtures/modelBuilder.ts';
import { body, calling } from '../fixtures/nestedGraphs.ts';
import { digitClassifier, textRecognizer } from '../fixtures/realModels.ts';
import { bytesOfModel } from '../fixtures/structureOf.ts';
import { launchChromium } from './chromium.ts';
import { type InspectorPage, type InspectorPageOptions, openInspector } from './inspectorPage.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function open(of: Model | string, options: InspectorPageOptions = {}): Promise<InspectorPage> {
  const source: ReaderSource =
    typeof of === 'string'
      ? { kind: 'file', path: of }
      : { kind: 'memory', name: 'memory.onnx', bytes: bytesOfModel(of) };
  return openInspector(browser, source, options);
}

const rows = (page: InspectorPage['page'], name: string) =>
  page.getByRole('table', { name }).getByRole('row').allTextContents();
const section = (page: InspectorPage['page'], id: string): Locator => page.locator(`[data-section="${id}"]`);
const titleOf = (page: InspectorPage['page']) => page.getByRole('heading', { level: 2 }).textContent();

/** A small convolutional net whose figures are easily known. */
function net(): ModelBuilder {
  const builder = new ModelBuilder({ opset: 13 });
  const x = builder.input('x', [1, 2, 4, 4]);
  builder.constant('float32', [3, 2, 1, 1], Float32Array.of(-1, 0, 2, 4, 0, 1.5), 'weight');
  builder.bias(3, 0.1, 'bias');
  const conv = builder.node(
    'Conv',
    [x, 'weight', 'bias'],
    { kernel_shape: ints([1, 1]) },
    { name: 'first', output: 'y' },
  );
  const relu = builder.node('Relu', [conv], {}, { name: 'second', output: 'z' });
  builder.output(relu, [1, 3, 4, 4]);
  return builder;
}

describe('the model', () => {
  it('is shown while nothing is selected', async () => {
    const { page, faults, run } = await open(textRecognizer.file, { file: 'rec.onnx' });
    expect(await titleOf(page)).toBe('rec.onnx');
    expect(await rows(page, 'rec.onnx')).toEqual([
      ...[
        'graphModel from PaddlePaddle.',
        'formatIR 8',
        'opsetsai.onnx 9',
        'size10.8 MB',
        'nodes765',
        'parameters2.69 M',
      ],
      'MACsnot known: 51 nodes of which the shapes are not known',
    ]);
    expect(await rows(page, 'Weights')).toContain('float323092.69 M10.8 MB');
    expect((await rows(page, 'Operators')).slice(0, 2)).toEqual(['operatorcount', 'Constant325']);
    await section(page, 'model.inputs').getByRole('button', { name: 'x' }).click();
    expect(await titleOf(page)).toBe('x');
    expect(await run<unknown>('return opened.selection.items[0].kind')).toBe('tensor');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('counts MACs as soon as a run has measured them', async () => {
    const { page, run } = await open(digitClassifier.file);
    await run(`
      const values = new Float64Array(model.nodeCount);
      values[0] = 5_600_000;
      opened.figures.add({ ...opened.figures.get('macs'), values });
    `);
    expect(await rows(page, 'model.onnx')).toContain('MACs5.6 M');
    await page.close();
  });
});

describe('a node', () => {
  it('tells its operator, figures, attributes and both its ends', async () => {
    const { page, faults, run } = await open(net().build());
    await run(`select(node('first'));`);
    expect(await titleOf(page)).toBe('Conv');
    const link = page.getByRole('link', { name: 'Documentation' });
    expect(await link.getAttribute('href')).toBe('https://onnx.ai/onnx/operators/onnx__Conv.html');
    expect(await rows(page, 'Figures')).toEqual(['Parameters9#1 of 1', 'Bytes36 B#1 of 1', 'MACs–not known']);
    expect(await rows(page, 'Attributes')).toEqual(['kernel_shape[1, 1]']);
    const inputs = section(page, 'node.inputs').getByRole('listitem');
    expect(await inputs.allTextContents()).toEqual([
      '0 Xxfloat32 1×2×4×4input of the graph',
      '1 Wweightfloat32 3×2×1×1stored in the file',
      '2 Bbiasfloat32 3stored in the file',
    ]);
    const outputs = section(page, 'node.outputs');
    expect(await outputs.locator('.port').allTextContents()).toEqual(['ytype and shape not knownto Relu second']);
    // What a run shows is told as such.
    await run(`opened.shapes.measure({ names: ['y'], types: ['float32'], dims: [[1, 3, 4, 4]], macs: [] });`);
    expect(await outputs.locator('.port').allTextContents()).toEqual(['yfloat32 1×3×4×4 measuredto Relu second']);
    await outputs.getByRole('button', { name: 'Relu second' }).click();
    expect(await titleOf(page)).toBe('Relu');
    // Who walks along links by keyboard does not fall out of the inspector.
    expect(await page.evaluate('document.activeElement.className')).toBe('title');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('opens its weights in place', async () => {
    const { page, run } = await open(net().build());
    await run(`select(node('first'));`);
    await section(page, 'node.weights').locator('bdi', { hasText: 'weight' }).click();
    await page.getByRole('img', { name: 'Histogram of weight' }).waitFor();
    expect(await rows(page, 'Statistics')).toContain('minimum−1');
    await page.close();
  });

  it('leads into its bodies and functions, and from nodes that are shown with another', async () => {
    const builder = new ModelBuilder({ opset: 17 });
    const branch = (name: string, operator: string) =>
      graphValue(body(name, [makeNode(operator, ['x'], [`${name}_y`], { name: `in ${name}` })], [`${name}_y`]));
    builder.input('x', [4]);
    const condition = builder.input('condition', [], 'bool');
    const attributes = { then_branch: branch('then', 'Relu'), else_branch: branch('else', 'Neg') };
    builder.output(builder.node('If', [condition], attributes, { name: 'either', output: 'y' }));
    const { page, run } = await open(builder.build());
    await run(`select(node('either'));`);
    const bodies = section(page, 'node.bodies').getByRole('listitem');
    expect(await bodies.allTextContents()).toEqual(['then_branchthen 1 node', 'else_branchelse 1 node']);
    await bodies.getByRole('button', { name: 'else' }).click();
    expect(await titleOf(page)).toBe('Neg');
    expect(await page.locator('.line').textContent()).toContain('subgraph else');
    await page.close();

    const called = await open(calling());
    await called.run(`select({ kind: 'node', node: 0 });`);
    expect(await titleOf(called.page)).toBe('own:twice');
    expect(await called.page.getByRole('link').count()).toBe(0);
    await section(called.page, 'node.bodies').getByRole('button', { name: 'own:twice' }).click();
    expect(await titleOf(called.page)).toBe('Relu');
    await called.page.close();
  });

  it('lists what is folded into it, and many readers a part at a time', async () => {
    const builder = new ModelBuilder({ opset: 13 });
    const x = builder.input('x', [2, 8]);
    const y = builder.node('Relu', [x], {}, { name: 'start', output: 'y' });
    for (let each = 0; each < 300; each++) builder.output(builder.node('Neg', [y], {}, { name: `n${each}` }));
    const weight = builder.node('DequantizeLinear', [
      builder.constant('int8', [8, 3], new Int8Array(24), 'q'),
      builder.scalar(0.1),
    ]);
    builder.output(builder.node('MatMul', [y, weight], {}, { name: 'product' }));
    const { page, run } = await open(builder.build());
    await run(`select(node('start'));`);
    const list = section(page, 'node.outputs').locator('.ends li');
    expect(await list.count()).toBe(21);
    await list.getByRole('button', { name: '281 more' }).click();
    expect(await list.count()).toBe(221);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Neg n20');
    await run(`select(node('product'));`);
    await section(page, 'node.folded').getByText('Nodes shown with it').click();
    expect(await section(page, 'node.folded').getByRole('listitem').allTextContents()).toEqual([
      'DequantizeLinear DequantizeLinear_0 computed from constants',
    ]);
    await page.close();
  });

  it('cuts long values until they are asked for, and takes any name for what it is', async () => {
    const hostile = '<img src=x onerror="throw 1"> \u202Egnp.exe\u0000 ' + 'n'.repeat(5000);
    const builder = new ModelBuilder({ opset: 13, domains: { 'evil"><b>': 1 } });
    const x = builder.input(hostile, [2]);
    const attributes = {
      axes: ints(Array.from({ length: 900 }, (_, each) => each)),
      note: text(hostile),
      none: text(''),
    };
    builder.output(builder.node('Relu"><script>', [x], attributes, { name: hostile, domain: 'evil"><b>' }));
    const { page, run, faults } = await open(builder.build());
    await run(`select({ kind: 'node', node: 0 });`);
    expect(await titleOf(page)).toBe('evil"><b>:Relu"><script>');
    expect(await page.locator('.inspector img, .inspector script, .inspector b').count()).toBe(0);
    const value = page.getByRole('row', { name: /^axes/ });
    expect((await value.textContent())!.length).toBeLessThan(260);
    await value.getByRole('button', { name: 'Show all' }).click();
    expect(await value.textContent()).toContain('898, 899]');
    expect(await page.getByRole('row', { name: /^none/ }).textContent()).toBe('noneempty');
    // Nothing sticks out of the column.
    expect(
      await run<number>('const { scrollWidth, clientWidth } = inspector.element; return scrollWidth - clientWidth;'),
    ).toBe(0);
    await section(page, 'node.inputs').getByRole('button').first().click();
    expect((await titleOf(page))!.length).toBe(hostile.length);
    expect(faults).toEqual([]);
    await page.close();
  });
});

describe('a tensor', () => {
  it('has statistics that are those of its elements', async () => {
    const { page, run, faults, asked } = await open(net().build());
    await run(`select(tensor('weight'));`);
    expect(await rows(page, 'Tensor')).toEqual([
      ...['kindstored in the file', 'typefloat32', 'shape3×2×1×1', 'elements6'],
    ]);
    const picture = page.getByRole('img', { name: 'Histogram of weight' });
    await picture.waitFor();
    const values = [-1, 0, 2, 4, 0, 1.5];
    const mean = values.reduce((sum, each) => sum + each, 0) / 6;
    const deviation = Math.sqrt(values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 6);
    expect(await rows(page, 'Statistics')).toEqual([
      ...['minimum−1', 'maximum4', `mean${mean.toPrecision(3)}`, `standard deviation${deviation.toPrecision(3)}`],
      'zeros233.3 %',
    ]);
    await section(page, 'tensor.statistics').getByText('Show as table').click();
    const bins = (await rows(page, 'Histogram')).slice(1);
    expect(bins).toHaveLength(64);
    expect([bins[0], bins.at(-1)]).toEqual(['−1−0.9221', '3.9241']);

    await section(page, 'tensor.channels').getByText('Ranges per channel').click();
    await section(page, 'tensor.channels').getByText('Furthest: channel 1: 2 … 4').waitFor();
    // Pointing at the chart tells of the channel there: furthest first is channel 1.
    const channels = section(page, 'tensor.channels');
    await channels.getByRole('combobox').nth(1).selectOption('range');
    await channels.locator('.picture').hover({ position: { x: 60, y: 60 } });
    await expect.poll(() => channels.locator('figcaption').textContent()).toBe('channel 1: 2 … 4');
    // The first dimension came with the statistics; another has to be asked for.
    expect(asked.filter(([name]) => name === 'statistics')).toHaveLength(1);
    await section(page, 'tensor.channels').getByRole('combobox').first().selectOption('1');
    await section(page, 'tensor.channels').getByText('Furthest: channel 1: 0 … 4').waitFor();
    await section(page, 'tensor.channels').getByText('Show as table').click();
    const grid = page.getByRole('treegrid', { name: 'Ranges per channel' });
    await expect.poll(() => grid.locator('.row').allTextContents()).toEqual(['0−12', '104']);

    await section(page, 'tensor.values').getByText('Values').click();
    const table = page.getByRole('grid', { name: 'Values of weight' });
    await expect.poll(() => table.getByRole('gridcell').allTextContents()).toEqual(['−1', '0', '2', '4', '0', '1.5']);
    expect(await table.getByRole('rowheader').first().textContent()).toBe('0, 0, 0');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('is exported, or says why not', async () => {
    let refuse = false;
    const { page, run, asked } = await open(net().build(), {
      answers: {
        exportArray: () => {
          if (refuse) throw userError('onnx.write-failed', { file: '/tmp/w.npy', reason: 'no space' });
          return { file: '/tmp/w.npy', bytes: 152, descr: '<f4' };
        },
      },
    });
    await run(`select(tensor('weight'));`);
    const button = page.getByRole('button', { name: 'Export as .npy…' });
    await button.click();
    await page.getByText('Saved as /tmp/w.npy · 152 B · <f4').waitFor();
    expect(asked.find(([name]) => name === 'exportArray')?.[1]).toMatchObject({ name: 'weight' });
    refuse = true;
    await button.click();
    await page.getByRole('alert').getByText('/tmp/w.npy').waitFor();
    expect(await page.getByText('Saved as').count()).toBe(0);
    await page.close();
  });

  it('holds texts, nothing at all, only NaN, or a scalar', async () => {
    const builder = new ModelBuilder({ opset: 13 });
    builder.constant('string', [3], ['one', '<b>two</b>', ''], 'texts');
    builder.constant('float32', [0, 5], new Float32Array(0), 'empty');
    builder.constant('float32', [4], Float32Array.of(NaN, Infinity, NaN, -Infinity), 'nan');
    builder.scalar(-0.25, 'scalar');
    const { page, run, faults } = await open(builder.output(builder.node('Relu', [builder.input('x', [1])])).build());
    await run(`select(tensor('texts'));`);
    await page.getByText('Texts and complex numbers have no statistics.').waitFor();
    await section(page, 'tensor.values').getByText('Values').click();
    await expect.poll(() => page.getByRole('gridcell').allTextContents()).toEqual(['"one"', '"<b>two</b>"', '""']);
    await run(`select(tensor('empty'));`);
    await page.getByText('Empty: one of its dimensions is 0').waitFor();
    await run(`select(tensor('nan'));`);
    await page.getByText('None of its elements is a finite number.').waitFor();
    expect(await rows(page, 'Statistics')).toEqual([
      ...['minimum–', 'maximum–', 'mean–', 'standard deviation–', 'zeros00 %', 'NaN250 %', '+∞125 %', '−∞125 %'],
    ]);
    await run(`select(tensor('scalar'));`);
    await expect.poll(() => page.getByRole('gridcell').allTextContents()).toEqual(['−0.25']);
    await run(`select(tensor('x'));`);
    await page.getByText('Computed when the model runs').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says in its place why something cannot be had', async () => {
    const broken = userError('onnx.truncated-tensor', { tensor: 'weight', file: 'x.onnx', expected: 24, actual: 3 });
    const refuse = (): never => {
      throw broken;
    };
    const { page, run, faults } = await open(net().build(), { answers: { statistics: refuse, values: refuse } });
    await run(`select(tensor('weight'));`);
    await section(page, 'tensor.statistics').getByRole('alert').waitFor();
    await section(page, 'tensor.values').getByText('Values').click();
    await section(page, 'tensor.values').getByRole('alert').waitFor();
    expect(await rows(page, 'Where it lies')).toContain('size24 B · dense');
    expect(faults).toEqual([]);
    await page.close();
  });
});

describe('a huge tensor', () => {
  const side = 50_000;
  /** A matrix that is never there: its elements are computed when they are asked for. */
  function huge(): Model {
    const builder = new ModelBuilder({ opset: 13 });
    const x = builder.input('x', [1, 4]);
    builder.constant('float32', [4, 4], new Float32Array(16), 'large');
    return builder.output(builder.node('MatMul', [x, 'large'], {}, { name: 'product' })).build();
  }
  const answers: NonNullable<InspectorPageOptions['answers']> = {
    values: ({ offset, count }: ValuesQuery) => ({
      offset,
      values: Float64Array.from({ length: count }, (_, index) => offset + index),
    }),
  };
  /** Makes the tensor look large before it is shown. */
  const grow = `
    const large = tensor('large');
    model.structure.tensors.elements[large.tensor] = ${side} ** 2;
    model.strings[model.structure.tensors.shape[large.tensor]] = '${side}×${side}';
  `;

  it('is read when that is asked for, and given up when something else is selected', async () => {
    let asked = 0;
    const statistics = (): Promise<TensorStatistics> => {
      asked++;
      return new Promise(() => undefined);
    };
    const { page, run } = await open(huge(), { answers: { ...answers, statistics } });
    await run(`${grow} select(large);`);
    await page.getByText('All elements have to be read for it.').waitFor();
    expect(asked).toBe(0);
    await section(page, 'tensor.statistics').getByRole('button', { name: 'Compute' }).click();
    await page.getByText('Computing…').waitFor();
    await run(`select(node('product'));`);
    expect(await run<string[]>('return given;')).toEqual(['statistics']);
    await page.close();
  });

  it('scrolls from its first to its last value, by rows, keys and index', async () => {
    const { page, run, asked, faults } = await open(huge(), { answers });
    await run(`${grow} select(large);`);
    await section(page, 'tensor.values').getByText('Values').click();
    const grid = page.getByRole('grid');
    const cells = () => grid.getByRole('gridcell').allTextContents();
    await expect.poll(async () => (await cells())[0]).toBe('0');
    // However many rows there are, only those in view exist.
    expect(await grid.getByRole('row').count()).toBeLessThan(16);
    expect(Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(3e8);
    await grid.focus();
    await page.keyboard.press('Control+End');
    const last = side ** 2 - 1;
    await page.getByText(`[${side - 1}, ${side - 1}] = ${last}`).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.getByText(`[${side - 1}, ${side - 2}] = ${last - 1}`).waitFor();
    await page.getByLabel('Go to index').fill('31234, 17');
    await page.keyboard.press('Enter');
    await page.getByText(`[31234, 17] = ${31_234 * side + 17}`).waitFor();
    // A turn of the wheel is a few rows here too, not a thousandth of all.
    const topRow = () => grid.getByRole('rowheader').first().textContent();
    const before = await topRow();
    await grid.hover();
    await page.mouse.wheel(0, 44);
    await expect.poll(topRow).not.toBe(before);
    const rowOf = (label: string | null): number => {
      const [outer = 0, inner = 0] = (label ?? '').split(', ').map(Number);
      return outer * side + inner;
    };
    const columns = Number(await grid.getAttribute('aria-colcount')) - 1;
    expect((rowOf(await topRow()) - rowOf(before)) / columns).toBeLessThanOrEqual(3);
    await page.getByLabel('Go to index').fill('50000, 0');
    await page.keyboard.press('Enter');
    await page.getByText('There is no such element').waitFor();
    for (const [name, query] of asked) {
      if (name === 'values') expect((query as ValuesQuery).count).toBeLessThanOrEqual(65_536);
    }
    expect(faults).toEqual([]);
    await page.close();
  });
});

it('never shows an answer that is for something else', async () => {
  const waiting: ((statistics: TensorStatistics) => void)[] = [];
  const { page, run, faults } = await open(net().build(), {
    answers: { statistics: () => new Promise((answer) => void waiting.push(answer)) },
  });
  const told = (max: number): TensorStatistics => ({
    ...{ elements: 3, zeros: 0, nan: 0, positiveInfinity: 0, negativeInfinity: 0, min: 0, max, mean: 1, deviation: 1 },
    ...{ histogram: null, channels: null },
  });
  await run(`select(tensor('weight'));`);
  await expect.poll(() => waiting.length).toBe(1);
  await run(`select(tensor('bias'));`);
  await expect.poll(() => waiting.length).toBe(2);
  waiting[1]!(told(222));
  await page.getByText('222').waitFor();
  waiting[0]!(told(111));
  await run('await new Promise((done) => setTimeout(done, 100));');
  expect([await page.getByText('111').count(), await page.getByText('222').count()]).toEqual([0, 1]);
  expect(faults).toEqual([]);
  await page.close();
});

it('shows the ranges of the dimension that was chosen last', async () => {
  const waiting = new Map<number, (statistics: TensorStatistics) => void>();
  const { page, run } = await open(net().build(), {
    answers: {
      statistics: ({ axis = -1 }: StatisticsQuery) => new Promise((answer) => void waiting.set(axis, answer)),
    },
  });
  const told = (axis: number, max: number): TensorStatistics => ({
    ...{ elements: 6, zeros: 0, nan: 0, positiveInfinity: 0, negativeInfinity: 0, min: 0, max, mean: 1, deviation: 1 },
    ...{ histogram: null, channels: { axis, min: Float64Array.of(0, 0), max: Float64Array.of(max, 0) } },
  });
  await run(`select(tensor('weight'));`);
  const channels = section(page, 'tensor.channels');
  await channels.getByText('Ranges per channel').click();
  await channels.getByRole('combobox').first().selectOption('1');
  await expect.poll(() => waiting.size).toBe(2);
  waiting.get(1)!(told(1, 7));
  await channels.getByText('Furthest: channel 0: 0 … 7').waitFor();
  waiting.get(0)!(told(0, 5));
  await page.getByText('maximum').waitFor();
  expect(await channels.locator('figcaption').textContent()).toContain('… 7');
  await page.close();
});

describe('several things', () => {
  it('have sums, operators, and what they have in common', async () => {
    const builder = new ModelBuilder({ opset: 13 });
    const x = builder.input('x', [2, 8]);
    const y = builder.node('MatMul', [x, builder.matrix(8, 6)], {}, { name: 'one', output: 'y' });
    const z = builder.node('MatMul', [y, builder.matrix(6, 4)], {}, { name: 'two', output: 'z' });
    builder.output(builder.node('Softmax', [z], { axis: int(1) }, { name: 'three', output: 'p' }));
    const { page, run, faults } = await open(builder.build());
    await run(`select(node('one'), node('two'), node('three'), tensor('y'));`);
    expect(await titleOf(page)).toBe('4 selected');
    expect(await rows(page, 'Figures')).toEqual(['Parameters72', 'Bytes288 B', 'MACs–1 of 3 nodes']);
    expect(await rows(page, 'Operators')).toEqual(['operatorcount', 'MatMul2', 'Softmax1']);
    expect(await rows(page, 'In common')).toContain('operatordiffers');
    await run(`select(node('one'), node('two'));`);
    expect(await rows(page, 'In common')).toContain('operatorMatMul');
    await section(page, 'selection.nodes').getByRole('button', { name: 'MatMul two' }).click();
    expect(await run<unknown>('return opened.selection.nodes[0]')).toBe(1);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('in a group are shown as one', async () => {
    const { page, run, faults } = await open(textRecognizer.file);
    const label = await run<string>(`
      const { groups } = view();
      select({ kind: 'group', key: groups.key[0] });
      return groups.label[0];
    `);
    expect(await titleOf(page)).toBe(label);
    const nodes = await run<number>('return view().groups.totals.nodes[0];');
    expect(await page.locator('.subtitle').textContent()).toContain(`${nodes} nodes`);
    const counts = (await rows(page, 'Operators')).slice(1).map((row) => Number(/\d+$/.exec(row)?.[0]));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(nodes);
    await run(`select({ kind: 'group', key: 'nowhere' });`);
    await page.getByText('no longer in the drawing').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });
});

it('computes a figure that has to be asked for', async () => {
  const { page, run, asked } = await open(net().build(), {
    answers: {
      zeros: ({ tensors }: { tensors: readonly number[] }) => ({ zeros: new Float64Array(tensors.length).fill(1) }),
    },
  });
  await run(`select(node('first'));`);
  await page.getByRole('button', { name: 'Compute Sparsity' }).click();
  await expect.poll(() => rows(page, 'Figures')).toContainEqual(expect.stringMatching(/^Sparsity/));
  expect(asked.some(([name]) => name === 'zeros')).toBe(true);
  await page.close();
});

it('comes back as it was', async () => {
  const first = await open(textRecognizer.file, { height: 400 });
  await section(first.page, 'model.weights').getByText('Weights').click();
  await first.run(`document.querySelector('[data-section="model.operators"]').scrollIntoView();`);
  await first.run('');
  const kept = await first.run<{ readonly scroll: number; readonly sections: object }>('return inspector.state;');
  expect(kept.sections).toEqual({ 'model.weights': false });
  expect(kept.scroll).toBeGreaterThan(100);
  expect(await first.run<number>('return changes();')).toBeGreaterThan(0);
  await first.page.close();
  const second = await open(textRecognizer.file, { height: 400, kept });
  expect(await section(second.page, 'model.weights').getAttribute('open')).toBeNull();
  await expect.poll(() => second.run('return Math.round(inspector.element.scrollTop);')).toBe(kept.scroll);
  // For something else it begins at the top.
  await second.run(`select({ kind: 'node', node: 400 });`);
  expect(await second.run<number>('return inspector.element.scrollTop;')).toBe(0);
  await second.page.close();
  const odd = await open(net().build(), { kept: { sections: 'x', scroll: {}, of: 3 } });
  expect(odd.faults).toEqual([]);
  await odd.page.close();
});

it('stops when it is taken away', async () => {
  const { page, run, faults } = await open(net().build(), { answers: { node: () => new Promise(() => undefined) } });
  await run(`select(node('first')); inspector.dispose(); select(node('second'));`);
  expect(await page.locator('.inspector').count()).toBe(0);
  expect(await run<string[]>('return given;')).toContain('node');
  expect(faults).toEqual([]);
  await page.close();
});

describe('accessibility', () => {
  const { resolve } = createRequire(import.meta.url);
  const axe = readFileSync(resolve('axe-core/axe.min.js'), 'utf8');

  it.each(['dark', 'light', 'hc'] as const)('has no serious violation in %s', async (theme) => {
    const { page, run } = await open(digitClassifier.file, { theme });
    await page.evaluate(axe);
    const conv = `model.nodeName(0) === '' ? 0 : Array.from({ length: model.nodeCount }, (_, n) => n).find((n) => model.operator(n) === 'Conv')`;
    for (const select of [
      'select();',
      `select({ kind: 'node', node: ${conv} });`,
      `select({ kind: 'tensor', tensor: model.inputs(${conv})[1] });`,
      `select({ kind: 'node', node: 0 }, { kind: 'node', node: 1 });`,
    ]) {
      const openAll = `for (const details of document.querySelectorAll('details')) details.open = true; await new Promise((done) => setTimeout(done, 250));`;
      await run(`${select} ${openAll} ${openAll}`);
      const found = await page.evaluate<readonly string[]>(`
        axe.run(document.querySelector('main'), { resultTypes: ['violations'] }).then(({ violations }) =>
          violations
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html.slice(0, 200)).slice(0, 2).join(' | ')))
      `);
      expect(found, select).toEqual([]);
    }
    await page.close();
  });
});
