import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from './dataset.ts';
import { split } from './split.ts';
import { subset } from './subset.ts';
import { take } from './take.ts';
import { collect, countingDataset, tensor } from './testing/samples.ts';

async function indicesOf(dataset: Dataset, selection?: Parameters<Dataset['samples']>[0]): Promise<readonly number[]> {
  return (await collect(dataset, selection)).map((sample) => sample.index);
}

const fedBack = [{ output: 'hn', input: 'h', initial: tensor([1], [0]) }];

describe('split', () => {
  it('puts every sample into one part, in order, and a fifth into the held-out one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 300 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        async (size, share) => {
          const { calibration, evaluation, shared } = split(countingDataset(size), share);
          const kept = await indicesOf(calibration);
          const held = await indicesOf(evaluation);
          expect(shared).toBe(false);
          expect([kept.length, held.length]).toEqual([calibration.size, evaluation.size]);
          expect([...kept, ...held].sort((one, other) => one - other)).toEqual([...Array(size).keys()]);
          for (const part of [kept, held]) expect(part).toEqual([...part].sort((one, other) => one - other));
          expect(held.length).toBe(Math.min(size - 1, Math.max(1, Math.round(size * share))));
        },
      ),
      { numRuns: 60 },
    );
    expect(split(countingDataset(300)).evaluation.size).toBe(60);
  });

  it('is balanced for data ordered by class and for data in which classes take turns', async () => {
    const size = 1000;
    const held = await indicesOf(split(countingDataset(size)).evaluation);
    for (const classOf of [
      (index: number) => Math.floor(index / 100),
      (index: number) => index % 10,
      (index: number) => index % 5,
    ]) {
      const counts = new Map<number, number>();
      for (const index of held) counts.set(classOf(index), (counts.get(classOf(index)) ?? 0) + 1);
      const fair = held.length / new Set([...Array(size).keys()].map(classOf)).size;
      for (const count of counts.values()) expect(Math.abs(count - fair)).toBeLessThan(fair / 2 + 1);
      expect(counts.size).toBe(held.length / fair);
    }
  });

  it('is the same every time', async () => {
    const first = await indicesOf(split(countingDataset(77)).evaluation);
    expect(await indicesOf(split(countingDataset(77)).evaluation)).toEqual(first);
  });

  it('holds out the end where state is fed back', async () => {
    const { calibration, evaluation } = split(countingDataset(10, { feedback: fedBack }));
    expect(await indicesOf(calibration)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(await indicesOf(evaluation)).toEqual([8, 9]);
    expect(evaluation.feedback).toBe(fedBack);
  });

  it('says so where there is one sample only', () => {
    const { calibration, evaluation, shared } = split(countingDataset(1));
    expect([calibration.size, evaluation.size, shared]).toEqual([1, 1, true]);
  });

  it('refuses shares that leave nothing', () => {
    for (const share of [0, 1, -0.1, Number.NaN]) expect(() => split(countingDataset(9), share)).toThrow(RangeError);
  });
});

describe('take', () => {
  it('spreads the samples evenly', async () => {
    expect(await indicesOf(take(countingDataset(100), 4))).toEqual([12, 37, 62, 87]);
    expect(await indicesOf(take(countingDataset(5), 4))).toEqual([0, 1, 3, 4]);
  });

  it('takes the first ones where state is fed back, and all where there are no more', async () => {
    expect(await indicesOf(take(countingDataset(100, { feedback: fedBack }), 3))).toEqual([0, 1, 2]);
    const few = countingDataset(3);
    expect(take(few, 3)).toBe(few);
    expect(() => take(few, 0)).toThrow(RangeError);
  });
});

describe('subset', () => {
  it('selects from its own positions, and from those of a subset of it', async () => {
    const odd = subset(countingDataset(20), [1, 3, 5, 7, 9, 11]);
    expect(await indicesOf(odd)).toEqual([1, 3, 5, 7, 9, 11]);
    expect(await indicesOf(odd, { start: 1, step: 2 })).toEqual([3, 7, 11]);
    expect(await indicesOf(odd, { wanted: (position) => position === 4 })).toEqual([9]);
    expect(await indicesOf(subset(odd, [0, 5]))).toEqual([1, 11]);
    expect(await indicesOf(odd, { start: 6 })).toEqual([]);
  });

  it('does not read samples that nobody asked for', async () => {
    const asked: number[] = [];
    const whole = countingDataset(50);
    const watched = countingDataset(50, {
      samples: (selection) => {
        const wanted = selection?.wanted;
        return whole.samples({
          ...selection,
          wanted: (index) => {
            const answer = wanted?.(index) !== false;
            if (answer) asked.push(index);
            return answer;
          },
        });
      },
    });
    await collect(take(split(watched).calibration, 3));
    expect(asked.length).toBe(3);
  });
});
