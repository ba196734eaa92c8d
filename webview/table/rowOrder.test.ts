import { expect, it } from 'vitest';
import { comparison } from './columns.ts';
import { nextSort, orderRows, wordFilter } from './rowOrder.ts';

interface Row {
  readonly name: string;
  readonly size: number;
}

const rows: readonly Row[] = [
  { name: 'Conv stem', size: 2 },
  { name: 'Relu stem', size: 1 },
  { name: 'Conv head', size: 2 },
];
const names = (all: readonly Row[]): readonly string[] => all.map(({ name }) => name);
const texts = { language: 'en', textOf: ({ name }: Row): string => name };

it('keeps the order in which rows came where nothing sorts them', () => {
  expect(orderRows(rows, { matches: undefined, compare: undefined })).toEqual(rows);
  expect(wordFilter(' ')).toBeUndefined();
});

it('asks for every word of a filter, in any order and case', () => {
  const seen = (filter: string) => {
    const words = wordFilter(filter)!;
    return names(orderRows(rows, { matches: ({ name }) => words(name.toLowerCase()), compare: undefined }));
  };
  expect(seen('STEM conv')).toEqual(['Conv stem']);
  expect(seen('conv')).toEqual(['Conv stem', 'Conv head']);
  expect(seen('stem  head')).toEqual([]);
});

it('leaves equal rows as they came, both ways', () => {
  const bySize = { id: 'size', heading: '', text: () => '', value: ({ size }: Row) => size };
  const sorted = (descending: boolean) =>
    names(orderRows(rows, { matches: undefined, compare: comparison(bySize, descending, texts) }));
  expect(sorted(false)).toEqual(['Relu stem', 'Conv stem', 'Conv head']);
  expect(sorted(true)).toEqual(['Conv stem', 'Conv head', 'Relu stem']);
});

it('puts rows without a value last, both ways', () => {
  const values = [Number.NaN, 3, Infinity, Number.NaN, -Infinity, 1];
  const column = { id: 'value', heading: '', text: () => '', value: (row: number) => values[row]! };
  const sorted = (descending: boolean) => {
    const compare = comparison(column, descending, { language: 'en', textOf: String });
    return orderRows([0, 1, 2, 3, 4, 5], { matches: undefined, compare });
  };
  expect(sorted(false)).toEqual([4, 5, 1, 2, 0, 3]);
  expect(sorted(true)).toEqual([2, 1, 5, 4, 0, 3]);
});

it('sorts texts by their numbers, both ways', () => {
  const column = { id: 'name', heading: '', text: String };
  const sorted = (descending: boolean) =>
    ['n10', 'n9', 'N1'].toSorted(comparison(column, descending, { language: 'en', textOf: (row: string) => row }));
  expect(sorted(false)).toEqual(['N1', 'n9', 'n10']);
  expect(sorted(true)).toEqual(['n10', 'n9', 'N1']);
});

it('goes from one way to the other and back to how rows came', () => {
  const first = nextSort(undefined, 'macs', true);
  const second = nextSort(first, 'macs', true);
  expect([first, second, nextSort(second, 'macs', true)]).toEqual([
    { column: 'macs', descending: true },
    { column: 'macs', descending: false },
    undefined,
  ]);
  expect(nextSort(second, 'name', false)).toEqual({ column: 'name', descending: false });
});
