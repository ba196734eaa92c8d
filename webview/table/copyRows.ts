import type { Column } from './columns.ts';

/** What is copied. */
export interface CopiedRows<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

/** Rows with tabs between their cells, as spreadsheets take them: figures with all their digits, and without units. */
export function tabSeparated<Row>({ columns, rows }: CopiedRows<Row>): string {
  const cell = (column: Column<Row>, row: Row): string => {
    if (column.figures !== true || column.value === undefined) return column.text(row).replace(/\s+/g, ' ');
    const value = column.value(row);
    return Number.isNaN(value) ? '' : String(value);
  };
  return rows.map((row) => columns.map((column) => cell(column, row)).join('\t')).join('\n');
}

/** Copies rows where a table has the focus, whichever way copying is asked for: VS Code does it by its own command. */
export function copyRows<Row>(table: HTMLTableElement, copied: () => CopiedRows<Row>): void {
  // Without marked text a browser copies only where this says that there is something.
  table.addEventListener('beforecopy', (event) => event.preventDefault());
  table.addEventListener('copy', (event) => {
    const content = copied();
    if (content.rows.length === 0) return;
    event.clipboardData?.setData('text/plain', tabSeparated(content));
    event.preventDefault();
  });
}
