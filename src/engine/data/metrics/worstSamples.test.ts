import { describe, expect, it } from 'vitest';
import { tensor } from '../testing/samples.ts';
import { partsOf, rangeOf } from './sampleParts.ts';
import { changedClasses, WorstSamples } from './worstSamples.ts';

describe('WorstSamples', () => {
  it('keeps the ten with the lowest SQNR in any order of adding, what lost everything first', () => {
    const worst = new WorstSamples();
    for (let sample = 0; sample < 40; sample++) worst.add({ sample, sqnr: (sample * 17) % 40 });
    worst.add({ sample: 40, sqnr: -Infinity, changed: true });
    expect(worst.result().map(({ sqnr }) => sqnr)).toEqual([-Infinity, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('leaves out what is as it was, but not another class', () => {
    const worst = new WorstSamples();
    worst.add({ sample: 0, sqnr: Infinity, changed: false });
    worst.add({ sample: 1, sqnr: Infinity, changed: true });
    expect(worst.result()).toEqual([{ sample: 1, sqnr: Infinity, changed: true }]);
  });
});

describe('the samples of a run', () => {
  const shared = partsOf({
    index: 7,
    feeds: new Map(),
    parts: [
      { index: 7, rows: 1 },
      { index: 8, rows: 2 },
    ],
  });

  it('have their share of whatever has a row for each row of the inputs', () => {
    expect(shared.map((part) => [part.sample, ...rangeOf(part, 12)])).toEqual([
      [7, 0, 4],
      [8, 4, 12],
    ]);
    expect(partsOf({ index: 3, feeds: new Map() })).toEqual([{ sample: 3, from: 0, to: 1 }]);
  });

  it('change their class when any of their rows does', () => {
    const before = new Map([['y', tensor([3, 2], [1, 0, 1, 0, Number.NaN, Number.NaN])]]);
    const after = new Map([['y', tensor([3, 2], [1, 0, 0, 1, 0, 1])]]);
    expect(changedClasses({ outputs: after, reference: before }, 'y', shared)).toEqual([false, true]);
    expect(changedClasses({ outputs: before, reference: before }, 'y', shared)).toEqual([false, false]);
    const narrow = new Map([['y', tensor([3, 1], [1, 1, 1])]]);
    expect(changedClasses({ outputs: narrow, reference: before }, 'y', shared)).toEqual([true, true]);
  });
});
