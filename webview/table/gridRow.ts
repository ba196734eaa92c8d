import { element } from '../element.ts';
import type { SizedColumn } from './columns.ts';

/** What is to be seen of a row of a grid. */
export interface GridRowState {
  readonly id: string;
  /** As a screen reader counts lines: the headings are the first. */
  readonly line: number;
  readonly selected: boolean;
}

/** The elements of a row, with an id of its own for each cell. */
export function gridRow<Row>(
  columns: readonly SizedColumn<Row>[],
  row: Row,
  { id, line, selected }: GridRowState,
): HTMLTableRowElement {
  const cells = columns.map((_, index) => element('td', { id: `${id}-${index}` }));
  const made = element('tr', { id, class: 'row', 'aria-rowindex': line }, ...cells);
  fillRow(made, columns, row);
  markSelected(made, selected);
  return made;
}

/** Gives a row the texts of now; what is the same is left as it is. */
export function fillRow<Row>(made: HTMLTableRowElement, columns: readonly SizedColumn<Row>[], row: Row): void {
  columns.forEach((column, index) => {
    const cell = made.cells[index]!;
    if (column.fill === undefined) {
      const text = column.text(row);
      if (cell.textContent !== text) cell.textContent = text;
    } else column.fill(cell, row);
    const name = [column.figures === true ? 'figure' : '', column.mark?.(row) ?? ''].filter(Boolean).join(' ');
    if (cell.className !== name) cell.className = name;
  });
}

export function markSelected(made: HTMLTableRowElement, selected: boolean): void {
  made.classList.toggle('selected', selected);
  made.setAttribute('aria-selected', selected ? 'true' : 'false');
}
