import { expect, it } from 'vitest';
import type { SensitiveLayer } from '../../protocol/result/sensitivity.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import { KnownLayers } from './knownLayers.ts';
import type { Layer } from './layer.ts';
import { TimeBudget } from './timeBudget.ts';

const layerOf = (node: string): Layer => ({
  ...{ node: node as NodeId, name: `/${node}`, operator: 'Conv', origins: [node as NodeId], precision: 'integer' },
  ...{ output: node, weight: undefined, activations: [], macs: undefined },
});
const id = (node: string): NodeId => node as NodeId;
const error = { sqnr: 1, cosine: 1, relative: 0 };

function knownAt(now: () => number) {
  const told: (readonly SensitiveLayer[])[] = [];
  return { known: new KnownLayers(['a', 'b', 'c'].map(layerOf), (layers) => told.push(layers), now), told };
}

it('each time tells all that is known of the layers of which there is more, and not too often', () => {
  let now = 0;
  const { known, told } = knownAt(() => now);
  known.learn(id('a'), { weights: error });
  known.learn(id('b'), { weights: error });
  known.learn(id('a'), { symptom: error });
  expect(told.map((layers) => layers.map(({ node }) => node))).toEqual([['a']]);
  now = 400;
  known.learn(id('c'), { symptom: error });
  expect(told.slice(1).map((layers) => layers.map(({ node }) => node))).toEqual([['b', 'a', 'c']]);
  expect(told[1]![1]).toMatchObject({ node: 'a', weights: error, symptom: error });
  known.tellAll();
  expect(told).toHaveLength(2);
  known.learn(id('b'), { symptom: error });
  known.tellAll();
  expect(told[2]).toEqual([expect.objectContaining({ node: 'b', weights: error, symptom: error })]);
});

it('keeps the layers in their order, and does not invent any', () => {
  const { known } = knownAt(() => 0);
  known.learn(id('c'), { symptom: error });
  expect(known.all.map(({ node, symptom }) => [node, symptom])).toEqual([
    ['a', undefined],
    ['b', undefined],
    ['c', error],
  ]);
  expect(() => known.learn(id('d'), {})).toThrow('no layer d');
});

it('a budget allows what ends in time', () => {
  let now = 1000;
  const budget = new TimeBudget(2, () => now);
  expect(budget.allows(2)).toBe(true);
  expect(budget.allows(2.1)).toBe(false);
  now += 1500;
  expect([budget.allows(0.5), budget.allows(0.6)]).toEqual([true, false]);
  now += 1000;
  expect(budget.allows(0)).toBe(false);
  expect(new TimeBudget(undefined, () => now).allows(1e9)).toBe(true);
});
