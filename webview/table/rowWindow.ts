import { element } from '../element.ts';
import type { RowLayout } from './rowLayout.ts';

/** Rows kept ready above and below those in view. */
const spare = 8;

/** What a {@link RowWindow} shows, and where. */
export interface RowWindowOptions {
  readonly scroller: HTMLElement;
  /** Stays above the rows. */
  readonly head: () => HTMLElement;
  readonly layout: () => RowLayout;
  /** Makes the elements of a row: itself, and what stands below it. */
  readonly make: (index: number) => readonly HTMLTableRowElement[];
}

/** What is in view, in pixels. */
interface View {
  readonly top: number;
  readonly height: number;
}

/** Of the rows of a long table makes those in view exist, and no others. */
export class RowWindow {
  readonly body: HTMLTableSectionElement;
  /** Stand for the rows that do not exist. */
  private readonly above = element('tr', { class: 'room', 'aria-hidden': 'true' });
  private readonly below = element('tr', { class: 'room', 'aria-hidden': 'true' });
  private readonly shown = new Map<number, readonly HTMLTableRowElement[]>();

  constructor(private readonly options: RowWindowOptions) {
    this.body = element('tbody', {}, this.above, this.below);
  }

  /** The rows that exist, by their places: each with what stands below it. */
  get rows(): ReadonlyMap<number, readonly HTMLTableRowElement[]> {
    return this.shown;
  }

  /** Height in which rows are seen. */
  get room(): number {
    return this.options.scroller.clientHeight - this.options.head().offsetHeight;
  }

  render({ top, height } = this.view()): void {
    const layout = this.options.layout();
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
  }

  /** Makes all rows in view anew. */
  renderAnew(): void {
    // Looked at before the rows go: without them there is less to scroll, and whoever looks moves to the top.
    const view = this.view();
    for (const rows of this.shown.values()) for (const row of rows) row.remove();
    this.shown.clear();
    this.render(view);
  }

  /** The place of the row that something in it was pointed at. */
  placeOf(target: EventTarget | null): number | undefined {
    const row = target instanceof Element ? target.closest('tr.row') : null;
    return [...this.shown].find(([, [own]]) => own === row)?.[0];
  }

  /** Scrolls as little as brings a row into view. */
  reveal(index: number): void {
    const { scroller } = this.options;
    const layout = this.options.layout();
    const [top, bottom] = [layout.top(index), layout.top(index + 1)];
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (bottom > scroller.scrollTop + this.room) scroller.scrollTop = Math.min(top, bottom - this.room);
  }

  private view(): View {
    const { scroller } = this.options;
    return { top: scroller.scrollTop, height: scroller.clientHeight };
  }

  private insert(index: number, next: HTMLTableRowElement): readonly HTMLTableRowElement[] {
    const made = this.options.make(index);
    for (const each of made) this.body.insertBefore(each, next);
    this.shown.set(index, made);
    return made;
  }
}
