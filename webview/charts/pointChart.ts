import './charts.css';
import { framed } from '../../src/presentation/charts/frame.ts';
import type { Axis, Plot } from '../../src/presentation/charts/plot.ts';
import type { Drawing } from '../../src/presentation/drawing.ts';
import { element } from '../element.ts';
import { chartSvg } from './chartSvg.ts';
import { drawn, svg } from './svg.ts';

/** Pixels from a point within which it is pointed at. */
const reach = 20;
/** Pixels below which a plot cannot be read. */
const leastHeight = 96;

/** A point of a chart. */
export interface ChartPoint {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  /** Everything that is to be known of it, in words. */
  readonly text: string;
}

/** What a {@link PointChart} shows. */
export interface PointContent {
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  /** In the order in which keys walk them. None is without a place. */
  readonly points: readonly ChartPoint[];
  /** What is drawn, in the plot, points as well. */
  readonly marks: (plot: Plot) => readonly Drawing[];
  /** What stands below the plot while nothing is pointed at or selected. */
  readonly caption: string;
}

/** What a {@link PointChart} is told at first. */
export interface PointChartOptions {
  /** Distinguishes it from other charts of the page. */
  readonly id: string;
  /** What the points are, as a list that is walked. */
  readonly label: string;
  readonly choose: (id: number) => void;
}

/** Points in a plane, which are pointed at, walked by keys and selected. It is as large as its place. */
export class PointChart {
  readonly element: HTMLElement;
  private readonly picture = svg('svg', { class: 'picture', role: 'img' });
  private readonly list: HTMLElement;
  private readonly room: HTMLElement;
  private readonly caption = element('figcaption');
  private readonly resized = new ResizeObserver(() => this.draw());
  private content: PointContent | undefined;
  private plot: Plot | undefined;
  private selected: number | undefined;
  private pointed: number | undefined;

  constructor(private readonly options: PointChartOptions) {
    this.list = element('div', { class: 'chart-points', role: 'listbox', tabindex: 0, 'aria-label': options.label });
    this.room = element('div', { class: 'chart-room' }, this.picture, this.list);
    this.element = element('figure', { class: 'chart point-chart' }, this.room, this.caption);
    this.list.addEventListener('keydown', (event) => this.key(event));
    this.list.addEventListener('pointermove', (event) => this.point(this.nearest(event)));
    this.list.addEventListener('pointerleave', () => this.point(undefined));
    this.list.addEventListener('click', (event) => {
      const id = this.nearest(event);
      if (id !== undefined) options.choose(id);
    });
    this.resized.observe(this.room);
  }

  /** Shows other points, or the same at other places. */
  show(content: PointContent): void {
    this.content = content;
    if (!content.points.some(({ id }) => id === this.pointed)) this.pointed = undefined;
    this.draw();
  }

  /** Marks a point that was selected here or elsewhere. */
  select(id: number | undefined): void {
    this.selected = id;
    this.mark();
  }

  focus(): void {
    this.list.focus();
  }

  /** The text of an SVG file. */
  svg(title: string): string {
    return chartSvg(this.picture, title);
  }

  dispose(): void {
    this.resized.disconnect();
  }

  private draw(): void {
    const { content } = this;
    const { clientWidth: width, clientHeight } = this.room;
    if (content === undefined || width === 0) return;
    const height = Math.max(leastHeight, clientHeight);
    const { plot, behind, before } = framed(content.x, content.y, { width, height });
    this.plot = plot;
    this.picture.setAttribute('width', String(width));
    this.picture.setAttribute('height', String(height));
    this.picture.setAttribute('aria-label', content.label);
    this.picture.replaceChildren(...drawn([...behind, ...content.marks(plot), ...before]));
    this.list.hidden = content.points.length === 0;
    this.list.replaceChildren(...content.points.map((point) => this.option(point, plot)));
    this.mark();
  }

  private option({ id, x, y, text }: ChartPoint, plot: Plot): HTMLElement {
    const option = element('div', { class: 'chart-point', role: 'option', id: this.idOf(id), 'aria-label': text });
    option.style.insetInlineStart = `${plot.x(x)}px`;
    option.style.insetBlockStart = `${plot.y(y)}px`;
    return option;
  }

  private mark(): void {
    const { points, caption } = this.content ?? { points: [], caption: '' };
    for (const { id } of points) {
      const option = this.list.querySelector(`#${this.idOf(id)}`);
      option?.setAttribute('aria-selected', String(id === this.selected));
      option?.classList.toggle('pointed', id === this.pointed);
    }
    const isShown = points.some(({ id }) => id === this.selected);
    if (isShown) this.list.setAttribute('aria-activedescendant', this.idOf(this.selected!));
    else this.list.removeAttribute('aria-activedescendant');
    const told = points.find(({ id }) => id === (this.pointed ?? this.selected))?.text ?? caption;
    if (this.caption.textContent !== told) this.caption.textContent = told;
    this.caption.title = told;
  }

  private point(id: number | undefined): void {
    if (id === this.pointed) return;
    this.pointed = id;
    this.mark();
  }

  private nearest({ clientX, clientY }: MouseEvent): number | undefined {
    const { plot, content } = this;
    if (plot === undefined || content === undefined) return undefined;
    const { left, top } = this.room.getBoundingClientRect();
    let best: { readonly id: number; readonly distance: number } | undefined;
    for (const { id, x, y } of content.points) {
      const distance = Math.hypot(plot.x(x) - (clientX - left), plot.y(y) - (clientY - top));
      if (distance <= reach && (best === undefined || distance < best.distance)) best = { id, distance };
    }
    return best?.id;
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const points = this.content?.points ?? [];
    const at = points.findIndex(({ id }) => id === this.selected);
    const last = points.length - 1;
    const next: Readonly<Record<string, number>> = {
      ArrowRight: Math.min(last, at + 1),
      ArrowDown: Math.min(last, at + 1),
      ArrowLeft: Math.max(0, at - 1),
      ArrowUp: Math.max(0, at - 1),
      Home: 0,
      End: last,
    };
    const point = Object.hasOwn(next, event.key) ? points[next[event.key]!] : undefined;
    if (point === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.options.choose(point.id);
  }

  private idOf(id: number): string {
    return `${this.options.id}-${id}`;
  }
}
