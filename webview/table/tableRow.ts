import { element } from '../element.ts';
import { icon } from '../icon.ts';
import type { Column } from './columns.ts';

/** What is to be seen of a row. */
export interface RowState {
  readonly id: string;
  /** As a screen reader counts lines: the headings are the first. */
  readonly line: number;
  readonly details: readonly string[];
  readonly open: boolean;
  readonly active: boolean;
}

/** The elements of a row: itself, and where it is open its details. */
export function tableRow<Row>(
  columns: readonly Column<Row>[],
  textOf: (column: Column<Row>) => string,
  row: Row,
  { id, line, details, open, active }: RowState,
): readonly HTMLTableRowElement[] {
  const cells = columns.map((column, index) => {
    const classes = [`column-${column.id}`, column.figures === true ? 'figure' : '', column.mark?.(row) ?? ''];
    const sign = index === 0 ? [toggle(details.length > 0)] : [];
    return element('td', { class: classes.filter(Boolean).join(' ') }, ...sign, textOf(column));
  });
  const own = element(
    'tr',
    {
      id,
      class: ['row', open ? 'open' : '', active ? 'active' : ''].filter(Boolean).join(' '),
      'aria-level': 1,
      'aria-rowindex': line,
      'aria-selected': active ? 'true' : 'false',
      ...(details.length > 0 && { 'aria-expanded': open ? 'true' : 'false' }),
    },
    ...cells,
  );
  if (!open || details.length === 0) return [own];
  const lines = details.map((text) => element('div', {}, text));
  const cell = element('td', { colspan: columns.length }, ...lines);
  return [own, element('tr', { class: 'details', 'aria-level': 2, 'aria-rowindex': line + 1 }, cell)];
}

function toggle(shown: boolean): HTMLElement {
  return element('span', { class: 'toggle' }, ...(shown ? [icon('chevron')] : []));
}
