import os from 'node:os';
import { describe, expect, it } from 'vitest';
import { realModels } from '../../../test/fixtures/realModels.ts';
import { openModel } from '../onnx/open.ts';
import { observeRanges } from './observeRanges.ts';
import { observeValues } from './observeValues.ts';
import type { TensorRange } from './reductions.ts';
import { initialState } from './runSamples.ts';
import { tensorTypes } from './tensorTypes.ts';

const samples = 2;

function extremes(data: Float32Array): { readonly min: number; readonly max: number } {
  let [min, max] = [Infinity, -Infinity];
  for (const value of data) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

describe.each(realModels)('$name on data of its own kind', ({ file, data }) => {
  it('has the same extremes in the graph as in the values, for every tensor and sample', async () => {
    const model = openModel(file);
    const dataset = await data(samples, 1);
    const first = new Map(initialState(dataset));
    for await (const { feeds } of dataset.samples({ end: 1 }))
      for (const [name, value] of feeds) first.set(name, value);
    const types = await tensorTypes(model, first, { temporaryFolder: os.tmpdir() });
    const tensors = [...types]
      .filter(([, { type, dims }]) => type === 'float32' && !dims.includes(0))
      .map(([name]) => name);
    const found = new Map<string, TensorRange[]>(tensors.map((tensor) => [tensor, []]));
    await observeRanges(model, tensors, dataset, { types }, (tensor, range) => found.get(tensor)!.push(range));
    expect([...found.values()].every((ranges) => ranges.length === dataset.size)).toBe(true);
    await observeValues(model, tensors, dataset, { types }, (tensor, values) => {
      const { min, max } = extremes(values.data as Float32Array);
      const range = found.get(tensor)!.shift()!;
      // Between kernels of different layouts sums differ in their last digits.
      const tolerance = 1e-3 * Math.max(1, max - min);
      expect(range.finite).toBe(true);
      expect(Math.abs(range.min - min)).toBeLessThan(tolerance);
      expect(Math.abs(range.max - max)).toBeLessThan(tolerance);
    });
    expect([...found.values()].every((ranges) => ranges.length === 0)).toBe(true);
    model.close();
  });
});
