import { expect, it } from 'vitest';
import type { Figure } from '../figures.ts';
import { rankOf } from './figureRank.ts';

const values = Float64Array.of(5, 0, NaN, 9, 5, 1);

function figure(strong: Figure['strong'], combine: Figure['combine']): Figure {
  return { id: 'x', name: 'x', unit: 'number', scale: 'linear', strong, values, combine };
}

it('ranks a node among those that have something', () => {
  const sum = figure('high', { kind: 'sum' });
  expect([0, 1, 2, 3, 4, 5].map((node) => rankOf(sum, node))).toEqual([
    { place: 2, of: 4 },
    undefined,
    undefined,
    { place: 1, of: 4 },
    { place: 2, of: 4 },
    { place: 4, of: 4 },
  ]);
});

it('ranks small numbers first where those stand out, and counts zero where it is a value', () => {
  const low = figure('low', { kind: 'strongest' });
  expect([rankOf(low, 1), rankOf(low, 3)]).toEqual([
    { place: 1, of: 5 },
    { place: 5, of: 5 },
  ]);
});
