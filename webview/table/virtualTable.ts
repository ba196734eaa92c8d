import './virtualTable.css';
import { element } from '../element.ts';
import type { Column } from './columns.ts';
import { headings, showSort } from './headings.ts';
import { moveBy } from './moveBy.ts';
import { RowModel, type RowModelOptions } from './rowModel.ts';
import type { Sort } from './rowOrder.ts';
import { tableRow } from './tableRow.ts';

const rowHeight = 22;
/** Rows kept ready above and below those in view. */
const spare = 8;

/** What a {@link VirtualTable} shows. */
export interface VirtualTableOptions<Row> extends Omit<RowModelOptions<Row>, 'rowHeight'> {
  /** Distinguishes it from other tables of the page. */
  readonly id: string;
  readonly label: string;
  /** How it is used, for those who cannot see it. */
  readonly description: string;
  /** Hears that the person filtered, sorted or scrolled. */
  readonly changed: () => void;
}

interface View {
  readonly top: number;
  readonly height: number;
}

/**
 * A table of any length, of which only the rows in view exist. It is sorted by its headings, filtered, and walked with the
 * keyboard; a row opens to show the whole of what was cut off, and its details.
 */
export class VirtualTable<Row> {
  /** Scrolls the table. */
  readonly element: HTMLElement;
  private readonly model: RowModel<Row>;
  private readonly table: HTMLTableElement;
  private readonly head: HTMLTableSectionElement;
  private readonly body: HTMLTableSectionElement;
  /** Stand for the rows that do not exist. */
  private readonly above = element('tr', { class: 'room', 'aria-hidden': 'true' });
  private readonly below = element('tr', { class: 'room', 'aria-hidden': 'true' });
  private readonly shown = new Map<number, readonly HTMLTableRowElement[]>();

  constructor(private readonly options: VirtualTableOptions<Row>) {
    this.model = new RowModel({ ...options, rowHeight });
    this.head = headings(options.columns, (column) => this.sortBy(column));
    this.body = element('tbody', {}, this.above, this.below);
    this.table = element(
      'table',
      {
        ...{ class: 'rows', role: 'treegrid', tabindex: 0 },
        ...{ 'aria-label': options.label, 'aria-description': options.description },
      },
      element('colgroup', {}, ...options.columns.map(({ id }) => element('col', { class: `column-${id}` }))),
      this.head,
      this.body,
    );
    this.element = element('div', { class: 'scroller' }, this.table);
    this.listen();
    showSort(this.head, this.model.sort);
  }

  get filter(): string {
    return this.model.filter;
  }

  set filter(text: string) {
    this.model.filter = text;
    this.reordered();
  }

  get sort(): Sort | undefined {
    return this.model.sort;
  }

  /** Number of rows that the filter lets through. */
  get count(): number {
    return this.model.count;
  }

  /** Pixels. */
  get scroll(): number {
    return this.element.scrollTop;
  }

  set scroll(pixels: number) {
    // There is no room to scroll in before there are rows.
    this.render();
    this.element.scrollTop = pixels;
  }

  focus(): void {
    this.table.focus();
  }

  private listen(): void {
    this.element.addEventListener('scroll', () => {
      this.render();
      this.options.changed();
    });
    this.table.addEventListener('keydown', (event) => this.key(event));
    this.table.addEventListener('focus', () => {
      const { active, count, layout } = this.model;
      if (active === undefined && count > 0) this.activate(layout.at(this.element.scrollTop));
    });
    this.body.addEventListener('click', (event) => this.click(event));
    this.body.addEventListener('pointerover', ({ target }) => {
      if (target instanceof HTMLTableCellElement) showWholeText(target);
    });
    // Also when the page is laid out for the first time: until then nothing is in view.
    new ResizeObserver(() => this.render()).observe(this.element);
  }

  private sortBy(column: Column<Row>): void {
    this.model.sortBy(column);
    showSort(this.head, this.model.sort);
    this.reordered();
  }

  private reordered(): void {
    this.element.scrollTop = 0;
    this.renderAnew();
    this.options.changed();
  }

  private renderAnew(): void {
    // Looked at before the rows go: without them there is less to scroll, and whoever looks moves to the top.
    const view = this.view();
    for (const rows of this.shown.values()) for (const row of rows) row.remove();
    this.shown.clear();
    this.render(view);
  }

  /** What is in view, in pixels. */
  private view(): View {
    return { top: this.element.scrollTop, height: this.element.clientHeight };
  }

  /** Makes the rows in view exist, and no others. */
  private render({ top, height } = this.view()): void {
    const { layout } = this.model;
    const first = Math.max(0, layout.at(top) - spare);
    const last = Math.min(layout.count, layout.at(top + height) + 1 + spare);
    for (const [index, rows] of this.shown) {
      if (index >= first && index < last) continue;
      for (const row of rows) row.remove();
      this.shown.delete(index);
    }
    let next = this.below;
    for (let index = last - 1; index >= first; index--) {
      const [row] = this.shown.get(index) ?? this.insert(index, next);
      next = row ?? next;
    }
    this.above.style.height = `${layout.top(first)}px`;
    this.below.style.height = `${layout.height - layout.top(last)}px`;
    this.table.setAttribute('aria-rowcount', String(layout.lines + 1));
    this.pointAtActive();
    if (this.model.takeHeights(this.heightsOfOpenRows())) this.render();
  }

  private insert(index: number, next: HTMLTableRowElement): readonly HTMLTableRowElement[] {
    const { model } = this;
    const row = model.row(index);
    const made = tableRow(this.options.columns, (column) => model.text(column, row), row, {
      id: this.idOf(index),
      line: model.layout.firstLine(index) + 2,
      details: model.details(index),
      open: model.isOpen(index),
      active: index === model.active,
    });
    for (const each of made) this.body.insertBefore(each, next);
    this.shown.set(index, made);
    return made;
  }

  private heightsOfOpenRows(): ReadonlyMap<number, number> {
    const open = [...this.shown].filter(([index]) => this.model.isOpen(index));
    return new Map(open.map(([index, rows]) => [index, rows.reduce((sum, row) => sum + row.offsetHeight, 0)]));
  }

  private key(event: KeyboardEvent): void {
    // Headings are buttons of their own.
    if (event.target !== this.table || event.ctrlKey || event.metaKey || event.altKey) return;
    const { active, count } = this.model;
    const page = Math.max(1, Math.floor(this.room / rowHeight) - 1);
    const target = moveBy(event.key, { index: active ?? -1, count, page });
    if (target !== undefined) this.activate(target);
    else if (active === undefined) return;
    else if (event.key === 'ArrowRight') this.setOpen(active, true);
    else if (event.key === 'ArrowLeft') this.setOpen(active, false);
    else if (event.key === 'Enter' || event.key === ' ') this.setOpen(active, !this.model.isOpen(active));
    else return;
    event.preventDefault();
  }

  private click({ target }: MouseEvent): void {
    const row = target instanceof Element ? target.closest('tr.row') : null;
    const index = [...this.shown].find(([, [own]]) => own === row)?.[0];
    if (index === undefined) return;
    this.activate(index);
    // Who marks text to copy it does not want the rows to move.
    if (document.getSelection()?.isCollapsed !== false) this.setOpen(index, !this.model.isOpen(index));
  }

  private activate(index: number): void {
    this.mark(this.model.active, false);
    this.model.activate(index);
    this.mark(index, true);
    this.reveal(index);
    this.render();
  }

  private mark(index: number | undefined, active: boolean): void {
    const row = index === undefined ? undefined : this.shown.get(index)?.[0];
    row?.classList.toggle('active', active);
    row?.setAttribute('aria-selected', active ? 'true' : 'false');
  }

  private setOpen(index: number, open: boolean): void {
    if (open === this.model.isOpen(index)) return;
    this.model.setOpen(index, open);
    // The places of all rows below change with it.
    this.renderAnew();
    this.reveal(index);
  }

  private reveal(index: number): void {
    const { layout } = this.model;
    const [top, bottom] = [layout.top(index), layout.top(index + 1)];
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (bottom > this.element.scrollTop + this.room) this.element.scrollTop = Math.min(top, bottom - this.room);
  }

  /** Height in which rows are seen: the headings stay above them. */
  private get room(): number {
    return this.element.clientHeight - this.head.offsetHeight;
  }

  private pointAtActive(): void {
    const { active } = this.model;
    if (active !== undefined && this.shown.has(active)) {
      this.table.setAttribute('aria-activedescendant', this.idOf(active));
    } else {
      this.table.removeAttribute('aria-activedescendant');
    }
  }

  private idOf(index: number): string {
    return `${this.options.id}-${index}`;
  }
}

/** What a cell has to cut off can be read by pointing at it. */
function showWholeText(cell: HTMLTableCellElement): void {
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent;
  else cell.removeAttribute('title');
}
