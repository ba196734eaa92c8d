import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

it('writes headings, numbers with all their digits, and quotes what would be read as something else', () => {
  const rows = [
    ['conv, "first"', 1 / 3, Infinity],
    ['two\r\nlines', Number.NaN, undefined],
  ];
  expect(csvOf({ columns: ['name', 'dB', 'rank'], rows })).toBe(
    'name,dB,rank\r\n"conv, ""first""",0.3333333333333333,Infinity\r\n"two\r\nlines",,\r\n',
  );
});

it('is read by others as it was', () => {
  const cell = fc.string({ unit: 'grapheme' });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 8 });
  fc.assert(
    fc.property(table, (rows) => {
      const read: unknown = parse(csvOf({ columns: ['a', 'b'], rows }), { record_delimiter: '\r\n' });
      expect(read).toEqual([['a', 'b'], ...rows]);
    }),
  );
});
