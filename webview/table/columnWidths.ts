import { element } from '../element.ts';
import type { SizedColumn } from './columns.ts';

const narrowest = 40;
const widest = 1200;
/** Of a column that grows: there is always so much of it. */
const leastGrown = 240;

/** How wide the columns of a table are: what the person set, else what they came with. */
export class ColumnWidths {
  private readonly own: Map<string, number>;

  /** @param kept pixels by the ids of columns */
  constructor(kept: Readonly<Record<string, number>>) {
    this.own = new Map(Object.entries(kept).map(([id, width]) => [id, bounded(width)]));
  }

  /** Of those that the person set. */
  get all(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.own);
  }

  /** @param width pixels, or undefined for what the column came with */
  set(id: string, width: number | undefined): void {
    if (width === undefined) this.own.delete(id);
    else this.own.set(id, bounded(width));
  }

  /** Gives the table the columns in their widths; room that is left falls to the one that grows, else stays empty at the end. */
  apply(table: HTMLTableElement, columns: readonly SizedColumn<never>[]): void {
    const grows = columns.find((column) => column.grows === true && !this.own.has(column.id));
    const width = (column: SizedColumn<never>): number =>
      this.own.get(column.id) ?? (column === grows ? leastGrown : column.width);
    const cols = columns.map((column) => col(column === grows ? undefined : width(column)));
    const group = element('colgroup', {}, ...cols, col(grows === undefined ? undefined : 0));
    table.querySelector('colgroup')?.remove();
    table.prepend(group);
    table.style.minWidth = `${columns.reduce((sum, column) => sum + width(column), 0)}px`;
  }
}

function bounded(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)));
}

function col(width: number | undefined): HTMLTableColElement {
  const made = element('col');
  if (width !== undefined) made.style.width = `${width}px`;
  return made;
}
