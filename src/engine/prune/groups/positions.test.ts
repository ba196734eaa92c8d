import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../test/fixtures/random.ts';
import { Positions } from './positions.ts';

/** The same by brute force: a set of positions for each class, and the earliest reason of any of its positions. */
class NaivePositions {
  readonly classes = new Map<string, Set<string>>();
  readonly reasons = new Map<string, number>();

  add(dimension: number, size: number): void {
    for (let index = 0; index < size; index++)
      this.classes.set(`${dimension}.${index}`, new Set([`${dimension}.${index}`]));
  }

  unite(one: string, other: string): void {
    const united = new Set([...this.classes.get(one)!, ...this.classes.get(other)!]);
    for (const position of united) this.classes.set(position, united);
  }

  freeze(position: string, reason: number): void {
    this.reasons.set(position, Math.min(reason, this.reasons.get(position) ?? reason));
  }

  reasonOf(position: string): number {
    const reasons = [...this.classes.get(position)!].flatMap((each) => this.reasons.get(each) ?? []);
    return reasons.length === 0 ? 0 : Math.min(...reasons);
  }
}

const sizes = [1, 3, 3, 4, 4, 4, 6, 6];

it('are in the classes that brute force finds, whatever is tied and frozen in which order', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 14 }), (seed, steps) => {
      const random = new Random(seed);
      const [positions, naive] = [new Positions(), new NaivePositions()];
      sizes.forEach((size, dimension) => {
        expect(positions.add(size)).toBe(dimension);
        naive.add(dimension, size);
      });
      for (let step = 1; step <= steps; step++) {
        const [a, b] = [random.integer(sizes.length), random.integer(sizes.length)];
        const action = random.integer(3);
        if (action === 0 && sizes[a] === sizes[b]) {
          positions.same(a, b);
          for (let index = 0; index < sizes[a]!; index++) naive.unite(`${a}.${index}`, `${b}.${index}`);
        } else if (action === 1) {
          const leads = Array.from({ length: sizes[a]! }, () =>
            random.integer(3) === 0 ? undefined : random.integer(sizes[b]!),
          );
          positions.follow(a, b, (index) => leads[index]);
          leads.forEach((lead, index) => {
            if (lead !== undefined) naive.unite(`${a}.${index}`, `${b}.${lead}`);
          });
        } else if (action === 2 && random.integer(3) === 0) {
          positions.freeze(a, step);
          for (let index = 0; index < sizes[a]!; index++) naive.freeze(`${a}.${index}`, step);
        }
      }
      compare(positions, naive);
    }),
    { numRuns: 300 },
  );
});

function compare(positions: Positions, naive: NaivePositions): void {
  const all = sizes.flatMap((size, dimension) => Array.from({ length: size }, (_, index) => ({ dimension, index })));
  const frozen = (dimension: number): boolean =>
    Array.from({ length: sizes[dimension]! }, (_, index) => naive.reasonOf(`${dimension}.${index}`)).every(
      (reason) => reason > 0,
    );
  for (let dimension = 0; dimension < sizes.length; dimension++) {
    expect(positions.isFrozen(dimension)).toBe(frozen(dimension));
  }
  for (const one of all) {
    const name = `${one.dimension}.${one.index}`;
    const isFrozen = naive.reasonOf(name) > 0;
    const found = positions.classAt(one.dimension, one.index);
    expect(positions.reasonOf(found) > 0).toBe(isFrozen);
    // What is frozen need not be told apart: nothing of it goes.
    if (isFrozen) continue;
    for (const other of all) {
      const together = naive.classes.get(name)!.has(`${other.dimension}.${other.index}`);
      expect(positions.classAt(other.dimension, other.index) === found).toBe(together);
    }
  }
}

describe('reasons', () => {
  it('are the earliest that were given', () => {
    const positions = new Positions();
    const [a, b, c] = [positions.add(4), positions.add(4), positions.add(8)];
    positions.freeze(b, 2);
    positions.freeze(a, 1);
    positions.same(a, b);
    positions.follow(c, a, (index) => (index < 4 ? index : undefined));
    expect(positions.wholeReason(b)).toBe(1);
    expect([0, 3, 4, 7].map((index) => positions.reasonOf(positions.classAt(c, index)))).toEqual([1, 1, 0, 0]);
    expect(positions.isFrozen(c)).toBe(false);
  });
});

it('take no place before single ones are spoken of', () => {
  const positions = new Positions();
  const dimensions = Array.from({ length: 1000 }, () => positions.add(1_000_000));
  for (const dimension of dimensions) positions.same(dimensions[0]!, dimension);
  positions.freeze(dimensions[500]!, 1);
  expect(positions.isFrozen(dimensions[999]!)).toBe(true);
  expect(positions.count).toBe(0);
});

it('refuse dimensions of different sizes, and leaders that are not there', () => {
  const positions = new Positions();
  const [a, b] = [positions.add(3), positions.add(4)];
  expect(() => positions.same(a, b)).toThrow();
  expect(() => positions.follow(a, b, (index) => index + 2)).toThrow();
});
