import { type Column, comparison } from './columns.ts';
import { type OpenRow, RowLayout } from './rowLayout.ts';
import { nextSort, orderRows, type Sort, wordFilter } from './rowOrder.ts';

/** What a {@link RowModel} knows at first. */
export interface RowModelOptions<Row> {
  readonly language: string;
  readonly columns: readonly Column<Row>[];
  /** No row stands in it twice. */
  readonly rows: readonly Row[];
  /** Lines that a row shows when it is open. */
  readonly details: (row: Row) => readonly string[];
  readonly filter: string;
  readonly sort: Sort | undefined;
  /** Height of a closed row in pixels. */
  readonly rowHeight: number;
}

/** The state of a long table apart from its elements: what is seen in which order, which row is active, which are open. */
export class RowModel<Row> {
  private readonly texts = new Map<Column<Row>, Map<Row, string>>();
  private readonly searched = new Map<Row, string>();
  private readonly open = new Map<Row, OpenRow>();
  private filterText: string;
  private sorted: Sort | undefined;
  private inOrder: readonly Row[] = [];
  private places = new RowLayout(0, 0, new Map());
  private activeRow: Row | undefined;
  private activePlace: number | undefined;

  constructor(private readonly options: RowModelOptions<Row>) {
    this.filterText = options.filter;
    // What was kept by another version may name a column that is gone.
    this.sorted = options.columns.some(({ id }) => id === options.sort?.column) ? options.sort : undefined;
    this.reorder();
  }

  get filter(): string {
    return this.filterText;
  }

  set filter(text: string) {
    this.filterText = text;
    this.reorder();
  }

  get sort(): Sort | undefined {
    return this.sorted;
  }

  /** Sorts by a column; again by the same, the other way; then as the rows came. */
  sortBy(column: Column<Row>): void {
    this.sorted = nextSort(this.sorted, column.id, column.figures === true);
    this.reorder();
  }

  get count(): number {
    return this.inOrder.length;
  }

  get layout(): RowLayout {
    return this.places;
  }

  /** @throws RangeError where there is no such row */
  row(index: number): Row {
    const row = this.inOrder[index];
    if (row === undefined) throw new RangeError(`there is no row ${index}`);
    return row;
  }

  /** Where the active row is, undefined where there is none or the filter hides it. */
  get active(): number | undefined {
    return this.activePlace;
  }

  activate(index: number): void {
    this.activeRow = this.row(index);
    this.activePlace = index;
  }

  isOpen(index: number): boolean {
    return this.open.has(this.row(index));
  }

  setOpen(index: number, open: boolean): void {
    const row = this.row(index);
    const lines = this.options.details(row).length > 0 ? 2 : 1;
    if (open) this.open.set(row, { height: lines * this.options.rowHeight, lines });
    else this.open.delete(row);
    this.place();
  }

  /**
   * Takes the heights of open rows, which only the browser knows.
   * @returns whether one of them is news
   */
  takeHeights(heights: ReadonlyMap<number, number>): boolean {
    let changed = false;
    for (const [index, height] of heights) {
      const row = this.row(index);
      const known = this.open.get(row);
      if (known === undefined || known.height === height) continue;
      this.open.set(row, { ...known, height });
      changed = true;
    }
    if (changed) this.place();
    return changed;
  }

  details(index: number): readonly string[] {
    return this.options.details(this.row(index));
  }

  text(column: Column<Row>, row: Row): string {
    let ofColumn = this.texts.get(column);
    if (ofColumn === undefined) this.texts.set(column, (ofColumn = new Map<Row, string>()));
    let text = ofColumn.get(row);
    if (text === undefined) ofColumn.set(row, (text = column.text(row)));
    return text;
  }

  private reorder(): void {
    const { columns, rows } = this.options;
    const column = columns.find(({ id }) => id === this.sorted?.column);
    const words = wordFilter(this.filterText);
    this.inOrder = orderRows(rows, {
      matches: words && ((row) => words(this.searchedIn(row))),
      compare: column && this.comparison(column),
    });
    const place = this.activeRow === undefined ? -1 : this.inOrder.indexOf(this.activeRow);
    this.activePlace = place < 0 ? undefined : place;
    this.place();
  }

  private comparison(column: Column<Row>): (a: Row, b: Row) => number {
    const textOf = (row: Row): string => this.text(column, row);
    return comparison(column, this.sorted?.descending === true, { language: this.options.language, textOf });
  }

  private place(): void {
    const open = new Map<number, OpenRow>();
    if (this.open.size > 0) {
      for (const [index, row] of this.inOrder.entries()) {
        const own = this.open.get(row);
        if (own !== undefined) open.set(index, own);
      }
    }
    this.places = new RowLayout(this.inOrder.length, this.options.rowHeight, open);
  }

  private searchedIn(row: Row): string {
    let text = this.searched.get(row);
    if (text === undefined) {
      const texts = this.options.columns.map((column) => this.text(column, row));
      this.searched.set(row, (text = texts.join('\n').toLowerCase()));
    }
    return text;
  }
}
