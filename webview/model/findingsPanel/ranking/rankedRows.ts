type Compare<Row> = (one: Row, other: Row) => number;

/** In which order rows are shown. Those that come later are put to the end: what is seen already keeps its place. */
export class RankedRows<Row> {
  private rows: ReadonlyMap<string, Row> = new Map();
  private shown: readonly string[] = [];

  constructor(private readonly idOf: (row: Row) => string) {}

  /** Ids of the rows, in their order. */
  get ids(): readonly string[] {
    return this.shown;
  }

  get all(): readonly Row[] {
    return this.shown.map((id) => this.rows.get(id)!);
  }

  row(id: string): Row | undefined {
    return this.rows.get(id);
  }

  /** Takes what is known by now. @returns whether rows came or went */
  take(rows: readonly Row[]): boolean {
    const before = this.rows;
    this.rows = new Map(rows.map((row) => [this.idOf(row), row]));
    const kept = this.shown.filter((id) => this.rows.has(id));
    const came = [...this.rows.keys()].filter((id) => !before.has(id));
    if (came.length === 0 && kept.length === this.shown.length) return false;
    this.shown = [...kept, ...came];
    return true;
  }

  arrange(compare: Compare<Row>): void {
    // From the order in which they came, so that equal ones do not depend on what was looked at before.
    this.shown = [...this.rows.values()].sort(compare).map((row) => this.idOf(row));
  }

  /** Whether {@link arrange} would change nothing of note. */
  isArranged(compare: Compare<Row>): boolean {
    const { all } = this;
    return all.every((row, index) => index === 0 || compare(all[index - 1]!, row) <= 0);
  }
}
