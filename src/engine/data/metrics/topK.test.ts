import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { complaint, refusal, tensor } from '../testing/samples.ts';
import { topK } from './topK.ts';

function measured(
  k: number,
  runs: readonly { readonly logits: DenseTensor; readonly labels?: readonly number[] }[],
): number {
  const measurement = topK(k, 'y').create();
  for (const { logits, labels } of runs) {
    const sample = { index: 0, feeds: new Map(), ...(labels && { labels }) };
    void measurement.add({ sample, outputs: new Map([['y', logits]]) });
  }
  return measurement.result();
}

describe('topK', () => {
  it('is the share of rows whose label is among the k largest', () => {
    const logits = tensor([3, 4], [9, 1, 2, 3, 0, 5, 6, 7, 4, 3, 2, 1]);
    const labels = [0, 2, 3];
    expect([1, 2, 3, 4].map((k) => measured(k, [{ logits, labels }]))).toEqual([1 / 3, 2 / 3, 2 / 3, 1]);
    expect(
      measured(1, [
        { logits, labels },
        { logits: tensor([1, 4], [0, 1, 0, 0]), labels: [1] },
      ]),
    ).toBe(2 / 4);
  });

  it('equals sorting every row', () => {
    const row = fc.record({
      values: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 5, maxLength: 5 }),
      label: fc.integer({ min: 0, max: 4 }),
      k: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(row, ({ values, label, k }) => {
        const sorted = [...values.keys()].sort((one, other) => values[other]! - values[one]! || one - other);
        const expected = sorted.slice(0, k).includes(label) ? 1 : 0;
        expect(measured(k, [{ logits: tensor([1, 5], values), labels: [label] }])).toBe(expected);
      }),
    );
  });

  it('takes the classes from the last axis, or the channels of 1 × 1 maps', () => {
    const values = [0, 3, 1, 2, 1, 0];
    for (const dims of [
      [2, 3],
      [2, 3, 1, 1],
      [2, 1, 3],
      [1, 2, 3],
    ]) {
      expect(measured(1, [{ logits: tensor(dims, values), labels: [1, 0] }])).toBe(1);
    }
    expect(measured(1, [{ logits: tensor([3], [0, 1, 0]), labels: [1] }])).toBe(1);
  });

  it('counts what is not a number as wrong, and other values as they are', () => {
    expect(measured(3, [{ logits: tensor([1, 3], [NaN, 1, 2]), labels: [0] }])).toBe(0);
    expect(measured(1, [{ logits: tensor([1, 3], [NaN, 1, 2]), labels: [2] }])).toBe(1);
    expect(measured(1, [{ logits: tensor([1, 3], [Infinity, 1, -Infinity]), labels: [0] }])).toBe(1);
  });

  it('reads float16 and integers', () => {
    const half: DenseTensor = { type: 'float16', dims: [1, 2], data: Uint16Array.of(0xc000, 0x3c00) };
    expect(measured(1, [{ logits: half, labels: [1] }])).toBe(1);
    const brain: DenseTensor = { type: 'bfloat16', dims: [1, 2], data: Uint16Array.of(0xc000, 0x3f80) };
    expect(measured(1, [{ logits: brain, labels: [1] }])).toBe(1);
    const counts: DenseTensor = { type: 'int64', dims: [1, 2], data: BigInt64Array.of(5n, 4n) };
    expect(measured(1, [{ logits: counts, labels: [0] }])).toBe(1);
  });

  it('leaves out samples without labels, and has no value before the first', () => {
    expect(measured(1, [{ logits: tensor([1, 2], [0, 1]) }])).toBeNaN();
  });

  it('refuses labels that do not fit the output', async () => {
    const logits = tensor([1, 3], [1, 2, 3]);
    expect(await complaint(() => measured(1, [{ logits, labels: [3] }]))).toMatch(
      /label is 3, but output "y" has 3 classes/,
    );
    expect(await refusal(() => measured(1, [{ logits, labels: [0, 1] }]))).toBe('metric.label-rows');
    const measurement = topK(1, 'z').create();
    const sample = { index: 0, feeds: new Map(), labels: [0] };
    expect(await complaint(() => measurement.add({ sample, outputs: new Map([['y', logits]]) }))).toMatch(
      /"z".*outputs: y/,
    );
  });
});
