import { expect, it } from 'vitest';
import { SampleErrors } from './sampleErrors.ts';

/** Runs of a tensor, each as what its values should be and what they are. */
function errorsOf(runs: readonly (readonly [readonly number[], readonly number[]])[]): SampleErrors {
  const errors = new SampleErrors();
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value * value, 0);
  for (const [x, y] of runs) {
    errors.add({ signal: sum(x), own: sum(y), noise: sum(x.map((value, index) => value - y[index]!)) });
  }
  return errors;
}

const runs = [
  [
    [3, 4],
    [3.3, 4],
  ],
  [
    [0, 1],
    [0, 0.5],
  ],
  [
    [2, 2],
    [2, 2],
  ],
] as const;

it('is the error over the elements of all runs', () => {
  const error = errorsOf(runs).error();
  const [x, y] = [runs.flatMap(([each]) => each), runs.flatMap(([, each]) => each)];
  const dot = (one: readonly number[], other: readonly number[]): number =>
    one.reduce((total, value, index) => total + value * other[index]!, 0);
  expect(error.relative).toBeCloseTo(Math.sqrt((0.09 + 0.25) / 34), 12);
  expect(error.sqnr).toBeCloseTo(10 * Math.log10(34 / 0.34), 12);
  expect(error.cosine).toBeCloseTo(dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y)), 12);
});

it('is that of some runs, as often as they are named', () => {
  const errors = errorsOf(runs);
  expect(errors.size).toBe(3);
  expect(errors.sqnr([0])).toBeCloseTo(10 * Math.log10(25 / 0.09), 12);
  expect(errors.sqnr([0, 0, 1])).toBeCloseTo(10 * Math.log10(51 / 0.43), 12);
  expect(errors.sqnr([2])).toBe(Infinity);
  expect(errors.sqnr([])).toBeNaN();
});

it('is infinite where a value is not finite, and none where nothing differs', () => {
  expect(
    errorsOf([
      [
        [1, 2],
        [1, NaN],
      ],
    ]).error(),
  ).toEqual({ sqnr: -Infinity, cosine: 0, relative: Infinity });
  expect(
    errorsOf([
      [
        [0, 0],
        [1, 0],
      ],
    ]).error(),
  ).toEqual({ sqnr: -Infinity, cosine: 0, relative: Infinity });
  expect(
    errorsOf([
      [
        [0, 0],
        [0, 0],
      ],
    ]).error(),
  ).toEqual({ sqnr: Infinity, cosine: 1, relative: 0 });
});
