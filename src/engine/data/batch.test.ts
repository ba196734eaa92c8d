import { describe, expect, it } from 'vitest';
import { batch } from './batch.ts';
import type { Sample } from './dataset.ts';
import { collect, countingDataset, fed, input, tensor } from './testing/samples.ts';

const x = input('x', ['N']);

describe('batch', () => {
  it('joins samples and their labels along the first axis, the last batch shorter', async () => {
    const joined = batch(countingDataset(5), 2, [x]);
    expect(joined.size).toBe(3);
    const batches = await collect(joined);
    expect(batches.map((each) => [each.index, each.feeds.get('x')?.dims, fed(each, 'x'), each.labels])).toEqual([
      [0, [2], [0, 1], [0, 1]],
      [2, [2], [2, 3], [2, 3]],
      [4, [1], [4], [4]],
    ]);
  });

  it('selects batches', async () => {
    const batches = await collect(batch(countingDataset(10), 3, [x]), { start: 1, step: 2 });
    expect(batches.map((each) => fed(each, 'x'))).toEqual([[3, 4, 5], [9]]);
  });

  it('leaves the dataset as it is where the model fixes the batch or state is fed back', () => {
    const dataset = countingDataset(5);
    expect(batch(dataset, 4, [input('x', [1])])).toBe(dataset);
    expect(batch(dataset, 4, [x, input('mask', [2, 'N'])])).toBe(dataset);
    expect(batch(dataset, 4, [{ ...x, dims: [], unranked: true }])).toBe(dataset);
    expect(batch(dataset, 1, [x])).toBe(dataset);
    const recurrent = countingDataset(5, { feedback: [{ output: 'a', input: 'b', initial: tensor([1], [0]) }] });
    expect(batch(recurrent, 4, [x])).toBe(recurrent);
  });

  it('keeps scalars, starts anew where shapes or scalars change, and joins expected outputs', async () => {
    const samples: readonly Sample[] = [
      [1, 16000],
      [1, 16000],
      [2, 16000],
      [2, 8000],
    ].map(([length = 1, rate = 0], index) => ({
      index,
      feeds: new Map([
        ['x', tensor([1, length], Array<number>(length).fill(index))],
        ['sr', tensor([], [rate])],
      ]),
      expected: new Map([['y', tensor([1, 1], [index])]]),
    }));
    const dataset = countingDataset(4, {
      async *samples() {
        for (const sample of samples) yield await Promise.resolve(sample);
      },
    });
    const batches = await collect(batch(dataset, 3, [input('x', ['N', 'L']), input('sr', [])]));
    expect(batches.map((each) => [fed(each, 'x'), fed(each, 'sr')])).toEqual([
      [[0, 1], [16000]],
      [[2, 2], [16000]],
      [[3, 3], [8000]],
    ]);
    expect(batches[0]?.expected?.get('y')).toEqual(tensor([2, 1], [0, 1]));
    expect(batches[0]?.feeds.get('x')?.dims).toEqual([2, 1]);
  });

  it('joins text', async () => {
    const words = countingDataset(2, {
      async *samples() {
        for (const index of [0, 1]) {
          const feeds = new Map([['x', { type: 'string', dims: [1], data: [`word ${index}`] } as const]]);
          yield await Promise.resolve({ index, feeds });
        }
      },
    });
    const [joined] = await collect(batch(words, 2, [input('x', ['N'], 'string')]));
    expect(joined?.feeds.get('x')).toEqual({ type: 'string', dims: [2], data: ['word 0', 'word 1'] });
    expect(joined?.labels).toBeUndefined();
  });
});
