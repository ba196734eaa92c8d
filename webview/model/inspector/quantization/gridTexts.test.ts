import { expect, it } from 'vitest';
import { format } from '../../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../../src/protocol/messages/message.ts';
import { clippedText, integerText, levelsText, rangeText } from './gridTexts.ts';
import { type RangeChoice, rangeChoices } from './observerTable.ts';
import { extremeChannels, isPerChannel, levelsOfChannel, reachOf } from './weightLevels.ts';

const text = (value: string | Message): string => (typeof value === 'string' ? value : format(value));

it.each([
  [0, 'none'],
  [1e-9, '< 0.001 %'],
  [1e-5, '0.001 %'],
  [0.00123, '0.123 %'],
  [1, '100 %'],
])('a clipped share of %s is read as %s', (share, expected) => {
  expect(text(clippedText(share))).toBe(expected);
});

it('says how many levels there are, and how far apart', () => {
  expect(text(levelsText({ low: -1.27, high: 1.27, scale: 0.01 }))).toBe('−1.27 … 1.27: 255 levels, 0.01 apart');
  expect(text(levelsText({ low: 0, high: 0, scale: 1 }))).toBe('one level, 0');
  expect(text(rangeText({ low: -3e-7, high: 1234 }))).toBe('−3e−7 … 1230');
  expect(integerText(-32_768)).toBe('−32768');
});

it('gives every channel its own levels', () => {
  const weight = { scales: [0.1, 0.5, 0.02], zeroPoints: [0, 0, 10], integers: { low: -127, high: 127 } };
  expect(levelsOfChannel(weight, 1)).toEqual({ low: -63.5, high: 63.5, scale: 0.5 });
  expect(levelsOfChannel(weight, 2)).toEqual({ low: -2.74, high: 2.34, scale: 0.02 });
  expect(levelsOfChannel(weight, 7)).toEqual({ low: -0, high: 0, scale: 0 });
  expect(reachOf(weight)).toEqual({ low: -63.5, high: 63.5 });
  expect(extremeChannels(weight.scales)).toEqual([2, 1]);
  expect([extremeChannels([]), extremeChannels([0.1]), extremeChannels([0.1, 0.1])]).toEqual([[], [0], [0]]);
  expect([isPerChannel({ axis: 0, scales: [1] }), isPerChannel({ scales: [1, 2] })]).toEqual([false, false]);
  expect(isPerChannel({ axis: 1, scales: [1, 2] })).toBe(true);
});

it('marks the observer in use, and puts first what none of them chose', () => {
  const grid = { low: 0, high: 6, scale: 6 / 255, zeroPoint: 0, clipped: 0, sqnr: 40 };
  const observers = ['min-max', 'entropy'].map((observer) => ({ ...grid, observer, high: 7 }));
  const tensor = {
    ...{ tensor: 'x', type: 'uint8', symmetric: false, grid, observers },
    histogram: { low: 0, high: 1, counts: [1] },
  };
  const told = (choices: readonly RangeChoice[]): readonly unknown[] =>
    choices.map(({ observer, inUse, grid: { high } }) => [observer, inUse, high]);
  // What is in use may be cut by a Clip that the observer does not know of.
  expect(told(rangeChoices({ ...tensor, observer: 'entropy' }))).toEqual([
    ['min-max', false, 7],
    ['entropy', true, 6],
  ]);
  expect(told(rangeChoices(tensor))).toEqual([
    [undefined, true, 6],
    ['min-max', false, 7],
    ['entropy', false, 7],
  ]);
  expect(told(rangeChoices({ ...tensor, observer: 'own' }))[0]).toEqual(['own', true, 6]);
});
