import { expect, it } from 'vitest';
import type { LayerColumn } from './columns/layerColumn.ts';
import { LayerRows } from './layerRows.ts';

function column(values: readonly number[]): LayerColumn {
  const value = (node: number): number => values[node] ?? Number.NaN;
  return {
    ...{ id: 'figure:latency', heading: 'Latency', names: ['latency'], width: 80, figures: true },
    ...{ text: (node) => String(value(node)), value, content: { kind: 'number', unit: 'milliseconds', value } },
  };
}

const toCome = { heading: 'Latency', names: ['latency'], content: { kind: 'awaited' } } as const;

function rowsOf(values: readonly number[], kept: { filter?: string; sort?: boolean } = {}): LayerRows {
  const rows = new LayerRows({
    ...{ nodeCount: 5, language: 'en', searched: (node) => `node${node}`, filter: kept.filter ?? '' },
    sort: kept.sort === true ? { column: 'figure:latency', descending: true } : undefined,
  });
  rows.setColumns([column(values)], []);
  rows.arrange();
  return rows;
}

it('shows all nodes as the model has them, then as they are asked for', () => {
  const rows = rowsOf([3, 1, 2, Number.NaN, 5]);
  expect(rows.nodes).toEqual([0, 1, 2, 3, 4]);
  rows.sortBy('figure:latency');
  expect(rows.nodes).toEqual([4, 0, 2, 1, 3]);
  rows.sortBy('figure:latency');
  expect(rows.nodes).toEqual([1, 2, 0, 4, 3]);
  rows.setFilter('latency >= 2');
  expect(rows.nodes).toEqual([2, 0, 4]);
  rows.sortBy('figure:latency');
  expect(rows.nodes).toEqual([0, 2, 4]);
});

it('keeps rows in their places while figures come, until it is asked to sort again', () => {
  const rows = rowsOf([3, 1, 2], { sort: true, filter: 'latency > 0' });
  expect(rows.nodes).toEqual([0, 2, 1]);
  expect(rows.isArranged()).toBe(true);
  rows.setColumns([column([3, 1, 2, Number.NaN, -1])], []);
  expect(rows.isArranged()).toBe(true);
  rows.setColumns([column([1, 3, 2])], []);
  expect([rows.nodes, rows.isArranged()]).toEqual([[0, 2, 1], false]);
  rows.arrange();
  expect([rows.nodes, rows.isArranged()]).toEqual([[1, 2, 0], true]);
  rows.setColumns([column([1, 3, 2, 0.5])], []);
  expect([rows.nodes, rows.isArranged()]).toEqual([[1, 2, 0], false]);
  rows.setColumns([column([1, 3, -2])], []);
  expect([rows.nodes, rows.isArranged()]).toEqual([[1, 2, 0], false]);
});

it('goes by what can be understood of a filter', () => {
  const rows = rowsOf([3, 1, 2]);
  rows.setFilter('latency > 1 latency >');
  expect([rows.nodes, rows.mistake?.code]).toEqual([[0, 2], 'layers.no-value']);
  rows.setFilter('');
  expect([rows.nodes, rows.mistake]).toEqual([[0, 1, 2, 3, 4], undefined]);
});

it('says when a filter that waited for its column can be applied', () => {
  const rows = new LayerRows({
    ...{ nodeCount: 2, language: 'en', searched: String, filter: 'latency > 1', sort: undefined },
  });
  expect(rows.setColumns([], [toCome])).toBe(false);
  expect(rows.mistake?.code).toBe('layers.column-to-come');
  expect(rows.setColumns([column([0, 2])], [])).toBe(true);
  rows.arrange();
  expect(rows.nodes).toEqual([1]);
  expect(rows.setColumns([column([0, 2])], [])).toBe(false);
});
