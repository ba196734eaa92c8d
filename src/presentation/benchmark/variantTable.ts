import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import { baselineOf } from '../../protocol/result/benchmarkGains.ts';
import type { Say } from '../say.ts';
import type { Table, TableCell } from '../table.ts';
import { type VariantCell, variantColumns, type VariantColumn } from './variantColumns.ts';

/** A variant and what is known of it. */
export interface VariantRow {
  /** Its place among the variants of the report. */
  readonly place: number;
  readonly name: string;
  /** What the others are compared with. */
  readonly isOriginal: boolean;
  /** Why nothing, or not everything, was measured. */
  readonly failure?: Message;
  /** One for each column; undefined where it is not known. */
  readonly cells: readonly (VariantCell | undefined)[];
}

/** Variants beside each other. Columns of which nothing is known are left out. */
export interface VariantTable {
  readonly columns: readonly Omit<VariantColumn, 'cell'>[];
  readonly rows: readonly VariantRow[];
}

/** What every variant costs and gives, against the original. */
export function variantTable(report: BenchmarkReport): VariantTable {
  const { variants } = report;
  const all = variantColumns(report);
  const cells = variants.map((variant) => {
    const baseline = baselineOf(variants, variant);
    return all.map(({ cell }) => cell(variant, baseline));
  });
  const known = all.map((_, column) => cells.some((row) => row[column] !== undefined));
  return {
    columns: all
      .filter((_, column) => known[column])
      .map(({ id, heading, figures, detail }) => ({ id, heading, figures, detail })),
    rows: variants.map(({ name, failure }, place) => ({
      ...{ place, name, isOriginal: place === 0 },
      ...(failure !== undefined && { failure }),
      cells: cells[place]!.filter((_, column) => known[column]),
    })),
  };
}

/** The columns that say the most, or those with the details, in the language of whoever reads; without remarks, which are sentences. */
export function spokenVariants({ columns, rows }: VariantTable, which: 'main' | 'detail', say: Say): Table {
  const shown = [...columns.keys()].filter(
    (column) => columns[column]!.detail === (which === 'detail') && columns[column]!.id !== 'remark',
  );
  return {
    columns: [
      { heading: say(message('presentation.model', {})) },
      ...shown.map((column) => ({ heading: say(columns[column]!.heading), figures: columns[column]!.figures })),
    ],
    rows: rows.map(({ name, isOriginal, cells }) => [
      { text: isOriginal && rows.length > 1 ? say(message('presentation.original', { name })) : name },
      ...shown.map((column) => spokenCell(cells[column], say)),
    ]),
  };
}

/** All of a cell as one text. */
export function spokenCell(cell: VariantCell | undefined, say: Say): TableCell {
  if (cell === undefined) return { text: '–' };
  const { text, value, delta, interval, tone } = cell;
  const more = [delta, interval].flatMap((each) => (each === undefined ? [] : say(each)));
  const number = typeof value === 'number' ? value : undefined;
  if (more.length === 0) return { text: say(text), value: number, tone };
  const lines = [say(text), more.join('; ')] as const;
  return { text: say(message('presentation.with', { text: lines[0], more: lines[1] })), lines, value: number, tone };
}
