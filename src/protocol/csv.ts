/** A table as rows of values. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly CsvValue[]>;
}

/** Nothing and NaN are empty fields; infinite numbers are the words that programs read as such. */
export type CsvValue = string | number | undefined;

/** A table as RFC 4180 has it: headings in the first line, lines end with CR LF, and numbers have all their digits. */
export function csvOf({ columns, rows }: CsvTable): string {
  const lines = [columns.map(field).join(',')];
  for (const row of rows) lines.push(row.map(field).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function field(value: CsvValue): string {
  if (value === undefined || Number.isNaN(value)) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
