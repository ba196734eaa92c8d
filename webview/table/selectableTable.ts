import './virtualTable.css';
import './selectableTable.css';
import { element } from '../element.ts';
import type { Column, SizedColumn } from './columns.ts';
import { ColumnWidths } from './columnWidths.ts';
import { copyRows } from './copyRows.ts';
import { GridHeadings } from './gridHeadings.ts';
import { fillRow, gridRow, markSelected } from './gridRow.ts';
import { moveBy } from './moveBy.ts';
import { RowLayout } from './rowLayout.ts';
import type { Sort } from './rowOrder.ts';
import { type Held, RowSelection } from './rowSelection.ts';
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
  private activeRow: Row | undefined;
  private activePlace: number | undefined;
  /** The cell of the active row that is active, or -1: all of the row is. */
  private activeCell = -1;
  private scrollWanted: number | undefined;

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
        ...{ class: 'rows selectable', role: 'grid', tabindex: 0, 'aria-multiselectable': 'true' },
        ...{ 'aria-label': options.label, 'aria-description': options.description },
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
    return this.scrollWanted ?? this.element.scrollTop;
  }

  set scroll(pixels: number) {
    // Before the page is laid out there is no room to scroll in.
    this.scrollWanted = pixels;
    if (this.element.clientHeight > 0) this.laidOut();
  }

  /** The row that keys start from; undefined where there is none, or it is not among those shown. */
  get active(): Row | undefined {
    return this.activePlace === undefined ? undefined : this.activeRow;
  }

  focus(): void {
    this.table.focus();
  }

  /** Shows other rows, or the same in another order. The active row stays active; the table is scrolled to its top. */
  showRows(rows: readonly Row[], sort: Sort | undefined): void {
    this.content = { ...this.content, rows, sort };
    this.headings.showSort(sort);
    this.place();
    this.element.scrollTop = 0;
    this.renderAnew();
  }

  /** Shows other columns. Rows stay where they are. */
  showColumns(columns: readonly SizedColumn<Row>[]): void {
    this.content = { ...this.content, columns };
    this.activeCell = Math.min(this.activeCell, columns.length - 1);
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
      const { activePlace, layout } = this;
      if (activePlace === undefined && layout.count > 0) this.activate(layout.at(this.element.scrollTop));
    });
    body.addEventListener('click', (event) => {
      const place = this.window.placeOf(event.target);
      if (place === undefined) return;
      this.activeCell = -1;
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
    const { activePlace, content } = this;
    const held = heldIn(event);
    if (event.altKey) return false;
    if (held.add && event.key.toLowerCase() === 'a') {
      this.selection.replace(content.rows);
      this.chosen(false);
      return true;
    }
    const page = Math.max(1, Math.floor(this.window.room / rowHeight) - 1);
    const target = moveBy(event.key, { index: activePlace ?? -1, count: content.rows.length, page });
    if (target !== undefined) {
      if (held.add && !held.extend) this.activate(target);
      else this.choose(target, held);
    } else if (activePlace === undefined) return false;
    else if (event.key === ' ') this.choose(activePlace, held);
    else if (!held.add && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      this.walkAcross(event.key === 'ArrowRight' ? 1 : -1);
    } else return false;
    return true;
  }

  /** From the row to its cells, and back. */
  private walkAcross(direction: number): void {
    const last = this.content.columns.length - 1;
    this.activeCell = Math.min(last, Math.max(-1, this.activeCell + direction));
    this.pointAtActive();
    this.table.querySelector('.active-cell')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  private choose(place: number, held: Held): void {
    this.selection.choose(this.content.rows, place, held);
    this.activate(place);
    this.chosen(held.add);
  }

  private chosen(added: boolean): void {
    this.mark();
    this.options.selected(this.selection.selected, added);
  }

  private activate(place: number): void {
    this.activePlace = place;
    this.activeRow = this.content.rows[place];
    this.window.reveal(place);
    this.render();
  }

  private place(): void {
    const { rows } = this.content;
    this.layout = new RowLayout(rows.length, rowHeight, new Map());
    const place = this.activeRow === undefined ? -1 : rows.indexOf(this.activeRow);
    this.activePlace = place < 0 ? undefined : place;
    this.table.setAttribute('aria-rowcount', String(rows.length + 1));
  }

  private laidOut(): void {
    this.render();
    if (this.scrollWanted === undefined || this.element.clientHeight === 0) return;
    this.element.scrollTop = this.scrollWanted;
    this.scrollWanted = undefined;
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
    const { activePlace, activeCell, window } = this;
    this.table.querySelector('.active')?.classList.remove('active');
    this.table.querySelector('.active-cell')?.classList.remove('active-cell');
    const row = activePlace === undefined ? undefined : window.rows.get(activePlace)?.[0];
    if (row === undefined) {
      this.table.removeAttribute('aria-activedescendant');
      return;
    }
    row.classList.add('active');
    const cell = row.cells[activeCell];
    cell?.classList.add('active-cell');
    this.table.setAttribute('aria-activedescendant', (cell ?? row).id);
  }

  private idOf(index: number): string {
    return `${this.options.id}-${index}`;
  }
}

function heldIn({ ctrlKey, metaKey, shiftKey }: MouseEvent | KeyboardEvent): Held {
  return { add: ctrlKey || metaKey, extend: shiftKey };
}
