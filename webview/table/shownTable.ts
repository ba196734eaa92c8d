import './shownTable.css';
import type { Table, TableCell } from '../../src/presentation/table.ts';
import { element } from '../element.ts';
import { dataTable } from './dataTable.ts';

/** A table as every report has it, to be read. */
export function shownTable(label: string, { columns, rows }: Table): HTMLTableElement {
  const headings = columns.map(({ heading, figures }) => ({
    heading,
    ...(figures === true && { align: 'right' as const }),
  }));
  const cells = rows.map((row) => row.map((cell) => element('span', {}, ...cellContent(cell))));
  return dataTable(label, headings, cells);
}

/** A cell, and quietly beside it how it differs, or how sure it is. */
export function cellContent({ text, more }: TableCell): readonly (string | HTMLElement)[] {
  return more === undefined ? [text] : [text, ' ', element('span', { class: 'more' }, more)];
}

/** All of a cell as one text. */
export function cellText({ text, more }: TableCell): string {
  return more === undefined ? text : `${text} (${more})`;
}
