import './charts.css';
import { element } from '../element.ts';
import { type Axis, type Plot, plotOf, valueAt } from './plot.ts';
import { svg } from './svg.ts';
import { ticksBetween } from './ticks.ts';

const height = 144;
/** Room around the plot, in pixels. */
const above = 20;
const below = 34;
const beside = 8;
const letter = 6.5;
/** Between two labels of an axis. */
const labelEvery = { x: 72, y: 18 } as const;

/** What a {@link Chart} shows. */
export interface ChartOptions {
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  /** What is drawn, in the plot. */
  readonly marks: (plot: Plot) => readonly SVGElement[];
  /** What is at a value of the x axis, in words. */
  readonly describe: (x: number) => string;
  /** What stands below the plot while nothing is pointed at. */
  readonly caption: string;
  /** The same as figures: made when it is asked for. */
  readonly table: { readonly title: string; readonly content: () => HTMLElement };
}

/** A small chart that is as wide as its place: a picture in the colours of the theme, with its table behind it. */
export class Chart {
  readonly element: HTMLElement;
  private readonly picture: SVGSVGElement;
  private readonly caption: HTMLElement;
  private plot: Plot | undefined;

  constructor(private readonly options: ChartOptions) {
    this.picture = svg('svg', { class: 'picture', role: 'img', 'aria-label': options.label, height });
    this.caption = element('figcaption', {}, options.caption);
    this.element = element('figure', { class: 'chart' }, this.picture, this.caption, tableBehind(options.table));
    this.picture.addEventListener('pointermove', ({ offsetX }) => this.describe(offsetX));
    this.picture.addEventListener('pointerleave', () => (this.caption.textContent = options.caption));
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  private draw(): void {
    const width = this.element.clientWidth;
    if (width === 0) return;
    const { x, y, marks } = this.options;
    const yTicks = ticksBetween(y.low, y.high, (height - above - below) / labelEvery.y, y.leastStep);
    const yLabels = yTicks.values.map((value) => y.text(value, yTicks.step));
    const left = 8 + letter * Math.max(1, ...yLabels.map(({ length }) => length));
    const room = { left, top: above, width: Math.max(1, width - left - beside), height: height - above - below };
    const plot = plotOf(x, y, room);
    const xTicks = ticksBetween(x.low, x.high, Math.max(1, room.width / labelEvery.x), x.leastStep);
    this.plot = plot;
    this.picture.setAttribute('width', String(width));
    this.picture.replaceChildren(
      svg('text', { class: 'axis-label', x: 0, y: 10 }, y.label),
      svg('text', { class: 'axis-label', x: width - beside, y: height - 4, 'text-anchor': 'end' }, x.label),
      ...yTicks.values.flatMap((value, index) => horizontal(plot, plot.y(value), yLabels[index]!)),
      ...marks(plot),
      svg('path', { class: 'axis', d: `M${plot.left} ${plot.top + plot.height + 0.5}h${plot.width}` }),
      ...xTicks.values.flatMap((value) => vertical(plot, plot.x(value), x.text(value, xTicks.step), width)),
    );
  }

  private describe(distance: number): void {
    const value = this.plot && valueAt(distance, this.plot, this.options.x);
    this.caption.textContent = value === undefined ? this.options.caption : this.options.describe(value);
  }
}

function horizontal({ left, width }: Plot, y: number, label: string): readonly SVGElement[] {
  const at = Math.round(y) + 0.5;
  return [
    svg('path', { class: 'grid-line', d: `M${left} ${at}h${width}` }),
    svg('text', { x: left - 4, y: at + 4, 'text-anchor': 'end' }, label),
  ];
}

function vertical({ top, height: rows }: Plot, x: number, label: string, width: number): readonly SVGElement[] {
  const half = (label.length * letter) / 2;
  // A label at an end stays within the picture.
  const middle = Math.min(Math.max(x, half), width - half);
  return [
    svg('path', { class: 'axis', d: `M${Math.round(x) + 0.5} ${top + rows}v4` }),
    svg('text', { x: middle, y: top + rows + 15, 'text-anchor': 'middle' }, label),
  ];
}

function tableBehind({ title, content }: ChartOptions['table']): HTMLElement {
  const details = element('details', { class: 'chart-table' }, element('summary', {}, title));
  details.addEventListener('toggle', () => details.append(content()), { once: true });
  return details;
}
