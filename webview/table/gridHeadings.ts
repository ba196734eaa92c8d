import { element } from '../element.ts';
import type { Column, SizedColumn } from './columns.ts';
import { headings, showSort } from './headings.ts';
import { moveBy } from './moveBy.ts';
import type { Sort } from './rowOrder.ts';

/** By which one press of a key resizes, in pixels. */
const step = 8;

/** What headings ask for. */
export interface GridHeadingsOptions<Row> {
  readonly sortBy: (column: Column<Row>) => void;
  /** Gives a column a width in pixels, or with undefined the one that it came with. */
  readonly resize: (id: string, width: number | undefined) => void;
}

/**
 * Headings that sort and resize their columns. For the keyboard they are one stop: arrow keys lead from one to the next, with
 * Shift they resize. A double click on the border gives a column its first width.
 */
export class GridHeadings<Row> {
  element: HTMLTableSectionElement = element('thead');

  constructor(private readonly options: GridHeadingsOptions<Row>) {}

  /** Puts new headings in the place of those there are. */
  show(columns: readonly SizedColumn<Row>[], sort: Sort | undefined): void {
    const focused = document.activeElement?.closest('th');
    const within = focused !== null && focused !== undefined && this.element.contains(focused);
    const made = headings(columns, (column) => this.options.sortBy(column));
    made.querySelectorAll('th').forEach((cell, index) => {
      columns[index]!.fillHeading?.(cell);
      cell.append(this.handle(cell));
    });
    made.addEventListener('keydown', (event) => this.key(event));
    made.addEventListener('focusin', ({ target }) => this.stopAt(target));
    this.element.replaceWith(made);
    this.element = made;
    this.showSort(sort);
    const cells = [...made.querySelectorAll('th')];
    const same = within ? cells.find((cell) => cell.dataset['column'] === focused.dataset['column']) : undefined;
    const stop = (same ?? cells[0])?.querySelector('button');
    this.stopAt(stop ?? null);
    if (within) stop?.focus();
  }

  showSort(sort: Sort | undefined): void {
    showSort(this.element, sort);
  }

  private get buttons(): readonly HTMLButtonElement[] {
    return [...this.element.querySelectorAll('button')];
  }

  private stopAt(stop: EventTarget | null): void {
    for (const button of this.buttons) button.tabIndex = button === stop ? 0 : -1;
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLButtonElement)) return;
    const { buttons } = this;
    const across = event.key.replace('Right', 'Down').replace('Left', 'Up');
    if (event.shiftKey) {
      const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const cell = event.target.closest('th');
      if (direction === undefined || cell === null) return;
      this.options.resize(cell.dataset['column']!, cell.offsetWidth + direction * step);
    } else {
      const isAcross = event.key !== across || event.key === 'Home' || event.key === 'End';
      const index = buttons.indexOf(event.target);
      const target = isAcross ? moveBy(across, { index, count: buttons.length, page: 1 }) : undefined;
      if (target === undefined) return;
      buttons[target]?.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private handle(cell: HTMLTableCellElement): HTMLElement {
    const handle = element('span', { class: 'resizer', 'aria-hidden': 'true' });
    const id = cell.dataset['column']!;
    handle.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      const from = cell.offsetWidth - event.clientX;
      handle.onpointermove = ({ clientX }) => this.options.resize(id, from + clientX);
    });
    handle.addEventListener('lostpointercapture', () => (handle.onpointermove = null));
    handle.addEventListener('dblclick', () => this.options.resize(id, undefined));
    return handle;
  }
}
