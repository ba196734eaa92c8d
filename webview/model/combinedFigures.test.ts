import { expect, it } from 'vitest';
import { combined, CombinedFigures } from './combinedFigures.ts';
import type { Figure } from './figures.ts';

const values = Float64Array.of(5, 0, NaN, 9, 5, 1);

function figure(strong: Figure['strong'], combine: Figure['combine']): Figure {
  return { id: 'x', name: 'x', unit: 'number', scale: 'linear', strong, values, combine };
}

it('combines as the figure says', () => {
  const all = [0, 1, 2, 3];
  expect(combined(figure('high', { kind: 'sum' }), all)).toEqual({ value: 14, known: 3 });
  expect(combined(figure('high', { kind: 'strongest' }), all)).toEqual({ value: 9, known: 3 });
  expect(combined(figure('low', { kind: 'strongest' }), all)).toEqual({ value: 0, known: 3 });
  const weights = Float64Array.of(1, 1, 1, 3, NaN, 0);
  expect(combined(figure('high', { kind: 'mean', weights }), [0, 3, 4, 5])).toEqual({ value: 8, known: 2 });
  expect(combined(figure('high', { kind: 'sum' }), [2]).value).toBeNaN();
  expect(combined(figure('high', { kind: 'mean', weights }), Uint32Array.of(5)).value).toBeNaN();
});

it('combines for several at a time, each for itself', () => {
  const together = new CombinedFigures(figure('high', { kind: 'sum' }), 3);
  for (const [target, node] of [
    [0, 0],
    [2, 2],
    [0, 3],
    [1, 5],
  ] as const) {
    together.add(target, node);
  }
  expect([...together.values()]).toEqual([14, 1, NaN]);
  expect([0, 1, 2].map((target) => together.known(target))).toEqual([2, 1, 0]);
});
