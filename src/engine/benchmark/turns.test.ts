import { expect, it } from 'vitest';
import { turns } from './turns.ts';

it.each([1, 2, 3, 5])('everybody has one turn in each of the rounds of %i', (count) => {
  for (let round = 0; round < 12; round++) {
    expect([...turns(count, round)].sort()).toEqual(Array.from({ length: count }, (_, place) => place));
  }
});

it.each([2, 3, 4])('over all rounds, each of %i stands in every place equally often', (count) => {
  const sums = new Array<number>(count).fill(0);
  for (let round = 0; round < 2 * count; round++) turns(count, round).forEach((who, place) => (sums[who]! += place));
  expect(new Set(sums).size).toBe(1);
  const firsts = Array.from({ length: 2 * count }, (_, round) => turns(count, round)[0]);
  for (let who = 0; who < count; who++) expect(firsts.filter((first) => first === who)).toHaveLength(2);
});
