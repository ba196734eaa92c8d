import { expect, it, vi } from 'vitest';
import type { Column } from './columns.ts';
import { RowModel } from './rowModel.ts';

interface Row {
  readonly name: string;
  readonly macs: number;
}

const columns: readonly Column<Row>[] = [
  { id: 'name', heading: '', text: ({ name }) => name },
  { id: 'macs', heading: '', text: ({ macs }) => `${macs / 1000} k`, value: ({ macs }) => macs, figures: true },
];

function modelOf(names: readonly string[], options: { filter?: string; sort?: { column: string } } = {}) {
  const rows = names.map((name, index) => ({ name, macs: 1000 * index }));
  return new RowModel<Row>({
    ...{ language: 'en', columns, rows, rowHeight: 22, filter: options.filter ?? '' },
    details: ({ name }) => (name.startsWith('/') ? [`about ${name}`] : []),
    sort: options.sort && { column: options.sort.column, descending: false },
  });
}

function names(model: RowModel<Row>): readonly string[] {
  return Array.from({ length: model.count }, (_, index) => model.row(index).name);
}

it('sorts texts with their numbers as numbers', () => {
  const model = modelOf(['layer10', 'layer9', 'Layer1'], { sort: { column: 'name' } });
  expect(names(model)).toEqual(['Layer1', 'layer9', 'layer10']);
});

it('sorts figures by value, the largest first', () => {
  const model = modelOf(Array.from({ length: 12 }, (_, index) => `n${index}`));
  model.sortBy(columns[1]!);
  expect(names(model).slice(0, 3)).toEqual(['n11', 'n10', 'n9']);
});

it('starts as it came where what was kept names no column', () => {
  const model = modelOf(['b', 'a'], { sort: { column: 'latency' } });
  expect([names(model), model.sort]).toEqual([['b', 'a'], undefined]);
});

it('stays with the active row through sorting, and lets go of one that is filtered out', () => {
  const model = modelOf(['c', 'b', 'a']);
  model.activate(0);
  model.sortBy(columns[0]!);
  expect(model.active).toBe(2);
  model.filter = 'b';
  expect(model.active).toBeUndefined();
  model.filter = '';
  expect(model.active).toBe(2);
});

it('keeps rows open through sorting, as high as they turned out to be', () => {
  const model = modelOf(['/b', 'a']);
  model.setOpen(0, true);
  expect([model.layout.height, model.layout.lines]).toEqual([66, 3]);
  expect(model.takeHeights(new Map([[0, 70]]))).toBe(true);
  expect(model.takeHeights(new Map([[0, 70]]))).toBe(false);
  model.sortBy(columns[0]!);
  expect([model.isOpen(0), model.isOpen(1), model.layout.top(1), model.layout.height]).toEqual([true, false, 70, 92]);
  model.setOpen(0, false);
  expect(model.layout.height).toBe(44);
});

it('makes the text of a cell once, however often it is sorted and searched', () => {
  const text = vi.fn(({ name }: Row) => name);
  const rows = Array.from({ length: 100 }, (_, index) => ({ name: `n${index}`, macs: 0 }));
  const column = { id: 'name', heading: '', text };
  const model = new RowModel<Row>({
    ...{ language: 'en', columns: [column], rows, rowHeight: 22, filter: '', sort: undefined },
    details: () => [],
  });
  expect(text).not.toHaveBeenCalled();
  model.sortBy(column);
  model.sortBy(column);
  model.filter = '9';
  model.filter = '99';
  expect(text).toHaveBeenCalledTimes(100);
});
