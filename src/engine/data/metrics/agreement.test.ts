import { describe, expect, it } from 'vitest';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { tensor } from '../testing/samples.ts';
import { agreement } from './agreement.ts';

const sample = { index: 0, feeds: new Map() };

function agreed(pairs: readonly (readonly [DenseTensor, DenseTensor])[]): number {
  const measurement = agreement('y').create();
  for (const [own, wanted] of pairs) {
    void measurement.add({ sample, outputs: new Map([['y', own]]), reference: new Map([['y', wanted]]) });
  }
  return measurement.result();
}

describe('agreement', () => {
  it('is the share of rows with the same class, over all runs', () => {
    const float = tensor([2, 3], [1, 2, 3, 3, 2, 1]);
    expect(agreed([[tensor([2, 3], [0, 0, 9, 0, 0, 9]), float]])).toBe(1 / 2);
    expect(
      agreed([
        [float, float],
        [tensor([1, 3], [1, 0, 0]), tensor([1, 3], [0, 1, 0])],
      ]),
    ).toBe(2 / 3);
  });

  it('compares each place of a sequence', () => {
    const float = tensor([1, 4, 2], [0, 1, 1, 0, 0, 1, 1, 0]);
    expect(agreed([[tensor([1, 4, 2], [0, 1, 0, 1, 0, 1, 1, 0]), float]])).toBe(3 / 4);
  });

  it('never agrees with what is not a number or has another shape', () => {
    const float = tensor([1, 3], [1, 2, 3]);
    expect(agreed([[tensor([1, 3], [NaN, NaN, NaN]), float]])).toBe(0);
    expect(agreed([[tensor([1, 4], [1, 2, 3, 0]), float]])).toBe(0);
    expect(agreed([[tensor([1, 3], [NaN, 2, 3]), float]])).toBe(1);
    expect(agreed([[float, tensor([1, 3], [NaN, NaN, NaN])]])).toBeNaN();
  });

  it('takes −∞ for a value', () => {
    const masked = tensor([1, 3], [-Infinity, -Infinity, -Infinity]);
    expect(agreed([[masked, tensor([1, 3], [2, 1, 0])]])).toBe(1);
  });
});
