import './charts.css';
import './drawings.css';
import type { Drawing } from '../../src/presentation/drawing.ts';
import { element } from '../element.ts';
import { chartFoot, type ChartTable } from './chartFoot.ts';
import type { ChartSaving } from './chartSaving.ts';
import { chartSvg } from './chartSvg.ts';
import { drawn } from './svg.ts';

/** What a {@link DrawnChart} shows. */
export interface DrawnChartOptions {
  /** The title of a file that it is saved as. */
  readonly title: string;
  /** A whole picture, such as one of `src/presentation/charts`. @param width of its place, in pixels */
  readonly picture: (width: number) => Drawing;
  /** What stands below it. */
  readonly caption?: string;
  readonly table: ChartTable;
  /** Left out where nothing can be written. */
  readonly saving?: ChartSaving;
}

/** A picture that was drawn without a browser, as wide as its place and in the colours of the theme, with its table behind it. */
export class DrawnChart {
  readonly element: HTMLElement;
  private readonly place = element('div', { class: 'drawn' });
  private readonly resized = new ResizeObserver(() => this.draw());
  private width = 0;

  constructor(private options: DrawnChartOptions) {
    const { title, caption, table, saving } = options;
    this.element = element(
      'figure',
      { class: 'chart' },
      this.place,
      ...(caption === undefined ? [] : [element('figcaption', {}, caption)]),
      chartFoot(table, saving, () => chartSvg(this.place.querySelector('svg')!, title)),
    );
    this.resized.observe(this.place);
  }

  /** Shows another picture, such as one of which more is known. */
  show(picture: DrawnChartOptions['picture']): void {
    this.options = { ...this.options, picture };
    this.width = 0;
    this.draw();
  }

  dispose(): void {
    this.resized.disconnect();
  }

  private draw(): void {
    const width = Math.floor(this.place.clientWidth);
    if (width === 0 || width === this.width) return;
    this.width = width;
    this.place.replaceChildren(...drawn([this.options.picture(width)]));
  }
}
