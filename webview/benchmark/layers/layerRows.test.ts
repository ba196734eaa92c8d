import { expect, it } from 'vitest';
import { layerFigure } from '../../../src/presentation/benchmark/layerFigure.ts';
import { sayIn } from '../../../src/presentation/say.ts';
import { benchmarkReport } from '../../../test/fixtures/benchmarkReport.ts';
import { difference, layerColumns, layerRows } from './layerRows.ts';

const report = benchmarkReport();
const say = sayIn();
const { table } = layerFigure(report, 0, 1, say)!;
const rows = layerRows(report, { before: 0, after: 1 }, table);
const columns = layerColumns(table, say);

it('has the words of the report beside the nodes that they are about', () => {
  expect(rows.map(({ pair }) => pair.name)).toEqual([
    ...report.variants[0]!.profile!.nodes.map(({ name }) => name),
    'ReorderOutput',
  ]);
  for (const { pair, cells } of rows.slice(0, -1)) expect(cells[0]!.text).toBe(pair.name);
});

it('says how much longer a layer takes, and all differences are that of the models', () => {
  const [before, after] = report.variants.slice(0, 2).map(({ profile }) => profile!.kernels) as [number, number];
  expect(rows.reduce((sum, row) => sum + difference(row), 0)).toBeCloseTo(after - before, 9);
  const column = columns.find(({ id }) => id === 'difference')!;
  expect(column.text(rows[0]!)).toBe('−252 µs');
  expect(column.text(rows[1]!)).toBe('0');
});

it('sorts by numbers where there are some, and knows nothing of a ratio to nothing', () => {
  const change = columns.find(({ heading }) => heading === 'change')!;
  expect(change.value!(rows[0]!)).toBeCloseTo(0.37, 9);
  expect(change.value!(rows[1]!)).toBeNaN();
  expect(columns.filter(({ figures }) => figures === true).every(({ value }) => value !== undefined)).toBe(true);
});
