import type { LayerError } from '../../../protocol/result/sensitivity.ts';
import { type ErrorSumsOfRun, SampleErrors } from '../sampleErrors.ts';
import type { QuantizedWeight } from './scheme.ts';

/** How far the integers of weights are from what they stand for, of several as if they were one. */
export function weightError(weights: readonly QuantizedWeight[]): LayerError {
  const errors = new SampleErrors();
  for (const weight of weights) errors.add(sumsOf(weight.values(), weight.rounded()));
  return errors.error();
}

/** V8 compiles a loop that ends soon; one that first runs over millions of elements it throws away at each call. */
const longestRun = 8192;

function sumsOf(values: Float32Array, rounded: Float32Array): ErrorSumsOfRun {
  let [signal, own, noise] = [0, 0, 0];
  for (let start = 0; start < values.length; start += longestRun) {
    const sums = sumsWithin(values, rounded, start, Math.min(values.length, start + longestRun));
    signal += sums.signal;
    own += sums.own;
    noise += sums.noise;
  }
  return { signal, own, noise };
}

function sumsWithin(values: Float32Array, rounded: Float32Array, start: number, end: number): ErrorSumsOfRun {
  let [signal, own, noise] = [0, 0, 0];
  for (let index = start; index < end; index++) {
    const x = values[index]!;
    const y = rounded[index]!;
    signal += x * x;
    own += y * y;
    noise += (x - y) * (x - y);
  }
  return { signal, own, noise };
}
