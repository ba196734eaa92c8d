import './charts.css';
import { element } from '../element.ts';
import { type AxisMark, axisMarks } from './axisMarks.ts';
import { type ChartSaving, savingButtons } from './chartSaving.ts';
import { chartSvg } from './chartSvg.ts';
import { type Axis, type Plot, plotOf, valueAt } from './plot.ts';
import { svg } from './svg.ts';

/** Pixels, unless said otherwise. */
const usualHeight = 144;
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
  /** Pixels; 144 when left out. */
  readonly height?: number;
  /** What is drawn, in the plot: the later above the earlier. */
  readonly marks: (plot: Plot) => readonly SVGElement[];
  /** What is at a value of the x axis, in words. */
  readonly describe: (x: number) => string;
  /** What stands below the plot while nothing is pointed at. */
  readonly caption: string;
  /** The same as figures: made when it is asked for. */
  readonly table: { readonly title: string; readonly content: () => HTMLElement };
  /** Left out where nothing can be written. */
  readonly saving?: ChartSaving;
}

/** A small chart that is as wide as its place: a picture in the colours of the theme, with its table behind it. */
export class Chart {
  readonly element: HTMLElement;
  private readonly picture: SVGSVGElement;
  private readonly caption: HTMLElement;
  private readonly height: number;
  private plot: Plot | undefined;

  constructor(private readonly options: ChartOptions) {
    const { label, caption, table, saving, height = usualHeight } = options;
    this.height = height;
    this.picture = svg('svg', { class: 'picture', role: 'img', 'aria-label': label, height });
    this.caption = element('figcaption', {}, caption);
    const buttons = saving === undefined ? [] : savingButtons(saving, () => chartSvg(this.picture, label));
    this.element = element(
      'figure',
      { class: 'chart' },
      ...[this.picture, this.caption],
      element('div', { class: 'chart-foot' }, tableBehind(table), ...buttons),
    );
    this.picture.addEventListener('pointermove', ({ offsetX }) => this.describe(offsetX));
    this.picture.addEventListener('pointerleave', () => (this.caption.textContent = caption));
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  private draw(): void {
    const width = this.element.clientWidth;
    if (width === 0) return;
    const { x, y, marks } = this.options;
    this.picture.setAttribute('width', String(width));
    const frame = framed(x, y, { width, height: this.height });
    this.plot = frame.plot;
    this.picture.replaceChildren(...frame.behind, ...marks(frame.plot), ...frame.before);
  }

  private describe(distance: number): void {
    const value = this.plot && valueAt(distance, this.plot, this.options.x);
    this.caption.textContent = value === undefined ? this.options.caption : this.options.describe(value);
  }
}

/** The part of a picture in which values are drawn, and what stands around it. */
export interface Frame {
  readonly plot: Plot;
  /** Of the y axis; drawn first. */
  readonly behind: readonly SVGElement[];
  /** Of the x axis; drawn last. */
  readonly before: readonly SVGElement[];
}

/** Lays axes with their marks and labels into a picture of this size. */
export function framed(
  x: Axis,
  y: Axis,
  { width, height }: { readonly width: number; readonly height: number },
): Frame {
  const rows = Math.max(1, height - above - below);
  const yMarks = axisMarks(y, rows / labelEvery.y);
  const left = 8 + letter * Math.max(1, ...yMarks.map(({ text }) => text.length));
  const plot = plotOf(x, y, { left, top: above, width: Math.max(1, width - left - beside), height: rows });
  const xMarks = axisMarks(x, Math.max(1, plot.width / labelEvery.x));
  return {
    plot,
    behind: [
      svg('text', { class: 'axis-label', x: 0, y: 10 }, y.label),
      svg('text', { class: 'axis-label', x: width - beside, y: height - 4, 'text-anchor': 'end' }, x.label),
      ...yMarks.flatMap((mark) => horizontal(plot, mark)),
    ],
    before: [
      svg('path', { class: 'axis', d: `M${plot.left} ${plot.top + plot.height + 0.5}h${plot.width}` }),
      ...xMarks.flatMap((mark) => vertical(plot, mark, width)),
    ],
  };
}

function horizontal({ left, width, y }: Plot, { value, text }: AxisMark): readonly SVGElement[] {
  const at = Math.round(y(value)) + 0.5;
  return [
    svg('path', { class: 'grid-line', d: `M${left} ${at}h${width}` }),
    svg('text', { x: left - 4, y: at + 4, 'text-anchor': 'end' }, text),
  ];
}

function vertical({ top, height: rows, x }: Plot, { value, text }: AxisMark, width: number): readonly SVGElement[] {
  const half = (text.length * letter) / 2;
  // A label at an end stays within the picture.
  const middle = Math.min(Math.max(x(value), half), width - half);
  return [
    svg('path', { class: 'axis', d: `M${Math.round(x(value)) + 0.5} ${top + rows}v4` }),
    svg('text', { x: middle, y: top + rows + 15, 'text-anchor': 'middle' }, text),
  ];
}

function tableBehind({ title, content }: ChartOptions['table']): HTMLElement {
  const details = element('details', { class: 'chart-table' }, element('summary', {}, title));
  details.addEventListener('toggle', () => details.append(content()), { once: true });
  return details;
}
