import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRepeats, type Sequence } from './repeats.ts';

/** A sequence of nodes that do what their letters say; each reads the one before, and what is given besides, by distance. */
function sequence(
  letters: string,
  { heads = '', skips = {} }: { heads?: string; skips?: Record<number, number> } = {},
): Sequence {
  const producers = Array.from(letters, (_, at) => [
    ...(at > 0 ? [at - 1] : []),
    ...(skips[at] === undefined ? [] : [at - skips[at]]),
  ]);
  const producerStart = new Uint32Array(letters.length + 1);
  producers.forEach((each, at) => (producerStart[at + 1] = producerStart[at]! + each.length));
  return {
    labels: Uint32Array.from(letters, (letter) => letter.charCodeAt(0)),
    heads: Uint8Array.from(letters, (letter) => Number(heads.includes(letter))),
    producerStart,
    producers: Uint32Array.from(producers.flat()),
  };
}

const found = (sequenceOf: Sequence): readonly string[] =>
  findRepeats(sequenceOf).map(({ start, period, count }) => `${count} × ${period} from ${start}`);

describe('blocks that repeat', () => {
  it('are found with what is before and after left out', () => {
    expect(found(sequence('xyabcdabcdabcdz'))).toEqual(['3 × 4 from 2']);
  });

  it('are of at least three nodes, at least twice', () => {
    expect(found(sequence('abababab'))).toEqual([]);
    expect(found(sequence('abcdefgh'))).toEqual([]);
    expect(found(sequence('zabcabc'))).toEqual(['2 × 3 from 1']);
  });

  it('are short ones rather than several of them', () => {
    expect(found(sequence(`z${'abcd'.repeat(8)}`))).toEqual(['8 × 4 from 1']);
  });

  it('of several kinds are found one after the other', () => {
    expect(found(sequence(`z${'abcd'.repeat(4)}${'uvwxy'.repeat(3)}`))).toEqual(['4 × 4 from 1', '3 × 5 from 17']);
  });

  it('begin where the fewest tensors pass: not between a skip and where it joins', () => {
    // The first of four is read again by the last: cut before it, one tensor passes, elsewhere two.
    const skips = Object.fromEntries([1, 5, 9, 13].map((at) => [at + 3, 3]));
    expect(found(sequence('zabcdabcdabcdabcd', { skips }))).toEqual(['4 × 4 from 1']);
  });

  it('begin with a head where nothing else decides', () => {
    expect(found(sequence('abcabcabcabc', { heads: 'b' }))[0]).toMatch(/^\d × 3 from /);
    const [repeat] = findRepeats(sequence('xabcabcabcabcab', { heads: 'b' }));
    expect('xabcabcabcabcab'[repeat!.start]).toBe('b');
  });

  it('are connected alike: other wires within a block are another block', () => {
    const skips = Object.fromEntries([0, 1, 2, 3].map((block) => [block * 4 + 3, block % 2 === 0 ? 2 : 3]));
    const repeats = findRepeats(sequence('abcd'.repeat(4), { skips }));
    expect(repeats.every(({ period }) => period === 8)).toBe(true);
  });

  it('do not overlap, and are made of equal nodes, in any sequence', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 60 }).map((all) => all.join(''));
    fc.assert(
      fc.property(letters, (text) => {
        let end = 0;
        for (const { start, period, count } of findRepeats(sequence(text))) {
          expect(start).toBeGreaterThanOrEqual(end);
          end = start + period * count;
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(start, end)).toBe(text.slice(start, start + period).repeat(count));
        }
      }),
    );
  });
});
