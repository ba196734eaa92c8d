import { element } from '../element.ts';
import { icon } from '../icon.ts';
import type { Column } from './columns.ts';
import type { Sort } from './rowOrder.ts';

/** The headings of a long table: buttons that sort by their column. */
export function headings<Row>(
  columns: readonly Column<Row>[],
  sortBy: (column: Column<Row>) => void,
): HTMLTableSectionElement {
  const cells = columns.map((column) => {
    const button = element('button', { type: 'button', class: 'heading' }, element('span', {}, column.heading));
    button.addEventListener('click', () => sortBy(column));
    const figure = column.figures === true ? { class: 'figure' } : {};
    return element('th', { scope: 'col', ...figure, 'data-column': column.id }, button);
  });
  return element('thead', {}, element('tr', { 'aria-rowindex': 1 }, ...cells));
}

/** Shows by which column the rows are sorted, and which way. */
export function showSort(head: HTMLTableSectionElement, sort: Sort | undefined): void {
  for (const cell of head.querySelectorAll('th')) {
    const own = cell.dataset['column'] === sort?.column ? sort : undefined;
    cell.setAttribute('aria-sort', own === undefined ? 'none' : own.descending ? 'descending' : 'ascending');
    cell.querySelector('.icon')?.remove();
    if (own !== undefined) cell.querySelector('button')?.append(icon(own.descending ? 'down' : 'up'));
  }
}
