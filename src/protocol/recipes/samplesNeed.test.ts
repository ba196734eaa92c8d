import { expect, it } from 'vitest';
import { type Pass, pass } from '../recipe.ts';
import { needsData } from './recipeJob.ts';
import { type SamplesNeed, samplesNeed } from './samplesNeed.ts';

type Written = { readonly pass: Pass['pass']; readonly options?: object };

it.each<[SamplesNeed, Written]>([
  ['needed', { pass: 'quantize-static' }],
  ['needed', { pass: 'quantize-mixed' }],
  ['none', { pass: 'quantize-dynamic' }],
  ['useful', { pass: 'prune-channels' }],
  ['useful', { pass: 'prune-channels', options: { repair: 'bias' } }],
  ['needed', { pass: 'prune-channels', options: { repair: 'refit' } }],
  ['none', { pass: 'prune-channels', options: { repair: 'none', criterion: 'l1' } }],
  ['needed', { pass: 'prune-channels', options: { repair: 'none', criterion: 'activation' } }],
  ['none', { pass: 'prune-weights' }],
  ['needed', { pass: 'prune-weights', options: { criterion: 'wanda' } }],
  ['needed', { pass: 'prune-weights', options: { criterion: 'reconstruction' } }],
  ['useful', { pass: 'factorize' }],
  ['none', { pass: 'factorize', options: { factorization: 'svd' } }],
])('samples are %s for %o', (need, written) => {
  const parsed = pass.parse(written);
  expect(samplesNeed(parsed)).toBe(need);
  expect(needsData({ passes: [parsed] })).toBe(need === 'needed');
});

it('a recipe needs samples where any of its passes does, as it was written', () => {
  expect(needsData({ passes: [{ pass: 'prune-channels' }, { pass: 'quantize-dynamic' }] })).toBe(false);
  expect(needsData({ passes: [{ pass: 'prune-channels' }, { pass: 'quantize-static' }] })).toBe(true);
});
