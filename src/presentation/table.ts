import type { CsvTable, CsvValue } from '../protocol/csv.ts';
import { message } from '../protocol/messages/catalogue.ts';
import type { Fact } from '../protocol/result/fact.ts';
import type { Say } from './say.ts';

/** How something compares with the original. Words say it as well: the look of a cell is never the only sign. */
export type Tone = 'better' | 'worse' | 'same';

export interface TableCell {
  readonly text: string;
  /** The same in two lines, for those who have room for them: the value, and how it differs or how sure it is. */
  readonly lines?: readonly [string, string] | undefined;
  /** Its number with all digits, in the unit of the column. */
  readonly value?: number | undefined;
  readonly tone?: Tone | undefined;
}

/** A table in the language of whoever reads. */
export interface Table {
  readonly columns: readonly { readonly heading: string; readonly figures?: boolean }[];
  readonly rows: readonly (readonly TableCell[])[];
}

/** What is known, and what it is. */
export function tableOfFacts(facts: readonly Fact[], say: Say): Table {
  return {
    columns: [{ heading: say(message('presentation.fact', {})) }, { heading: say(message('presentation.value', {})) }],
    rows: facts.map(({ label, value }) => [{ text: say(label) }, { text: say(value) }]),
  };
}

/** The figures of a table with all their digits. */
export function csvOfTable({ columns, rows }: Table): CsvTable {
  return {
    columns: columns.map(({ heading }) => heading),
    rows: rows.map((row) => row.map(({ text, value }): CsvValue => value ?? text)),
  };
}
