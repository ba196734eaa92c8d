import { expect, it } from 'vitest';
import type { SensitiveLayer } from '../../../../src/protocol/result/sensitivity.ts';
import { RankedRows } from '../ranking/rankedRows.ts';
import { bestSignal, compareBy, measuredSignals } from './signals.ts';

function layer(node: string, sqnr?: number, more: Partial<SensitiveLayer> = {}): SensitiveLayer {
  return {
    ...{ node, name: node, operator: 'Conv', origins: [node], precision: 'integer', activations: [] },
    ...(sqnr !== undefined && { symptom: { sqnr, cosine: 1, relative: 0 } }),
    ...more,
  };
}

const effect = (sqnr: number) => ({ sqnr, outputs: [], metrics: [] });

it('offers what was measured of any layer', () => {
  expect(measuredSignals([layer('a'), layer('b', 30)])).toEqual(['symptom']);
  expect(measuredSignals([layer('a', 30, { cause: effect(Number.NaN), allBut: effect(1) })])).toEqual([
    ...['cause', 'symptom', 'allBut'],
  ]);
  expect(measuredSignals([])).toEqual([]);
});

it('ranks by what says most, unless that leaves layers without a place', () => {
  const both = layer('a', 30, { cause: effect(3) });
  expect(bestSignal([both, both])).toBe('cause');
  expect(bestSignal([both, layer('b', 4)])).toBe('symptom');
  expect(bestSignal([layer('c', undefined, { weights: { sqnr: 1, cosine: 1, relative: 0 } })])).toBe('weights');
});

it('puts the layer that hurts most first, and what has no number behind all others', () => {
  const layers = [
    ...[layer('infinite', Infinity), layer('unmeasured'), layer('fine', 40), layer('undefined', Number.NaN)],
    ...[layer('bad', -3), layer('equal', 40), layer('worst', -Infinity)],
  ];
  expect(layers.toSorted(compareBy('symptom')).map(({ node }) => node)).toEqual([
    ...['worst', 'bad', 'fine', 'equal', 'infinite', 'undefined', 'unmeasured'],
  ]);
});

it('blames a layer without which all others do well', () => {
  const layers = [layer('a', 9, { allBut: effect(20) }), layer('b', 1, { allBut: effect(35) })];
  expect(layers.toSorted(compareBy('allBut')).map(({ node }) => node)).toEqual(['b', 'a']);
});

it('keeps layers in their places as figures come, until it is asked to rank again', () => {
  const order = new RankedRows<SensitiveLayer>(({ node }) => node);
  const compare = compareBy('symptom');
  expect(order.take([layer('a', 30), layer('b', 20)])).toBe(true);
  order.arrange(compare);
  expect([order.ids, order.isArranged(compare)]).toEqual([['b', 'a'], true]);
  expect(order.take([layer('a', 10), layer('b', 20), layer('c', 5)])).toBe(true);
  expect([order.ids, order.isArranged(compare)]).toEqual([['b', 'a', 'c'], false]);
  expect(order.take([layer('a', 11), layer('b', 20), layer('c', 5)])).toBe(false);
  expect(order.row('a')?.symptom?.sqnr).toBe(11);
  order.arrange(compare);
  expect([order.ids, order.isArranged(compare)]).toEqual([['c', 'a', 'b'], true]);
  expect(order.take([])).toBe(true);
  expect(order.ids).toEqual([]);
});
