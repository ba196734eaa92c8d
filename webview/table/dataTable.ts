import { element } from '../element.ts';

/** A column of a small table. */
export interface DataColumn {
  readonly heading: string;
  /** Figures stand on the right. */
  readonly align?: 'left' | 'right';
}

/**
 * A small table that is read, not worked with. The first cell of a row is its heading.
 * @param label what the table is about, for those who hear it
 */
export function dataTable(
  label: string,
  columns: readonly DataColumn[],
  rows: readonly (readonly (string | Node)[])[],
): HTMLTableElement {
  const aligned = (index: number): { class?: string } => (columns[index]?.align === 'right' ? { class: 'figure' } : {});
  const headings = columns.map(({ heading }, index) => element('th', { scope: 'col', ...aligned(index) }, heading));
  const body = rows.map((cells) =>
    element(
      'tr',
      {},
      ...cells.map((cell, index) =>
        index === 0 ? element('th', { scope: 'row', ...aligned(index) }, cell) : element('td', aligned(index), cell),
      ),
    ),
  );
  return element(
    'table',
    { class: 'data', 'aria-label': label },
    element('thead', {}, element('tr', {}, ...headings)),
    element('tbody', {}, ...body),
  );
}

/** What is known, a fact a line: its name and its value. */
export function factTable(label: string, facts: readonly (readonly [string, string | Node])[]): HTMLTableElement {
  const rows = facts.map(([name, value]) =>
    element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, value)),
  );
  return element('table', { class: 'facts', 'aria-label': label }, element('tbody', {}, ...rows));
}
