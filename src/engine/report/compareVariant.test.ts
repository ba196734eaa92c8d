import { expect, it } from 'vitest';
import { generatedDataset } from '../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../test/fixtures/random.ts';
import type { CompareOptions } from './compareModels.ts';
import { compareVariant, comparisonsOf } from './compareVariant.ts';

const size = 64;
const options: CompareOptions = {
  ...{ threads: 1, signal: new AbortController().signal, own: [], heldOut: false, onProgress: () => undefined },
};
const dataset = generatedDataset('x', 4, (index) => ({
  feeds: new Map([['x', { type: 'float32', dims: [1, size], data: new Random(index).normals(size, 1) }]]),
}));
const integers = Int8Array.from({ length: size * size }, (_, index) => ((index * 37) % 200) - 100);
const scale = 0.01;

function product(weightOnly: boolean) {
  const net = new ModelBuilder({ opset: 21 });
  const x = net.input('x', [1, size]);
  const weight = weightOnly
    ? net.node('DequantizeLinear', [
        net.constant('int8', [size, size], integers),
        net.scalar(scale),
        net.constant('int8', [], Int8Array.of(0)),
      ])
    : net.constant(
        'float32',
        [size, size],
        Float32Array.from(integers, (value) => Math.fround(scale) * value),
      );
  return net.output(net.node('MatMul', [x, weight], {}, { output: 'y' }), [1, size]).build();
}

it('measures weights that alone are quantized as the runtime takes them, and as they are stored', async () => {
  expect([product(true), product(false)].map(comparisonsOf)).toEqual([2, 1]);
  const { accuracy, exact } = await compareVariant(product(false), product(true), dataset, options);
  // Stored weights are the original's; only the runtime's rounding of activations differs.
  expect(accuracy.outputs[0]!.sqnr).toBeLessThan(60);
  expect(exact!.outputs[0]!.sqnr).toBeGreaterThan(100);
  expect((await compareVariant(product(false), product(false), dataset, options)).exact).toBeUndefined();
});
