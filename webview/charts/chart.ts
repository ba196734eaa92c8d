import './charts.css';
import './gridMarks.css';
import { framed } from '../../src/presentation/charts/frame.ts';
import { type Axis, type Plot, valueAt } from '../../src/presentation/charts/plot.ts';
import type { Drawing } from '../../src/presentation/drawing.ts';
import { element } from '../element.ts';
import { chartFoot, type ChartTable } from './chartFoot.ts';
import type { ChartSaving } from './chartSaving.ts';
import { chartSvg } from './chartSvg.ts';
import { drawn, svg } from './svg.ts';

/** Pixels, unless said otherwise. */
const usualHeight = 144;

/** What a {@link Chart} shows. */
export interface ChartOptions {
  /** What the picture shows, for those who do not see it. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Pixels; 144 when left out. */
  readonly height?: number;
  /** What is drawn, in the plot: the later above the earlier. */
  readonly marks: (plot: Plot) => readonly Drawing[];
  /** What is at a value of the x axis, in words. */
  readonly describe: (x: number) => string;
  /** What stands below the plot while nothing is pointed at. */
  readonly caption: string;
  /** The same as figures. */
  readonly table: ChartTable;
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
    this.element = element(
      'figure',
      { class: 'chart' },
      ...[this.picture, this.caption],
      chartFoot(table, saving, () => chartSvg(this.picture, label)),
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
    this.picture.replaceChildren(...drawn([...frame.behind, ...marks(frame.plot), ...frame.before]));
  }

  private describe(distance: number): void {
    const value = this.plot && valueAt(distance, this.plot, this.options.x);
    this.caption.textContent = value === undefined ? this.options.caption : this.options.describe(value);
  }
}
