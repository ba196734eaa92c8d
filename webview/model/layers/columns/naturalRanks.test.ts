import fc from 'fast-check';
import { expect, it } from 'vitest';
import { naturalRanks } from './naturalRanks.ts';

it('sorts numbers as numbers, whatever zeros they begin with, and letters in either case', () => {
  const texts = ['conv10', 'Conv9', 'conv', 'conv/2', 'conv09', 'conv9/a', '/b', ''];
  const ranks = naturalRanks(texts);
  const inOrder = [...texts.keys()].sort((a, b) => ranks[a]! - ranks[b]!).map((index) => texts[index]);
  expect(inOrder).toEqual(['', '/b', 'conv', 'conv/2', 'Conv9', 'conv09', 'conv9/a', 'conv10']);
  expect(ranks[1]).toBe(ranks[4]);
});

it('is not misled by numbers that differ after their first digits, or in zeros only', () => {
  const inOrder = [
    'a9',
    'a10b',
    'a12',
    'a12b',
    'a012b1',
    'a120',
    'a1000',
    'a1000000000000000000001',
    'a1000000000000000000002',
  ];
  const ranks = naturalRanks(inOrder.toReversed()).reverse();
  expect([...ranks]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(new Set(naturalRanks(['x1y02', 'x01y2', 'X1Y2'])).size).toBe(1);
});

it('orders names as a collation by numbers does', () => {
  const name = fc.array(fc.oneof(fc.constantFrom('layer', 'block', 'MatMul'), fc.nat(2000).map(String)), {
    minLength: 1,
    maxLength: 6,
  });
  const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  fc.assert(
    fc.property(
      fc.array(
        name.map((parts) => parts.join('_')),
        { maxLength: 30 },
      ),
      (names) => {
        const ranks = naturalRanks(names);
        for (const [index, one] of names.entries()) {
          const other = names[(index + 1) % names.length]!;
          const difference = ranks[index]! - ranks[(index + 1) % names.length]!;
          expect([one, other, Math.sign(difference)]).toEqual([one, other, Math.sign(collator.compare(one, other))]);
        }
      },
    ),
  );
});
