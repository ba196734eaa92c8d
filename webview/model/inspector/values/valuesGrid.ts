import './valuesGrid.css';
import { element } from '../../../element.ts';
import { elementAfter } from './gridKeys.ts';
import { GridRows } from './gridRows.ts';
import { ScrollRange } from './scrollRange.ts';
import { ValuePages } from './valuePages.ts';
import { shortValue, wholeValue } from './valueText.ts';
import type { TensorValues } from '../../../../src/protocol/graph/tensor.ts';

const rowHeight = 22;
const mostRows = 12;
/** Pixels of a letter, and of the room around a text. */
const letter = 7;
const padding = 12;

/** What a {@link ValuesGrid} shows. */
export interface ValuesGridOptions {
  /** Distinguishes it from other grids of the page. */
  readonly id: string;
  readonly label: string;
  readonly type: string;
  /** Sizes of the dimensions, all 1 or more; none for a scalar. */
  readonly dims: readonly number[];
  readonly ask: (offset: number, count: number, signal: AbortSignal) => Promise<TensorValues>;
  readonly failed: (cause: unknown) => void;
  readonly signal: AbortSignal;
  /** Hears which element is active, with its indices and its value once that is known. */
  readonly activated: (path: readonly number[], value: string) => void;
}

/** The elements of a tensor of any size in rows, of which only those in view exist, walked with the keyboard. */
export class ValuesGrid {
  readonly element: HTMLElement;
  private readonly pages: ValuePages;
  private readonly head = element('div', { class: 'grid-row grid-head', role: 'row', 'aria-rowindex': 1 });
  private readonly body = element('div', { class: 'grid-body', role: 'rowgroup' });
  private readonly layer: HTMLElement;
  private readonly room: HTMLElement;
  private nameWidth = 0;
  private readonly cellWidth: number;
  private grid: GridRows;
  private range: ScrollRange;
  /** The row at the top, with the part of it that is out of view. */
  private top = 0;
  private active: number | undefined;

  constructor(private readonly options: ValuesGridOptions) {
    const { dims, type, signal, ask, failed, id } = options;
    const elements = dims.reduce((product, dim) => product * dim, 1);
    this.pages = new ValuePages({ elements, ask, failed, signal, arrived: () => this.render() });
    this.cellWidth = padding + letter * lettersOf(type);
    this.grid = new GridRows(dims, 1);
    this.range = new ScrollRange(this.grid.count, rowHeight, 0);
    const headGroup = element('div', { role: 'rowgroup' }, this.head);
    this.layer = element('div', { class: 'grid-layer', role: 'presentation' }, headGroup, this.body);
    this.room = element('div', { class: 'grid-room', role: 'presentation' }, this.layer);
    this.element = element(
      'div',
      { class: 'values-grid', id, role: 'grid', tabindex: 0, 'aria-label': options.label },
      this.room,
    );
    this.element.style.setProperty('--cell-width', `${this.cellWidth}px`);
    this.listen();
  }

  /** Shows an element and makes it the active one. */
  goTo(place: number): void {
    this.active = place;
    this.scrollTo(this.range.revealing(this.top, this.grid.rowOf(place)));
  }

  focus(): void {
    this.element.focus();
  }

  private listen(): void {
    this.element.addEventListener('scroll', () => {
      // What was scrolled to by rows is told in whole pixels, each of which may be many rows.
      if (Math.abs(this.element.scrollTop - this.range.scrolledTo(this.top)) >= 1)
        this.top = this.range.topAt(this.element.scrollTop);
      this.render();
    });
    this.element.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    this.element.addEventListener('keydown', (event) => this.key(event));
    this.element.addEventListener('focus', () => {
      if (this.active === undefined) this.goTo(this.grid.first(Math.ceil(this.top)));
    });
    this.body.addEventListener('click', ({ target }) => {
      const place = target instanceof HTMLElement ? target.dataset['element'] : undefined;
      if (place !== undefined) this.goTo(Number(place));
    });
    new ResizeObserver(() => this.fit()).observe(this.element);
  }

  /** Arranges the rows for the room there is; what was at the top stays there. */
  private fit(): void {
    const width = this.element.clientWidth;
    if (width === 0) return;
    const first = this.grid.first(Math.floor(this.top));
    const { dims, type } = this.options;
    const isText = type === 'string';
    this.nameWidth = padding + letter * Math.max(2, dims.map((dim) => dim - 1).join(', ').length);
    const fitting = isText ? 1 : Math.max(1, Math.floor((width - this.nameWidth) / this.cellWidth));
    this.grid = new GridRows(dims, fitting);
    this.nameWidth = padding + letter * Math.max(2, this.grid.label(this.grid.count - 1).length);
    const { style } = this.element;
    style.setProperty('--name-width', `${this.nameWidth}px`);
    style.setProperty('--row-width', `${this.nameWidth + this.grid.columns * this.cellWidth}px`);
    style.height = `${(Math.min(this.grid.count, mostRows) + 1) * rowHeight}px`;
    // A bar to scroll sideways with takes of the height.
    this.range = new ScrollRange(this.grid.count, rowHeight, this.element.clientHeight - rowHeight);
    style.setProperty('--rows-room', `${this.range.room}px`);
    this.room.style.height = `${this.range.height + rowHeight}px`;
    this.element.classList.toggle('texts', isText);
    this.element.setAttribute('aria-rowcount', String(this.grid.count + 1));
    this.element.setAttribute('aria-colcount', String(this.grid.columns + 1));
    const headings = Array.from({ length: this.grid.columns }, (_, column) =>
      element('span', { class: 'grid-cell', role: 'columnheader' }, this.grid.heading(column)),
    );
    this.head.replaceChildren(element('span', { class: 'grid-name', role: 'columnheader' }), ...headings);
    this.scrollTo(this.grid.rowOf(first));
  }

  private scrollTo(top: number): void {
    this.top = this.range.clamp(top);
    this.element.scrollTop = this.range.scrolledTo(this.top);
    this.render();
  }

  /** Where a pixel is many rows, the wheel still moves by rows. */
  private wheel(event: WheelEvent): void {
    if (!this.range.isScaled || event.deltaY === 0 || event.ctrlKey) return;
    const rows = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY : event.deltaY / rowHeight;
    const top = this.range.clamp(this.top + rows);
    // At an end the page around scrolls on.
    if (top === this.top) return;
    event.preventDefault();
    this.scrollTo(top);
  }

  private key(event: KeyboardEvent): void {
    const from = this.active ?? this.grid.first(Math.ceil(this.top));
    const target = event.altKey ? undefined : elementAfter(event, this.grid, from, mostRows - 1);
    if (target === undefined) return;
    event.preventDefault();
    // Keys of the page around are not meant.
    event.stopPropagation();
    this.goTo(target);
    this.revealColumn(target);
  }

  private revealColumn(place: number): void {
    const left = this.grid.columnOf(place) * this.cellWidth;
    const room = this.element.clientWidth - this.nameWidth - this.cellWidth;
    const { scrollLeft } = this.element;
    this.element.scrollLeft = Math.min(left, Math.max(scrollLeft, left - room));
  }

  private render(): void {
    const { grid, range } = this;
    if (range.room === 0) return;
    const first = Math.floor(this.top);
    const last = Math.min(grid.count - 1, Math.floor(this.top + range.room / rowHeight));
    this.pages.want(grid.first(first), grid.first(last) + grid.size(last) - 1);
    this.body.style.transform = `translateY(${(first - this.top) * rowHeight}px)`;
    this.body.replaceChildren(...Array.from({ length: last - first + 1 }, (_, index) => this.row(first + index)));
    this.tellActive();
  }

  private row(row: number): HTMLElement {
    const { grid } = this;
    const start = grid.first(row);
    const cells = Array.from({ length: grid.size(row) }, (_, column) => this.cell(start + column));
    const name = element('span', { class: 'grid-name', role: 'rowheader' }, grid.label(row));
    return element('div', { class: 'grid-row', role: 'row', 'aria-rowindex': row + 2 }, name, ...cells);
  }

  private cell(place: number): HTMLElement {
    const value = this.pages.at(place);
    const text = value === undefined ? '…' : shortValue(this.options.type, value.values, value.index);
    const isActive = place === this.active;
    return element(
      'span',
      {
        ...{ class: isActive ? 'grid-cell active' : 'grid-cell', role: 'gridcell', 'data-element': place },
        ...(isActive && { id: `${this.options.id}-active`, 'aria-selected': 'true' }),
      },
      text,
    );
  }

  private tellActive(): void {
    const { active, options, element: root } = this;
    if (active === undefined) return;
    if (root.querySelector('.active') === null) root.removeAttribute('aria-activedescendant');
    else root.setAttribute('aria-activedescendant', `${options.id}-active`);
    const value = this.pages.at(active);
    // Its page may have been given up for others.
    if (value !== undefined)
      options.activated(this.grid.path(active), wholeValue(options.type, value.values, value.index));
  }
}

/** Letters of the longest usual value of a type. */
function lettersOf(type: string): number {
  if (type === 'bool') return 5;
  if (type.startsWith('complex')) return 20;
  const [, bits] = /^u?int(\d+)$/.exec(type) ?? [];
  if (bits === undefined) return 9;
  return { 2: 3, 4: 3, 8: 4, 16: 6 }[Number(bits)] ?? 10;
}
