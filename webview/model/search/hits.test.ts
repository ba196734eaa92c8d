import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { graphModelOf } from '../../../test/fixtures/structureOf.ts';
import { foundIn, ModelSearch } from '../../graph/prepare/search/modelSearch.ts';
import { prepare } from '../../graph/prepare/view/prepared.ts';
import { Hits, withoutFolded } from './hits.ts';
import { keptQuery } from './keptSearch.ts';

const hits = (nodes: readonly number[], inputs: readonly number[] = []): Hits =>
  new Hits({
    nodes: Uint32Array.from(nodes),
    where: new Uint8Array(nodes.length).fill(foundIn.name),
    inputs: Uint32Array.from(inputs),
  });

describe('hits', () => {
  it('are nodes, and after them what enters', () => {
    const all = hits([3, 8], [5]);
    expect([0, 1, 2].map((index) => all.item(index))).toEqual([
      { kind: 'node', node: 3 },
      { kind: 'node', node: 8 },
      { kind: 'tensor', tensor: 5 },
    ]);
    expect(all.places(1).map(({ code }) => code)).toEqual(['model.found-name']);
    expect(all.places(2).map(({ code }) => code)).toEqual(['model.found-input']);
  });

  it('go round', () => {
    expect([-1, 0, 2, 3].map((index) => hits([1, 2, 3]).wrapped(index))).toEqual([2, 0, 2, 0]);
  });

  it('are gone to from any node, onwards and back', () => {
    const some = fc.uniqueArray(fc.nat(30), { minLength: 1 }).map((nodes) => nodes.sort((a, b) => a - b));
    fc.assert(
      fc.property(some, fc.nat(31), (nodes, from) => {
        const all = hits(nodes);
        expect(nodes[all.beside(from, 1)]).toBe(nodes.find((node) => node > from) ?? nodes[0]);
        expect(nodes[all.beside(from, -1)]).toBe(nodes.findLast((node) => node < from) ?? nodes.at(-1));
      }),
    );
  });

  it('are readers of weights rather than the constants that they read', () => {
    const net = new ModelBuilder({ opset: 13, weights: 'constant-nodes' });
    const x = net.input('x', [1, 4]);
    const model = graphModelOf(net.output(net.node('MatMul', [x, net.matrix(4, 4, 'dense.weight')])).build());
    const { fold } = prepare(model);
    const operatorsOf = (text: string): readonly string[] => {
      const found = new ModelSearch(model).find({ text, isRegex: false, isCaseSensitive: false });
      if (found.kind !== 'found') return [];
      const kept = withoutFolded(found, fold);
      expect(kept.where).toHaveLength(kept.nodes.length);
      return Array.from(kept.nodes, (node) => model.operator(node));
    };
    expect(operatorsOf('dense')).toEqual(['MatMul']);
    expect(operatorsOf('constant')).toEqual(['Constant']);
  });
});

it('what a search kept is taken as far as it is of use', () => {
  const query = { text: 'conv', isRegex: true, isCaseSensitive: false };
  expect(keptQuery(query)).toEqual(query);
  for (const other of [undefined, null, 3, 'text', [], { text: 5, isRegex: 'yes' }]) {
    expect(keptQuery(other)).toEqual({ text: '', isRegex: false, isCaseSensitive: false });
  }
});
