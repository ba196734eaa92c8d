import { comparison, type SizedColumn } from '../../../table/columns.ts';
import { nextSort, type Sort } from '../../../table/rowOrder.ts';
import { SelectableTable, type SelectableTableOptions } from '../../../table/selectableTable.ts';
import { readTableState } from '../state.ts';
import { type BarMeasure, Bars, unitSigns } from './bars.ts';
import { barsSvg, type PicturedRow } from './barsSvg.ts';
import { RankedRows } from './rankedRows.ts';

/** What the bars start with, and whom they tell of gestures. */
export interface RankedBarsOptions<Row> extends Pick<
  SelectableTableOptions<string>,
  'id' | 'label' | 'description' | 'selected' | 'key' | 'changed'
> {
  readonly language: string;
  readonly kept: unknown;
  readonly idOf: (row: Row) => string;
  /** The rows are in another order. */
  readonly arranged: () => void;
}

/** What columns are made of. */
export interface RankedColumns<Row> {
  readonly row: (id: string) => Row;
  /** The place of a row when all are ranked, from 1; undefined where it was not measured. */
  readonly place: (id: string) => number | undefined;
  readonly bars: Bars;
}

/** Rows that are ranked, and by what. */
export interface Ranking<Row> {
  readonly rows: readonly Row[];
  /** By what, in a word: where it is another than before, the rows are put in order anew. */
  readonly by: string;
  readonly measure: BarMeasure;
  /** NaN where there is none. */
  readonly value: (row: Row) => number;
  /** The row that stands out most first. */
  readonly compare: (one: Row, other: Row) => number;
  /** By the ids of rows, of those that were measured. */
  readonly places: ReadonlyMap<string, number>;
  readonly columns: (made: RankedColumns<Row>) => readonly SizedColumn<string>[];
  /** As it stands in a picture. */
  readonly pictured: (row: Row) => Pick<PicturedRow, 'operator' | 'name' | 'value'>;
}

/**
 * A bar for each row, the one that stands out most first: a chart of any length, of which only the bars in view exist, and its table
 * at once. Rows are known by their ids.
 */
export class RankedBars<Row> {
  readonly table: SelectableTable<string>;
  private readonly order: RankedRows<Row>;
  private readonly bars = new Bars();
  private columns: readonly SizedColumn<string>[] = [];
  private ranking: Ranking<Row> | undefined;
  /** By a column, or as they stand out. */
  private sort: Sort | undefined;

  constructor(private readonly options: RankedBarsOptions<Row>) {
    const { id, label, description, kept, changed, selected, key } = options;
    this.order = new RankedRows(options.idOf);
    this.table = new SelectableTable<string>({
      ...{ id, label, description, ...readTableState(kept), changed, selected, key },
      sortBy: (column) => {
        this.sort = nextSort(this.sort, column.id, column.figures === true && column.id !== 'place');
        this.arrange();
      },
    });
  }

  /** In the order in which they are shown. */
  get rows(): readonly Row[] {
    return this.order.all;
  }

  /** How many of them were measured. */
  get measured(): number {
    return this.ranking?.places.size ?? 0;
  }

  /** Whether {@link arrange} would change nothing of note. */
  get isArranged(): boolean {
    const compare = this.comparison();
    return compare === undefined || this.order.isArranged(compare);
  }

  row(id: string): Row | undefined {
    return this.order.row(id);
  }

  /** Shows what is known by now. Rows keep their places, unless they are to be ranked anew. */
  show(ranking: Ranking<Row>, isNew: boolean): void {
    const { order, bars } = this;
    const { rows, measure, value, places } = ranking;
    const isOther = ranking.by !== this.ranking?.by;
    // Columns of another ranking may have nothing to say of rows that are here already.
    if (isOther) this.table.showColumns([]);
    this.ranking = ranking;
    // Rows first: those that went have no texts any more.
    if (order.take(rows)) this.table.showRows(order.ids, this.sort, 'stay');
    bars.show(new Map(rows.map((row) => [this.options.idOf(row), value(row)])), measure);
    this.columns = ranking.columns({ row: (id) => order.row(id)!, place: (id) => places.get(id), bars });
    if (!this.columns.some(({ id }) => id === this.sort?.column)) this.sort = undefined;
    this.table.showColumns(this.columns);
    if (isNew || isOther) this.arrange();
  }

  /** Puts the rows into the order that follows from what is known now. */
  arrange(): void {
    const compare = this.comparison();
    if (compare !== undefined) this.order.arrange(compare);
    this.table.showRows(this.order.ids, this.sort);
    this.options.arranged();
  }

  /** The theme is another. */
  dress(): void {
    this.bars.dress();
    this.table.refresh();
  }

  /** All of them as the text of an SVG file. */
  picture(title: string): string {
    const { ranking, bars } = this;
    if (ranking === undefined) return '';
    const { pictured, value, places, measure } = ranking;
    const rows = this.rows.map((row): PicturedRow => {
      const id = this.options.idOf(row);
      return { ...pictured(row), place: String(places.get(id) ?? ''), bar: bars.bar(id, value(row)) };
    });
    return barsSvg({ title, unit: unitSigns[measure.unit], scale: bars.scale, look: bars.theme }, rows);
  }

  private comparison(): ((one: Row, other: Row) => number) | undefined {
    const { sort, ranking } = this;
    const column = this.columns.find(({ id }) => id === sort?.column);
    if (sort === undefined || column === undefined) return ranking?.compare;
    const { language, idOf } = this.options;
    const compare = comparison(column, sort.descending, { language, textOf: (id: string) => column.text(id) });
    return (one, other) => compare(idOf(one), idOf(other));
  }
}
