import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NetDescription, scopeOf } from '../fixtures/scopes.ts';
import { flowOf } from './flow.ts';
import { assignRanks } from './ranks.ts';
import { outside } from './scopeGraph.ts';

function ranks(itemCount: number, nets: readonly NetDescription[]): readonly number[] {
  const scope = scopeOf(itemCount, nets);
  return [...assignRanks(scope, flowOf(scope)).rank];
}

/** What the nets come to, each from its source to its farthest target. */
function length(rank: readonly number[], nets: readonly NetDescription[]): number {
  return nets.reduce(
    (sum, [source, ...targets]) => sum + Math.max(0, ...targets.map((each) => rank[each]! - rank[source]!)),
    0,
  );
}

/** The least that the nets can come to, by trying all ranks. */
function shortest(itemCount: number, nets: readonly NetDescription[], most: number): number {
  let best = Infinity;
  const rank = new Array<number>(itemCount).fill(0);
  const place = (item: number): void => {
    if (item === itemCount) {
      best = Math.min(best, length(rank, nets));
      return;
    }
    const before = nets.filter(([, ...targets]) => targets.includes(item)).map(([source]) => rank[source]! + 1);
    for (let at = Math.max(0, ...before); at <= most; at++) {
      rank[item] = at;
      place(item + 1);
    }
  };
  place(0);
  return best;
}

describe('assignRanks', () => {
  it('puts every target below its source', () => {
    const nets = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 25 });
    fc.assert(
      fc.property(nets, (all) => {
        const forward = all.filter(([a, b]) => a < b);
        const rank = ranks(10, forward);
        for (const [source, target] of forward) expect(rank[target]).toBeGreaterThan(rank[source]!);
      }),
    );
  });

  it('puts a constant right above its only reader', () => {
    //  0 → 1 → 2 → 3, and 4 → 3
    expect(
      ranks(5, [
        [0, 1],
        [1, 2],
        [2, 3],
        [4, 3],
      ]),
    ).toEqual([0, 1, 2, 3, 2]);
  });

  it('puts what leads to a mask right above its first reader, all of it', () => {
    // 0 → 1 → 2 → 3 → 4 → 5, and 6 → 7 → 8 which 4 and 5 read
    const rank = ranks(9, [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
      [6, 7],
      [7, 8],
      [8, 4, 5],
    ]);
    expect(rank.slice(6)).toEqual([1, 2, 3]);
  });

  it('leaves room for the ports of nets that cross the border', () => {
    const scope = scopeOf(2, [
      [outside, 0],
      [0, 1],
      [1, outside],
    ]);
    const { rank, rankCount } = assignRanks(scope, flowOf(scope));
    expect([...rank]).toEqual([1, 2]);
    expect(rankCount).toBe(4);
  });

  it('comes near the shortest nets', () => {
    const net = fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5));
    let [ours, least] = [0, 0];
    fc.assert(
      fc.property(fc.array(net, { maxLength: 7 }), (all) => {
        const nets = all.map(([source, ...targets]): NetDescription => {
          const below = new Set(targets.filter((target) => target > source));
          return [source, ...below];
        });
        const rank = ranks(6, nets);
        const best = shortest(6, nets, 5);
        const mine = length(rank, nets);
        expect(mine).toBeLessThanOrEqual(best + 2);
        ours += mine;
        least += best;
      }),
    );
    expect(ours).toBeLessThan(1.05 * least);
  });
});
