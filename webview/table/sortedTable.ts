import type { Column, SizedColumn } from './columns.ts';
import { comparison } from './columns.ts';
import { nextSort, orderRows, type Sort, wordFilter } from './rowOrder.ts';
import { SelectableTable, type SelectableTableOptions } from './selectableTable.ts';

/** What a {@link SortedTable} is told at first. */
export interface SortedTableOptions<Row> extends Omit<SelectableTableOptions<Row>, 'sortBy' | 'selected' | 'widths'> {
  /** As BCP 47 has it. */
  readonly language: string;
  readonly kept: { readonly sort: Sort | undefined; readonly widths: Readonly<Record<string, number>> };
  readonly filter?: string;
  /** Hears which row was selected. */
  readonly choose: (row: Row) => void;
}

/** A table of which one row is selected, and which the person sorts by its headings and filters by words. */
export class SortedTable<Row> {
  readonly table: SelectableTable<Row>;
  private sort: Sort | undefined;
  private words: string;
  private rows: readonly Row[] = [];
  private columns: readonly SizedColumn<Row>[] = [];
  private shown: readonly Row[] = [];

  constructor(private readonly options: SortedTableOptions<Row>) {
    const { kept, filter = '', choose, changed } = options;
    this.sort = kept.sort;
    this.words = filter;
    this.table = new SelectableTable<Row>({
      ...options,
      ...{ widths: kept.widths, isSingle: true },
      sortBy: (column) => {
        this.sort = nextSort(this.sort, column.id, column.figures === true);
        this.arrange('top');
        changed();
      },
      selected: (rows) => {
        for (const row of rows) choose(row);
      },
    });
  }

  /** What of it the person set, as JSON. */
  get state(): { readonly sort: Sort | undefined; readonly widths: Readonly<Record<string, number>> } {
    return { sort: this.sort, widths: this.table.columnWidths };
  }

  get filter(): string {
    return this.words;
  }

  set filter(text: string) {
    this.words = text;
    this.arrange('top');
    this.options.changed();
  }

  /** Number of rows that the filter lets through. */
  get count(): number {
    return this.shown.length;
  }

  /** Shows other rows. The order that the person chose stays, as far as there is its column. */
  show(rows: readonly Row[], columns: readonly SizedColumn<Row>[]): void {
    this.rows = rows;
    this.columns = columns;
    // Rows first: those that went have no texts any more.
    this.table.showRows([], this.sort, 'stay');
    this.table.showColumns(columns);
    this.arrange('stay');
  }

  private arrange(scroll: 'top' | 'stay'): void {
    const { language } = this.options;
    const column = this.columns.find(({ id }) => id === this.sort?.column);
    const textOf = (row: Row): string => column?.text(row) ?? '';
    const compare = column && comparison<Row>(column, this.sort!.descending, { language, textOf });
    this.shown = orderRows(this.rows, { matches: this.matches(), compare });
    this.table.showRows(this.shown, column && this.sort, scroll);
  }

  private matches(): ((row: Row) => boolean) | undefined {
    const filter = wordFilter(this.words);
    if (filter === undefined) return undefined;
    const texts = this.columns.filter(({ figures }: Column<Row>) => figures !== true);
    return (row) =>
      filter(
        texts
          .map(({ text }) => text(row))
          .join(' ')
          .toLowerCase(),
      );
  }
}
