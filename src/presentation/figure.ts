import type { Drawing } from './drawing.ts';
import type { Table } from './table.ts';

/** A picture with the table behind it: pages and files show the same, and save it in the same ways. */
export interface Figure {
  /** Names it among the figures of a report. */
  readonly id: string;
  readonly title: string;
  /** What it says in a sentence, or how it is to be read. */
  readonly caption?: string;
  /** @param width in pixels */
  readonly picture: (width: number) => Drawing;
  readonly table: Table;
}
