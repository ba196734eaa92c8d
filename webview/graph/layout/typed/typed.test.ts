import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexList, NumberList } from './numberList.ts';
import { RangeMaximum } from './rangeMaximum.ts';
import { groupByKey, rowOfEntries } from './rows.ts';
import { sortByKey } from './sortByKey.ts';

describe('rows', () => {
  it('hold the indices of each key in order, without those of negative keys', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 9 })), (keys) => {
        const { start, items } = groupByKey(Int32Array.from(keys), 10);
        for (let key = 0; key < 10; key++) {
          const expected = [...keys.keys()].filter((index) => keys[index] === key);
          expect([...items.subarray(start[key], start[key + 1])]).toEqual(expected);
        }
      }),
    );
  });

  it('can be told from their starts', () => {
    expect([...rowOfEntries(Uint32Array.of(0, 2, 2, 3))]).toEqual([0, 0, 2]);
  });
});

describe('sortByKey', () => {
  it('sorts a stretch, and keeps the order of equal ones', () => {
    const stretch = fc
      .array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 })
      .chain((keys) => fc.tuple(fc.constant(keys), fc.nat(keys.length), fc.nat(keys.length)));
    fc.assert(
      fc.property(stretch, ([keys, one, other]) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const items = Int32Array.from(keys.keys());
        const expected = [...items];
        expected.splice(from, to - from, ...expected.slice(from, to).sort((a, b) => keys[a]! - keys[b]!));
        sortByKey(items, from, to, keys);
        expect([...items]).toEqual(expected);
      }),
    );
  });
});

describe('RangeMaximum', () => {
  it('finds what a plain array finds', () => {
    const cells = 13;
    const range = fc
      .tuple(fc.nat(cells - 1), fc.nat(cells - 1))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(range, fc.nat(50)), { maxLength: 30 }), range, (raises, [low, high]) => {
        const tree = new RangeMaximum(cells);
        const plain = new Array<number>(cells).fill(-1);
        for (const [[from, to], value] of raises) {
          tree.raise(from, to, value);
          for (let cell = from; cell <= to; cell++) plain[cell] = Math.max(plain[cell]!, value);
        }
        expect(tree.maximum(low, high)).toBe(Math.max(...plain.slice(low, high + 1)));
      }),
    );
  });
});

describe('lists of numbers', () => {
  it('grow, and keep what is in them', () => {
    for (const list of [new IndexList(), new NumberList()]) {
      for (let value = 0; value < 1000; value++) list.push(value);
      list.set(7, -7);
      expect(list.length).toBe(1000);
      expect([list.at(7), list.at(999)]).toEqual([-7, 999]);
      expect([...list.toColumn().subarray(6, 9)]).toEqual([6, -7, 8]);
    }
  });

  it('are of integers or of reals', () => {
    const reals = new NumberList();
    reals.push(0.5);
    expect([...reals.toColumn()]).toEqual([0.5]);
    const indices = new IndexList();
    indices.push(3);
    expect(indices.toUint32Array()).toEqual(Uint32Array.of(3));
  });
});
