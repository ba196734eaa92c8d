import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { int, makeNode } from '../../../onnx/attributes.ts';
import type { TensorHeader } from '../../../onnx/model.ts';
import { withSession } from '../../../runtime/session.ts';
import { isMeasurable, layerModel, type LayerShape } from './layerModel.ts';
import { LayerTimes } from './layerTimes.ts';

const origin = new ModelBuilder({ opset: 13 }).model;
const float = (...dims: number[]): TensorHeader => ({ type: 'float32', dims });

function layer(operator: string, inputs: readonly (TensorHeader | undefined)[], groups?: number): LayerShape {
  const names = inputs.map((header, index) => (header === undefined ? '' : `t${index}`));
  const attributes = groups === undefined ? {} : { group: int(groups) };
  return {
    node: makeNode(operator, names, ['y'], { attributes }),
    inputs,
    stored: inputs.map((_, index) => index > 0),
  };
}

const product = layer('MatMul', [float(2, 5, 8), float(8, 4)]);
const gemm = layer('Gemm', [float(5, 8), float(8, 4), undefined]);
const measurable: readonly (readonly [string, LayerShape, readonly number[]])[] = [
  ['convolution', layer('Conv', [float(1, 8, 6, 6), float(4, 8, 3, 3), float(4)]), [1, 4, 4, 4]],
  ['convolution with groups', layer('Conv', [float(1, 8, 6, 6), float(4, 4, 3, 3)], 2), [1, 4, 4, 4]],
  ['depthwise convolution of 16', layer('Conv', [float(1, 12, 6, 6), float(12, 1, 3, 3)], 16), [1, 12, 4, 4]],
  ['transposed convolution', layer('ConvTranspose', [float(1, 8, 6, 6), float(8, 4, 2, 2)]), [1, 4, 7, 7]],
  ['depthwise, transposed, of 16', layer('ConvTranspose', [float(1, 12, 6, 6), float(12, 1, 2, 2)], 16), [1, 12, 7, 7]],
  ['product', product, [2, 5, 4]],
  [
    'product of activations',
    { ...layer('MatMul', [float(2, 5, 8), float(2, 8, 4)]), stored: [false, false] },
    [2, 5, 4],
  ],
  ['gemm', gemm, [5, 4]],
];

function clock(options: Partial<ConstructorParameters<typeof LayerTimes>[1]> = {}): LayerTimes {
  return new LayerTimes(origin, { threads: 1, signal: new AbortController().signal, budget: 60_000, ...options });
}

describe('layers alone', () => {
  it.each(measurable)('run with their sizes: %s', async (_, shape, dims) => {
    expect(isMeasurable(shape)).toBe(true);
    const { model, feeds } = layerModel(shape, origin.proto);
    const output = await withSession(model, { threads: 1 }, async (session) =>
      (await session.run(feeds)).get('output'),
    );
    expect(output!.dims).toEqual(dims);
    expect((output!.data as Float32Array).every((value) => value > 0 && value < 100)).toBe(true);
  });

  it.each([
    ['of other operators', layer('Relu', [float(1, 8)])],
    ['of other numbers', layer('MatMul', [float(2, 8), { type: 'float16', dims: [8, 4] }])],
    ['whose shape is not known', { ...layer('MatMul', [float(2, 8), float(8, 4)]), inputs: [float(2, 8), undefined] }],
    ['with a part of a group', layer('Conv', [float(1, 9, 6, 6), float(4, 4, 3, 3)], 2)],
    ['whose weight is computed', { ...gemm, stored: [false, false, false] }],
    ['that compute nothing', layer('MatMul', [float(0, 8), float(8, 4)])],
  ])('are not measured %s', async (_, shape) => {
    expect(isMeasurable(shape)).toBe(false);
    expect(await clock().compare([[product], [shape]])).toBeUndefined();
  });
});

describe('LayerTimes', () => {
  it('loads no layers that are too large together', async () => {
    const large = layer('MatMul', [float(1, 2 ** 14), float(2 ** 14, 2 ** 14)]);
    expect(isMeasurable(large)).toBe(true);
    expect(await clock().compare([[large]])).toBeUndefined();
  });

  it('compares layers of the same sizes once', async () => {
    const times = clock();
    const [both, one, again] = (await times.compare([[product, gemm], [product], [product]]))!;
    expect(both!.length).toBeGreaterThanOrEqual(6);
    expect(both!.every((time, round) => time > one![round]! && one![round]! > 0)).toBe(true);
    expect(again).toEqual(one);
    expect((await times.compare([[product, gemm], [product], [product]]))![0]).toBe(both);
  });

  it('measures no more when the time is over, and knows what it knew', async () => {
    const times = clock({ budget: 1e-9 });
    const known = await times.compare([[product]]);
    expect(known).toBeDefined();
    expect(times.isOver).toBe(true);
    expect(await times.compare([[gemm]])).toBeUndefined();
    expect(await times.compare([[product]])).toBe(known);
  });

  it('divides by the number of runs, and ends when the rounds have taken long enough', async () => {
    let now = 0;
    // Every look at the clock is 0.05 milliseconds after the one before: warming up seems to take half of that for each of two runs.
    const [quick] = (await clock({ clock: () => (now += 0.05) }).compare([[product]]))!;
    expect(quick!.length).toBe(15);
    for (const time of quick!) expect(time).toBeCloseTo(0.05 / 8, 9);
    const [slow] = (await clock({ clock: () => (now += 100) }).compare([[product]]))!;
    expect(slow!.length).toBe(6);
    for (const time of slow!) expect(time).toBeCloseTo(100, 6);
  });

  it('stops when it is told to', async () => {
    const stopped = clock({ signal: AbortSignal.abort(new Error('stopped')) });
    await expect(stopped.compare([[product]])).rejects.toThrow('stopped');
  });
});
