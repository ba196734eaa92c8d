/** Where keys start from in a table: a row, or one of its cells. It stays with its row when rows are put into another order. */
export class GridCursor<Row> {
  private row: Row | undefined;
  private at: number | undefined;
  private acrossTo = -1;

  /** Where its row is, undefined where there is none or it is not among those shown. */
  get place(): number | undefined {
    return this.at;
  }

  /** The cell that it is at, or -1: it is at the whole row. */
  get cell(): number {
    return this.acrossTo;
  }

  goTo(rows: readonly Row[], place: number): void {
    this.at = place;
    this.row = rows[place];
  }

  /** From the row to its cells, and back. */
  goAcross(by: number, columnCount: number): void {
    this.acrossTo = Math.min(columnCount - 1, Math.max(-1, this.acrossTo + by));
  }

  /** To the row as a whole. */
  leaveCells(): void {
    this.acrossTo = -1;
  }

  /** Other rows are shown, or in another order. */
  follow(rows: readonly Row[]): void {
    const place = this.row === undefined ? -1 : rows.indexOf(this.row);
    this.at = place < 0 ? undefined : place;
  }

  /** Marks it among the rows that exist, and tells those who hear the table. */
  show(table: HTMLTableElement, rowAt: (place: number) => HTMLTableRowElement | undefined): void {
    for (const name of ['active', 'active-cell']) table.querySelector(`.${name}`)?.classList.remove(name);
    const row = this.at === undefined ? undefined : rowAt(this.at);
    if (row === undefined) {
      table.removeAttribute('aria-activedescendant');
      return;
    }
    row.classList.add('active');
    const cell = row.cells[this.acrossTo];
    cell?.classList.add('active-cell');
    table.setAttribute('aria-activedescendant', (cell ?? row).id);
  }
}
