import './virtualTable.css';
import './selectableTable.css';
import { element } from '../element.ts';
import { type Column, looksLike, type SizedColumn } from './columns.ts';
import { ColumnWidths } from './columnWidths.ts';
import { copyRows } from './copyRows.ts';
import { GridCursor } from './gridCursor.ts';
import { GridHeadings } from './gridHeadings.ts';
import { fillRow, gridRow, markSelected } from './gridRow.ts';
import { moveBy } from './moveBy.ts';
import { RowLayout } from './rowLayout.ts';
import type { Sort } from './rowOrder.ts';
import { type Held, heldIn, RowSelection } from './rowSelection.ts';
import { RowWindow } from './rowWindow.ts';
import { showWholeTexts } from './wholeText.ts';

const rowHeight = 22;

/** What a {@link SelectableTable} is told at first, and whom it tells of gestures. */
export interface SelectableTableOptions<Row> {
  /** Distinguishes it from other tables of the page. */
  readonly id: string;
  readonly label: string;
  /** How it is used, for those who cannot see it. */
  readonly description: string;
  /** Pixels by the ids of columns, of those that the person set. */
  readonly widths: Readonly<Record<string, number>>;
  readonly sortBy: (column: Column<Row>) => void;
  /** Hears what is selected by now, and whether it came in addition to what was. */
  readonly selected: (rows: ReadonlySet<Row>, added: boolean) => void;
  /** Takes keys before the table does. @returns whether it did */
  readonly key: (event: KeyboardEvent, active: Row | undefined) => boolean;
  /** Whether no more than one row can be selected. */
  readonly isSingle?: boolean;
  /** Hears that the person scrolled, or resized a column. */
  readonly changed: () => void;
}

/** What a {@link SelectableTable} shows. */
export interface GridContent<Row> {
  readonly columns: readonly SizedColumn<Row>[];
  /** In their order; no row stands in it twice. */
  readonly rows: readonly Row[];
  readonly sort: Sort | undefined;
}

/**
 * A table of any length whose rows are selected, by mouse and by keyboard; only the rows in view exist. What is shown, and
 * in which order, is for its owner to say.
 */
export class SelectableTable<Row> {
  /** Scrolls the table. */
  readonly element = element('div', { class: 'scroller' });
  private readonly table: HTMLTableElement;
  private readonly headings: GridHeadings<Row>;
  private readonly window: RowWindow;
  private readonly widths: ColumnWidths;
  private readonly selection = new RowSelection<Row>();
  private readonly resized = new ResizeObserver(() => this.laidOut());
  private content: GridContent<Row> = { columns: [], rows: [], sort: undefined };
  private layout = new RowLayout(0, rowHeight, new Map());
  private readonly cursor = new GridCursor<Row>();
  /** What is to be brought into view once there is room: pixels, or the active row. */
  private wanted: number | 'active' | undefined;

  constructor(private readonly options: SelectableTableOptions<Row>) {
    this.widths = new ColumnWidths(options.widths);
    this.headings = new GridHeadings<Row>({
      sortBy: options.sortBy,
      resize: (id, width) => {
        this.widths.set(id, width);
        this.widths.apply(this.table, this.content.columns);
        options.changed();
      },
    });
    this.window = new RowWindow({
      scroller: this.element,
      head: () => this.headings.element,
      layout: () => this.layout,
      make: (index) => [this.make(index)],
    });
    this.table = element(
      'table',
      {
        ...{ class: 'rows selectable', role: 'grid', tabindex: 0, 'aria-label': options.label },
        ...{ 'aria-description': options.description, 'aria-multiselectable': String(options.isSingle !== true) },
      },
      this.headings.element,
      this.window.body,
    );
    this.element.append(this.table);
    this.listen();
  }

  /** Pixels by the ids of columns, of those that the person set. */
  get columnWidths(): Readonly<Record<string, number>> {
    return this.widths.all;
  }

  /** Pixels. */
  get scroll(): number {
    return typeof this.wanted === 'number' ? this.wanted : this.element.scrollTop;
  }

  set scroll(pixels: number) {
    // Before the page is laid out there is no room to scroll in.
    this.wanted = pixels;
    if (this.element.clientHeight > 0) this.laidOut();
  }

  /** The row that keys start from; undefined where there is none, or it is not among those shown. */
  get active(): Row | undefined {
    const { place } = this.cursor;
    return place === undefined ? undefined : this.content.rows[place];
  }

  focus(): void {
    this.table.focus();
  }

  /** Shows other rows, or the same in another order. The active row stays active; the table is scrolled to its top, or stays. */
  showRows(rows: readonly Row[], sort: Sort | undefined, scroll: 'top' | 'stay' = 'top'): void {
    this.content = { ...this.content, rows, sort };
    this.headings.showSort(sort);
    this.place();
    if (scroll === 'top') this.element.scrollTop = 0;
    this.renderAnew();
  }

  /** Shows other columns, or the same with other texts. Rows stay where they are. */
  showColumns(columns: readonly SizedColumn<Row>[]): void {
    const before = this.content.columns;
    this.content = { ...this.content, columns };
    if (columns.length === before.length && columns.every((each, index) => looksLike(each, before[index]!))) {
      this.refresh();
      return;
    }
    this.cursor.goAcross(0, columns.length);
    this.headings.show(columns, this.content.sort);
    this.widths.apply(this.table, columns);
    this.table.setAttribute('aria-colcount', String(columns.length));
    this.renderAnew();
  }

  /** Fills in what has come since: texts may be others, rows stay where they are. */
  refresh(): void {
    const { columns, rows } = this.content;
    for (const [index, [made]] of this.window.rows) fillRow(made!, columns, rows[index]!);
  }

  /** Marks what was selected by other means, and brings the first of it into view. The focus stays where it is. */
  select(rows: Iterable<Row>): void {
    this.selection.replace(rows);
    const [first] = this.selection.selected;
    const place = first === undefined ? -1 : this.content.rows.indexOf(first);
    if (place >= 0) this.activate(place);
    else this.pointAtActive();
    this.mark();
  }

  /** Selects a row alone, and brings it into view. */
  goTo(row: Row): void {
    const place = this.content.rows.indexOf(row);
    if (place >= 0) this.choose(place, { add: false, extend: false });
  }

  dispose(): void {
    this.resized.disconnect();
  }

  private listen(): void {
    const { body } = this.window;
    this.element.addEventListener('scroll', () => {
      this.render();
      this.options.changed();
    });
    this.table.addEventListener('keydown', (event) => this.key(event));
    this.table.addEventListener('focus', () => {
      const { cursor, layout } = this;
      if (cursor.place === undefined && layout.count > 0) this.activate(layout.at(this.element.scrollTop));
    });
    body.addEventListener('click', (event) => {
      const place = this.window.placeOf(event.target);
      if (place === undefined) return;
      this.cursor.leaveCells();
      this.choose(place, heldIn(event));
    });
    copyRows(this.table, () => ({
      columns: this.content.columns,
      rows: this.content.rows.filter((row) => this.selection.has(row)),
    }));
    showWholeTexts(body);
    this.resized.observe(this.element);
  }

  private key(event: KeyboardEvent): void {
    // Headings are buttons of their own.
    if (event.target !== this.table) return;
    if (!this.options.key(event, this.active) && !this.walk(event)) return;
    event.preventDefault();
    // What was done here, VS Code must not take for a key of its own.
    event.stopPropagation();
  }

  /** @returns whether the key was one that moves or selects */
  private walk(event: KeyboardEvent): boolean {
    const { content } = this;
    const { place } = this.cursor;
    const held = heldIn(event);
    if (event.altKey) return false;
    if (held.add && event.key.toLowerCase() === 'a' && this.options.isSingle !== true) {
      this.selection.replace(content.rows);
      this.chosen(false);
      return true;
    }
    const page = Math.max(1, Math.floor(this.window.room / rowHeight) - 1);
    const target = moveBy(event.key, { index: place ?? -1, count: content.rows.length, page });
    if (target !== undefined) {
      if (held.add && !held.extend) this.activate(target);
      else this.choose(target, held);
    } else if (place === undefined) return false;
    else if (event.key === ' ') this.choose(place, held);
    else if (!held.add && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      this.walkAcross(event.key === 'ArrowRight' ? 1 : -1);
    } else return false;
    return true;
  }

  /** From the row to its cells, and back. */
  private walkAcross(direction: number): void {
    this.cursor.goAcross(direction, this.content.columns.length);
    this.pointAtActive();
    this.table.querySelector('.active-cell')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  private choose(place: number, wanted: Held): void {
    const held = this.options.isSingle === true ? { add: false, extend: false } : wanted;
    this.selection.choose(this.content.rows, place, held);
    this.activate(place);
    this.chosen(held.add);
  }

  private chosen(added: boolean): void {
    this.mark();
    this.options.selected(this.selection.selected, added);
  }

  private activate(place: number): void {
    this.cursor.goTo(this.content.rows, place);
    if (this.element.clientHeight === 0) this.wanted = 'active';
    else this.window.reveal(place);
    this.render();
  }

  private place(): void {
    const { rows } = this.content;
    this.layout = new RowLayout(rows.length, rowHeight, new Map());
    this.cursor.follow(rows);
    this.table.setAttribute('aria-rowcount', String(rows.length + 1));
  }

  private laidOut(): void {
    this.render();
    const { wanted } = this;
    if (wanted === undefined || this.element.clientHeight === 0) return;
    this.wanted = undefined;
    if (wanted !== 'active') this.element.scrollTop = wanted;
    else if (this.cursor.place !== undefined) this.window.reveal(this.cursor.place);
    this.render();
  }

  private renderAnew(): void {
    this.window.renderAnew();
    this.pointAtActive();
  }

  private render(): void {
    this.window.render();
    this.pointAtActive();
  }

  private make(index: number): HTMLTableRowElement {
    const row = this.content.rows[index]!;
    const state = { id: this.idOf(index), line: index + 2, selected: this.selection.has(row) };
    return gridRow(this.content.columns, row, state);
  }

  private mark(): void {
    const { rows } = this.content;
    for (const [index, [made]] of this.window.rows) markSelected(made!, this.selection.has(rows[index]!));
  }

  private pointAtActive(): void {
    this.cursor.show(this.table, (place) => this.window.rows.get(place)?.[0]);
  }

  private idOf(index: number): string {
    return `${this.options.id}-${index}`;
  }
}
