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

/** The same, which scrolls by itself where it is wider than the page: then it can be reached by keyboard as well. */
export function scrollingTable(label: string, table: Table): HTMLElement {
  const made = element('div', { class: 'wide-table', role: 'group', 'aria-label': label }, shownTable(label, table));
  new ResizeObserver(() => {
    if (made.scrollWidth > made.clientWidth) made.tabIndex = 0;
    else made.removeAttribute('tabindex');
  }).observe(made);
  return made;
}

/** A cell, and quietly beside it how it differs, or how sure it is. */
export function cellContent({ text, lines }: TableCell): readonly (string | HTMLElement)[] {
  return lines === undefined ? [text] : [lines[0], ' ', element('span', { class: 'more' }, lines[1])];
}
