import type { ReductionTable } from '../../protocol/result/reductionTables.ts';
import type { Say } from '../say.ts';
import type { Table } from '../table.ts';

/** A table of what a pass took away, in the language of whoever reads. */
export function tableOfReduction({ columns, rows }: ReductionTable, say: Say): Table {
  return {
    columns: columns.map(({ heading, align }) => ({ heading: say(heading), figures: align === 'right' })),
    rows: rows.map((row) => row.map(({ text, value }) => ({ text: say(text), value }))),
  };
}
