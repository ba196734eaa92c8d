import type { CsvTable, CsvValue } from '../protocol/csv.ts';
import type { Message } from '../protocol/messages/message.ts';
import type { Say } from './say.ts';

/** How something compares with the original. Words say it as well: the look of a cell is never the only sign. */
export type Tone = 'better' | 'worse' | 'same';

export interface TableCell {
  readonly text: string;
  /** Its number with all digits, in the unit of the column. */
  readonly value?: number | undefined;
  readonly tone?: Tone | undefined;
}

/** A table in the language of whoever reads. */
export interface Table {
  readonly columns: readonly { readonly heading: string; readonly figures?: boolean }[];
  readonly rows: readonly (readonly TableCell[])[];
}

/** A table of facts: what is known, and what it is. */
export function factRows(facts: readonly { readonly label: Message; readonly value: string | Message }[], say: Say) {
  return facts.map(({ label, value }) => [say(label), say(value)] as const);
}

/** The figures of a table with all their digits. */
export function csvOfTable({ columns, rows }: Table): CsvTable {
  return {
    columns: columns.map(({ heading }) => heading),
    rows: rows.map((row) => row.map(({ text, value }): CsvValue => value ?? text)),
  };
}
