import { describe, expect, it } from 'vitest';
import { generatedDataset } from '../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { bytesOf, type DenseTensor, elementCount } from '../onnx/tensor.ts';
import { observeRanges } from './observeRanges.ts';
import { observeValues } from './observeValues.ts';
import type { TensorTypes } from './tensorTypes.ts';

describe('the memory of observing', () => {
  const count = 40;
  const dims = [1, 8, 512, 512];
  /** A chain of 40 tensors of 8 MB. */
  function chain() {
    const net = new ModelBuilder();
    let x = net.input('x', dims);
    const tensors = Array.from({ length: count }, (_, index) => {
      x = net.node(index % 2 === 0 ? 'Sigmoid' : 'Tanh', [x], {}, { output: `t${index}` });
      return x;
    });
    return { model: net.output(x).build(), tensors };
  }
  const data = new Float32Array(elementCount(dims)).fill(0.5);
  const dataset = generatedDataset('images', 4, () => ({
    feeds: new Map([['x', { type: 'float32' as const, dims, data }]]),
  }));
  const types: TensorTypes = new Map(
    Array.from({ length: count }, (_, index) => [`t${index}`, { type: 'float32', dims }]),
  );

  async function peakOf(action: (sample: () => void) => Promise<void>): Promise<number> {
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    let peak = before;
    await action(() => (peak = Math.max(peak, process.memoryUsage.rss())));
    return peak - before;
  }

  it('does not hold the tensors whose ranges are observed', async () => {
    const { model, tensors } = chain();
    const peak = await peakOf((sample) => observeRanges(model, tensors, dataset, { types }, sample));
    expect(peak).toBeLessThan(120e6);
  });

  it('holds no more of values than twice the budget', async () => {
    const { model, tensors } = chain();
    const peak = await peakOf((sample) => observeValues(model, tensors, dataset, { types, budget: 32e6 }, sample));
    expect(peak).toBeLessThan(180e6);
  });

  it('empties what it showed', async () => {
    const { model } = chain();
    let shown: DenseTensor | undefined;
    await observeValues(model, ['t0'], dataset, { types }, (_, tensor) => {
      expect(bytesOf(tensor.data as Float32Array)).toHaveLength(data.byteLength);
      shown = tensor;
    });
    expect(shown!.data).toHaveLength(0);
  });
});
