import { expect, it } from 'vitest';
import { nextSort, orderRows } from './rowOrder.ts';

interface Row {
  readonly name: string;
  readonly size: number;
}

const rows: readonly Row[] = [
  { name: 'Conv stem', size: 2 },
  { name: 'Relu stem', size: 1 },
  { name: 'Conv head', size: 2 },
];
const searched = ({ name }: Row): string => name.toLowerCase();
const names = (all: readonly Row[]): readonly string[] => all.map(({ name }) => name);
const bySize = (a: Row, b: Row): number => a.size - b.size;

it('keeps the order in which rows came where nothing sorts them', () => {
  expect(orderRows(rows, searched, { filter: ' ', compare: undefined, descending: false })).toEqual(rows);
});

it('asks for every word of a filter, in any order and case', () => {
  const seen = (filter: string) => names(orderRows(rows, searched, { filter, compare: undefined, descending: false }));
  expect(seen('STEM conv')).toEqual(['Conv stem']);
  expect(seen('conv')).toEqual(['Conv stem', 'Conv head']);
  expect(seen('stem  head')).toEqual([]);
});

it('leaves equal rows as they came, both ways', () => {
  const sorted = (descending: boolean) => names(orderRows(rows, searched, { filter: '', compare: bySize, descending }));
  expect(sorted(false)).toEqual(['Relu stem', 'Conv stem', 'Conv head']);
  expect(sorted(true)).toEqual(['Conv stem', 'Conv head', 'Relu stem']);
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
