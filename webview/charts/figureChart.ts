import './charts.css';
import './drawings.css';
import './figureChart.css';
import type { Figure } from '../../src/presentation/figure.ts';
import { element } from '../element.ts';
import { moveBy } from '../table/moveBy.ts';
import { scrollingTable } from '../table/shownTable.ts';
import { type ChartSaving, savingButtons } from './chartSaving.ts';
import { chartSvg } from './chartSvg.ts';
import { drawn } from './svg.ts';

/** What of a picture can be selected. */
export interface FigureChoice {
  /** Finds the groups of the picture that stand for the items, in their order. Their titles say what they are. */
  readonly marks: string;
  /** Whether an item is a place, or all that is beside its mark. */
  readonly shape: 'point' | 'row';
  readonly ids: readonly number[];
}

/** What a {@link FigureChart} is told at first. */
export interface FigureChartOptions {
  /** Distinguishes it from other charts of the page. */
  readonly id: string;
  /** Opens the table behind it; left out where the page has that table anyway. */
  readonly tableTitle?: string;
  readonly saving: (figure: () => Figure) => ChartSaving;
  /** Hears what was pressed, where something can be selected. */
  readonly choose?: (id: number) => void;
}

/** A figure, as wide as its place and in the colours of the theme, with its table behind it; what it shows can be pointed at, walked by keys and selected. */
export class FigureChart {
  readonly element: HTMLElement;
  private readonly room = element('div', { class: 'figure-room' });
  private readonly list = element('div', { class: 'figure-items', role: 'listbox', tabindex: 0, hidden: true });
  private readonly caption = element('figcaption');
  private readonly behind: HTMLDetailsElement;
  private readonly resized = new ResizeObserver(() => this.draw());
  private texts: ReadonlyMap<number, string> = new Map();
  private width = 0;
  private selected: number | undefined;
  private pointed: number | undefined;

  constructor(
    private readonly options: FigureChartOptions,
    private figure: Figure,
    private choice?: FigureChoice,
  ) {
    const { tableTitle, saving } = options;
    this.behind = element('details', { class: 'chart-table' }, element('summary', {}, tableTitle ?? ''));
    this.behind.addEventListener('toggle', () => this.fillTable());
    const buttons = savingButtons(
      saving(() => this.figure),
      () => chartSvg(this.picture!, this.figure.title),
    );
    this.element = element(
      'figure',
      { class: 'chart' },
      ...[
        this.room,
        this.caption,
        element('div', { class: 'chart-foot' }, ...(tableTitle === undefined ? [] : [this.behind]), ...buttons),
      ],
    );
    this.list.addEventListener('keydown', (event) => this.key(event));
    this.list.addEventListener('pointerover', ({ target }) => this.point(itemAt(target)));
    this.list.addEventListener('pointerleave', () => this.point(undefined));
    this.list.addEventListener('click', ({ target }) => {
      const id = itemAt(target);
      if (id !== undefined) options.choose?.(id);
    });
    this.resized.observe(this.room);
    this.mark();
  }

  /** Shows another figure. */
  show(figure: Figure, choice?: FigureChoice): void {
    this.figure = figure;
    this.choice = choice;
    this.width = 0;
    this.draw();
    this.behind.querySelector('.behind')?.remove();
    this.fillTable();
  }

  /** Marks an item that was selected here or elsewhere. */
  select(id: number | undefined): void {
    this.selected = id;
    this.mark();
  }

  dispose(): void {
    this.resized.disconnect();
  }

  private get picture(): SVGSVGElement | null {
    return this.room.querySelector('svg');
  }

  private draw(): void {
    const width = Math.floor(this.room.clientWidth);
    if (width === 0 || width === this.width) return;
    this.width = width;
    this.room.replaceChildren(...drawn([this.figure.picture(width)]), this.list);
    this.layOut();
    this.mark();
  }

  /** The items stand over their marks, as a list that can be read out and walked. */
  private layOut(): void {
    const { ids, marks, shape } = this.choice ?? { ids: [], marks: '', shape: 'point' };
    const { left, top } = this.room.getBoundingClientRect();
    const groups = ids.length === 0 ? [] : [...this.room.querySelectorAll(marks)];
    this.texts = new Map(ids.map((id, index) => [id, groups[index]?.querySelector('title')?.textContent ?? '']));
    this.list.hidden = ids.length === 0;
    this.list.setAttribute('aria-label', this.figure.title);
    this.list.replaceChildren(
      ...ids.map((id, index) => {
        const label = { 'aria-label': this.texts.get(id)! };
        const item = element('div', { class: `figure-item ${shape}`, role: 'option', id: this.idOf(id), ...label });
        item.dataset['id'] = String(id);
        const mark = groups[index]?.getBoundingClientRect();
        if (mark !== undefined) {
          item.style.insetBlockStart = `${mark.top - top + mark.height / 2}px`;
          if (shape === 'point') item.style.insetInlineStart = `${mark.left - left + mark.width / 2}px`;
        }
        return item;
      }),
    );
  }

  private mark(): void {
    for (const id of this.texts.keys()) {
      const item = this.list.querySelector(`#${this.idOf(id)}`);
      item?.setAttribute('aria-selected', String(id === this.selected));
      item?.classList.toggle('pointed', id === this.pointed);
    }
    const shown = this.selected !== undefined && this.texts.has(this.selected);
    if (shown) this.list.setAttribute('aria-activedescendant', this.idOf(this.selected!));
    else this.list.removeAttribute('aria-activedescendant');
    const told = this.pointed ?? this.selected;
    const text = (told === undefined ? undefined : this.texts.get(told)) ?? this.figure.caption ?? '';
    if (this.caption.textContent !== text) this.caption.textContent = text;
    // Where something may be pointed at, its place is kept: nothing moves when it is told of.
    this.caption.hidden = text === '' && this.choice === undefined;
  }

  private point(id: number | undefined): void {
    if (id === this.pointed) return;
    this.pointed = id;
    this.mark();
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const ids = this.choice?.ids ?? [];
    const key = event.key.replace('Right', 'Down').replace('Left', 'Up');
    const index = this.selected === undefined ? -1 : ids.indexOf(this.selected);
    const target = moveBy(key, { index, count: ids.length, page: 1 });
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.options.choose?.(ids[target]!);
  }

  private fillTable(): void {
    if (!this.behind.open || this.behind.querySelector('.behind') !== null) return;
    const { title, table } = this.figure;
    this.behind.append(element('div', { class: 'behind' }, scrollingTable(title, table)));
  }

  private idOf(id: number): string {
    return `${this.options.id}-${id}`;
  }
}

function itemAt(target: EventTarget | null): number | undefined {
  const id = target instanceof HTMLElement ? target.dataset['id'] : undefined;
  return id === undefined ? undefined : Number(id);
}
