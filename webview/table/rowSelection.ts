/** What was held when a row was pointed at. */
export interface Held {
  /** Ctrl, or Cmd on a Mac: the others stay selected. */
  readonly add: boolean;
  /** Shift: everything from the row that was chosen last. */
  readonly extend: boolean;
}

export function heldIn({ ctrlKey, metaKey, shiftKey }: MouseEvent | KeyboardEvent): Held {
  return { add: ctrlKey || metaKey, extend: shiftKey };
}

/** Which rows are selected, and what clicks and keys make of it. */
export class RowSelection<Row> {
  private rows: ReadonlySet<Row> = new Set();
  /** Where a range begins. */
  private anchor: Row | undefined;

  /** In the order in which they were selected. */
  get selected(): ReadonlySet<Row> {
    return this.rows;
  }

  has(row: Row): boolean {
    return this.rows.has(row);
  }

  /** Takes what was selected by other means. */
  replace(rows: Iterable<Row>): void {
    this.rows = new Set(rows);
    if (this.anchor !== undefined && !this.rows.has(this.anchor)) this.anchor = undefined;
  }

  /**
   * Chooses a row, as every list does it: alone, in addition or no longer, or with all between it and the one before.
   * @param order all rows that are seen
   */
  choose(order: readonly Row[], place: number, { add, extend }: Held): void {
    const row = order[place];
    if (row === undefined) return;
    if (extend) {
      const start = this.anchor === undefined ? -1 : order.indexOf(this.anchor);
      const [from, to] = start < 0 ? [place, place] : [Math.min(start, place), Math.max(start, place)];
      this.rows = new Set([...(add ? this.rows : []), ...order.slice(from, to + 1)]);
      if (start < 0) this.anchor = row;
      return;
    }
    this.anchor = row;
    if (!add) this.rows = new Set([row]);
    else if (this.rows.has(row)) this.rows = new Set([...this.rows].filter((each) => each !== row));
    else this.rows = new Set([...this.rows, row]);
  }
}
