import { expect, it } from 'vitest';
import { readReals, spellReals } from './realNumbers.ts';

it('brings numbers through JSON that it has no words for', () => {
  const sent = {
    sqnr: Infinity,
    halves: NaN,
    low: -Infinity,
    plain: [1.5, -0.25, 'NaN', null, true],
    none: { of: [] },
  };
  expect(readReals(JSON.parse(JSON.stringify(spellReals(sent))))).toEqual(sent);
  // Without it they would be lost.
  expect(JSON.parse(JSON.stringify(sent))).not.toEqual(sent);
});

it('leaves what arrived as it was', () => {
  const sent = { sqnr: Infinity, layers: [{ rank: 1 }] };
  expect(readReals(sent)).toEqual(sent);
});
