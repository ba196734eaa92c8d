import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NetDescription, scopeOf } from '../fixtures/scopes.ts';
import { alignedSegments } from './alignment.ts';
import { CrossingCounter } from './crossings.ts';
import { flowOf } from './flow.ts';
import { LayerOrder } from './layerOrder.ts';
import { buildLayers } from './layers.ts';
import { orderRanks } from './orderRanks.ts';
import { assignRanks } from './ranks.ts';
import { segmentsOf } from './segments.ts';
import { Transposer } from './transpose.ts';

/** The ranks of a scope in the order in which they are made, before anything is ordered. */
function unordered(itemCount: number, nets: readonly NetDescription[]): LayerOrder {
  const scope = scopeOf(itemCount, nets);
  const flow = flowOf(scope);
  const layers = buildLayers(scope, flow, assignRanks(scope, flow));
  return new LayerOrder(layers, segmentsOf(scope, layers));
}

/** Pairs of segments with their ends in opposite orders. */
function countByPairs({ segments, place, layers }: LayerOrder): number {
  const { upper, lower } = segments;
  let crossings = 0;
  for (let a = 0; a < upper.length; a++) {
    for (let b = 0; b < a; b++) {
      if (layers.rank[upper[a]!] !== layers.rank[upper[b]!]) continue;
      const above = place[upper[a]!]! - place[upper[b]!]!;
      const below = place[lower[a]!]! - place[lower[b]!]!;
      if (above * below < 0) crossings++;
    }
  }
  return crossings;
}

function ordered(order: LayerOrder): LayerOrder {
  const steps = orderRanks(order.layers, order.segments);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

const count = 14;
const net = fc.tuple(fc.nat(count - 1), fc.nat(count - 1), fc.nat(count - 1));
const anyNets = fc
  .array(net, { maxLength: 25 })
  .map((all) => all.map(([source, ...targets]): NetDescription => [source, ...new Set(targets)]));

describe('CrossingCounter', () => {
  it('counts what counting all pairs counts', () => {
    fc.assert(
      fc.property(anyNets, (nets) => {
        const order = unordered(count, nets);
        expect(new CrossingCounter(order).total()).toBe(countByPairs(order));
      }),
    );
  });

  it('counts many in one gap', () => {
    const half = 40;
    const turned = Array.from({ length: half }, (_, item): NetDescription => [item, 2 * half - 1 - item]);
    expect(new CrossingCounter(unordered(2 * half, turned)).total()).toBe((half * (half - 1)) / 2);
  });
});

describe('Transposer', () => {
  it('saves as many crossings as it says', () => {
    fc.assert(
      fc.property(anyNets, (nets) => {
        const order = unordered(count, nets);
        const before = countByPairs(order);
        const saved = new Transposer(order).pass();
        expect(countByPairs(order)).toBe(before - saved);
        expect(saved).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('orderRanks', () => {
  it('keeps every vertex in its rank, and never adds crossings', () => {
    fc.assert(
      fc.property(anyNets, (nets) => {
        const first = unordered(count, nets);
        const order = ordered(first);
        expect(countByPairs(order)).toBeLessThanOrEqual(countByPairs(first));
        for (let rank = 0; rank < order.layers.rankCount; rank++) {
          const here = order.vertices.slice(order.start[rank], order.start[rank + 1]);
          expect(here.sort()).toEqual(first.vertices.slice(first.start[rank], first.start[rank + 1]).sort());
        }
      }),
    );
  });

  it('finds the order without crossings of a tree', () => {
    const tree = Array.from({ length: 63 }, (_, item): NetDescription => [item, 2 * item + 1, 2 * item + 2]);
    expect(countByPairs(ordered(unordered(127, tree)))).toBe(0);
  });

  it('finds the order without crossings of two chains that begin the wrong way round', () => {
    const nets: NetDescription[] = [
      [0, 3],
      [1, 2],
      [2, 5],
      [3, 4],
      [4, 6],
      [5, 6],
    ];
    expect(countByPairs(ordered(unordered(7, nets)))).toBe(0);
  });
});

describe('alignedSegments', () => {
  /** The most that vertical lines below a rank can be worth, by trying all sets. */
  function best(order: LayerOrder, candidates: readonly number[], worth: Float64Array): number {
    const { upper, lower } = order.segments;
    const fits = (a: number, b: number): boolean =>
      (order.place[upper[a]!]! - order.place[upper[b]!]!) * (order.place[lower[a]!]! - order.place[lower[b]!]!) > 0;
    let most = 0;
    for (let set = 0; set < 2 ** candidates.length; set++) {
      const chosen = candidates.filter((_, index) => (set >> index) % 2 === 1);
      if (!chosen.every((a, index) => chosen.slice(0, index).every((b) => fits(a, b)))) continue;
      most = Math.max(
        most,
        chosen.reduce((sum, each) => sum + worth[each]!, 0),
      );
    }
    return most;
  }

  it('are worth the most of all that neither cross nor share an end', () => {
    const bipartite = fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 5, max: 9 })), { maxLength: 9 });
    fc.assert(
      fc.property(
        bipartite,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 9, maxLength: 9 }),
        (nets, values) => {
          const order = unordered(10, nets);
          const { upper } = order.segments;
          const worth = Float64Array.from(upper, (_, segment) => values[segment % values.length]!);
          const aligned = [...alignedSegments(order, worth)].filter((segment) => segment >= 0);
          const sum = aligned.reduce((total, segment) => total + worth[segment]!, 0);
          const inFirstGap = [...upper.keys()].filter((segment) => order.layers.rank[upper[segment]!] === 0);
          expect(order.layers.rankCount).toBeLessThanOrEqual(2);
          expect(sum).toBe(best(order, inFirstGap, worth));
        },
      ),
    );
  });
});
