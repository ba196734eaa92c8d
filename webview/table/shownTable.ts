import type { Table } from '../../src/presentation/table.ts';
import { dataTable } from './dataTable.ts';

/** A table as every report has it, to be read. */
export function shownTable(label: string, { columns, rows }: Table): HTMLTableElement {
  const headings = columns.map(({ heading, figures }) => ({
    heading,
    ...(figures === true && { align: 'right' as const }),
  }));
  const cells = rows.map((row) => row.map(({ text }) => text));
  return dataTable(label, headings, cells);
}
