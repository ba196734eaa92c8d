import { expect, it } from 'vitest';
import type { Comparison } from '../../protocol/result/evaluation.ts';
import { floorWarning, judge } from './floor.ts';

const floors = { floorAgreement: 0.9, floorSqnr: 10 };

function comparison(sqnrs: readonly number[], agreement?: number): Comparison {
  return {
    samples: { source: 's', synthetic: agreement === undefined, count: 1, heldOut: true },
    metrics: [],
    outputs: sqnrs.map((sqnr, index) => ({ output: `y${index}`, sqnr, cosine: 1, maximumError: 0 })),
    ...(agreement !== undefined && { agreement }),
  };
}

it.each<[string, Comparison, boolean]>([
  ['a classifier that agrees, however far its logits are', comparison([3], 0.9), true],
  ['a classifier that does not, however near its logits are', comparison([60], 0.8999), false],
  ['outputs that are near', comparison([10]), true],
  ['one output of several that is far', comparison([50, 9.99]), false],
  ['outputs that are equal', comparison([Infinity]), true],
  ['outputs that are no numbers any more', comparison([NaN]), false],
])('%s', (_what, found, passed) => {
  expect(judge(found, floors)?.passed).toBe(passed);
});

it('judges nothing where nothing was compared', () => {
  expect(judge(comparison([]), floors)).toBeUndefined();
});

it('tells what was reached and what was asked for', () => {
  const low = judge(comparison([1], 0.75), floors);
  expect(low && floorWarning(low)).toMatchObject({ args: { reached: '75 %', required: '90 %' } });
  const far = judge(comparison([-Infinity]), floors);
  expect(far && floorWarning(far, false)).toMatchObject({ code: 'pruning.below-sqnr' });
  expect(far && floorWarning(far)).toMatchObject({ args: { reached: '−∞ dB', required: '10 dB' } });
});
