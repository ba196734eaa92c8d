import './virtualTable.css';
import { element } from '../element.ts';
import type { Column } from './columns.ts';
import { headings, showSort } from './headings.ts';
import { moveBy } from './moveBy.ts';
import { RowModel, type RowModelOptions } from './rowModel.ts';
import type { Sort } from './rowOrder.ts';
import { RowWindow } from './rowWindow.ts';
import { tableRow } from './tableRow.ts';
import { showWholeTexts } from './wholeText.ts';

const rowHeight = 22;

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
  private readonly window: RowWindow;

  constructor(private readonly options: VirtualTableOptions<Row>) {
    this.model = new RowModel({ ...options, rowHeight });
    this.head = headings(options.columns, (column) => this.sortBy(column));
    this.element = element('div', { class: 'scroller' });
    this.window = new RowWindow({
      scroller: this.element,
      head: () => this.head,
      layout: () => this.model.layout,
      make: (index) => this.make(index),
    });
    this.table = element(
      'table',
      {
        ...{ class: 'rows', role: 'treegrid', tabindex: 0 },
        ...{ 'aria-label': options.label, 'aria-description': options.description },
      },
      element('colgroup', {}, ...options.columns.map(({ id }) => element('col', { class: `column-${id}` }))),
      this.head,
      this.window.body,
    );
    this.element.append(this.table);
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
    this.window.body.addEventListener('click', (event) => this.click(event));
    showWholeTexts(this.window.body);
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
    this.window.renderAnew();
    this.rendered();
  }

  private render(): void {
    this.window.render();
    this.rendered();
  }

  private rendered(): void {
    this.table.setAttribute('aria-rowcount', String(this.model.layout.lines + 1));
    this.pointAtActive();
    if (this.model.takeHeights(this.heightsOfOpenRows())) this.render();
  }

  private make(index: number): readonly HTMLTableRowElement[] {
    const { model } = this;
    const row = model.row(index);
    return tableRow(this.options.columns, (column) => model.text(column, row), row, {
      id: this.idOf(index),
      line: model.layout.firstLine(index) + 2,
      details: model.details(index),
      open: model.isOpen(index),
      active: index === model.active,
    });
  }

  private heightsOfOpenRows(): ReadonlyMap<number, number> {
    const open = [...this.window.rows].filter(([index]) => this.model.isOpen(index));
    return new Map(open.map(([index, rows]) => [index, rows.reduce((sum, row) => sum + row.offsetHeight, 0)]));
  }

  private key(event: KeyboardEvent): void {
    // Headings are buttons of their own.
    if (event.target !== this.table || event.ctrlKey || event.metaKey || event.altKey) return;
    const { active, count } = this.model;
    const page = Math.max(1, Math.floor(this.window.room / rowHeight) - 1);
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
    const index = this.window.placeOf(target);
    if (index === undefined) return;
    this.activate(index);
    // Who marks text to copy it does not want the rows to move.
    if (document.getSelection()?.isCollapsed !== false) this.setOpen(index, !this.model.isOpen(index));
  }

  private activate(index: number): void {
    this.mark(this.model.active, false);
    this.model.activate(index);
    this.mark(index, true);
    this.window.reveal(index);
    this.render();
  }

  private mark(index: number | undefined, active: boolean): void {
    const row = index === undefined ? undefined : this.window.rows.get(index)?.[0];
    row?.classList.toggle('active', active);
    row?.setAttribute('aria-selected', active ? 'true' : 'false');
  }

  private setOpen(index: number, open: boolean): void {
    if (open === this.model.isOpen(index)) return;
    this.model.setOpen(index, open);
    // The places of all rows below change with it.
    this.renderAnew();
    this.window.reveal(index);
  }

  private pointAtActive(): void {
    const { active } = this.model;
    if (active !== undefined && this.window.rows.has(active)) {
      this.table.setAttribute('aria-activedescendant', this.idOf(active));
    } else {
      this.table.removeAttribute('aria-activedescendant');
    }
  }

  private idOf(index: number): string {
    return `${this.options.id}-${index}`;
  }
}
