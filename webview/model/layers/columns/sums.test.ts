import { expect, it } from 'vitest';
import { catalogue, format } from '../../../../src/protocol/messages/catalogue.ts';
import type { Figure, FigureOffer } from '../../figures.ts';
import { sums } from './sums.ts';

function offer(values: readonly number[], combine: Figure['combine'] = { kind: 'sum' }): FigureOffer {
  const array = Float64Array.from(values);
  const figure: Figure = {
    ...{ id: 'bytes', name: 'Bytes', unit: 'bytes', scale: 'logarithmic', strong: 'high', values: array, combine },
  };
  return { id: 'bytes', name: 'Bytes', figure };
}

const texts = (offers: readonly FigureOffer[], nodes: readonly number[]) =>
  sums(offers, nodes, (text) => (typeof text === 'string' ? text : format(text))).map((each) =>
    format(each, catalogue),
  );

it('adds up the nodes that are shown', () => {
  expect(texts([offer([1000, 36_864, 110_592])], [1, 2])).toEqual(['Bytes 147 kB']);
  expect(texts([offer([1000])], [])).toEqual(['Bytes 0 B']);
});

it('says that it is at least so much where some are not known, and nothing where that is nothing', () => {
  expect(texts([offer([2000, Number.NaN])], [0, 1])).toEqual(['Bytes ≥ 2 kB']);
  expect(texts([offer([0, Number.NaN])], [0, 1])).toEqual([]);
});

it('adds up nothing that has no sum, and nothing that is not there yet', () => {
  expect(texts([offer([1, 2], { kind: 'strongest' }), { id: 'latency', name: 'Latency' }], [0, 1])).toEqual([]);
});
