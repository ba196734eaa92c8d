import { expect, it } from 'vitest';
import { lowRank, prunedChannels, prunedWeights } from '../../../test/fixtures/reductions.ts';
import { renderPlan, renderReductionLine } from './reduction.ts';
import { styleFor } from './style.ts';

const plain = styleFor({});

it.each([
  ['channels', prunedChannels],
  ['weights', prunedWeights],
  ['low-rank', lowRank],
] as const)('tells a plan: %s', async (name, reduction) => {
  await expect(renderPlan(reduction, plain)).toMatchFileSnapshot(`../__snapshots__/plan-${name}.txt`);
});

it('tells in a line what a pass took away', () => {
  expect(renderReductionLine(prunedChannels, plain)).toBe('Channels: 2 of 3 groups lose channels: 200 → 120.');
});
