import { describe, expect, it } from 'vitest';
import { type Fetchable, fetchGroups } from './fetchGroups.ts';

const tensor = (name: string, elements: number, divisible = true): Fetchable => ({
  tensor: name,
  elements,
  bytesPerElement: 4,
  divisible,
});

const sizes = (tensors: readonly Fetchable[], budget: number) => {
  const byName = new Map(tensors.map((each) => [each.tensor, each]));
  return fetchGroups(tensors, budget).map((group) =>
    group.reduce((sum, fetch) => sum + (byName.get(fetch.tensor)!.elements / fetch.step) * 4, 0),
  );
};

describe('fetchGroups', () => {
  it('fetches everything at once where the budget allows it', () => {
    expect(fetchGroups([tensor('a', 10), tensor('b', 20)], 1000)).toEqual([
      [
        { tensor: 'a', step: 1 },
        { tensor: 'b', step: 1 },
      ],
    ]);
  });

  it('makes no groups of nothing', () => {
    expect(fetchGroups([], 1000)).toEqual([]);
  });

  it('keeps the order, leaves nothing out and stays within the budget', () => {
    const tensors = Array.from({ length: 60 }, (_, index) => tensor(`t${index}`, 100 + 37 * index, false));
    const groups = fetchGroups(tensors, 20_000);
    expect(groups.flat().map((fetch) => fetch.tensor)).toEqual(tensors.map((each) => each.tensor));
    for (const size of sizes(tensors, 20_000)) expect(size).toBeLessThanOrEqual(20_000);
  });

  it('makes groups of like size, not full ones and a rest', () => {
    const tensors = Array.from({ length: 22 }, (_, index) => tensor(`t${index}`, 250, false));
    expect(sizes(tensors, 20_000)).toEqual([11_000, 11_000]);
  });

  it('thins out the largest tensors to a common size, so that one run suffices', () => {
    const tensors = [tensor('small', 1000), tensor('huge', 1e8), tensor('larger', 4e8), tensor('large', 1e7)];
    const steps = new Map(
      fetchGroups(tensors, 1e6)
        .flat()
        .map((fetch) => [fetch.tensor, fetch.step]),
    );
    expect(steps.get('small')).toBe(1);
    const total = sizes(tensors, 1e6).reduce((sum, size) => sum + size);
    expect(total).toBeLessThanOrEqual(1e6);
    expect(total).toBeGreaterThan(0.9e6);
    expect(sizes(tensors, 1e6)).toHaveLength(1);
  });

  it('steps through all rows and columns alike', () => {
    const dims = [64, 880, 880];
    const elements = dims.reduce((a, b) => a * b);
    const [fetch] = fetchGroups([tensor('feature map', elements)], 1e6).flat();
    const visited = dims.map(() => new Set<number>());
    for (let index = 0; index < elements; index += fetch!.step) {
      let rest = index;
      for (let axis = dims.length - 1; axis >= 0; axis--) {
        visited[axis]!.add(rest % dims[axis]!);
        rest = Math.floor(rest / dims[axis]!);
      }
    }
    expect(visited.map((each) => each.size)).toEqual(dims);
  });

  it('fetches a tensor that cannot be thinned out alone, however large', () => {
    const tensors = [tensor('a', 100), tensor('indices', 1e6, false), tensor('b', 100)];
    expect(fetchGroups(tensors, 1000)).toEqual([
      [{ tensor: 'a', step: 1 }],
      [{ tensor: 'indices', step: 1 }],
      [{ tensor: 'b', step: 1 }],
    ]);
  });
});
