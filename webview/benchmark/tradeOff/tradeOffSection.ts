import { message } from '../../../src/protocol/messages/catalogue.ts';
import { FigureChart } from '../../charts/figureChart.ts';
import { dropdown } from '../../controls/dropdown.ts';
import { element } from '../../element.ts';
import type { BenchmarkContext } from '../context.ts';
import { figureOptions } from '../figureSections.ts';
import type { BenchmarkState } from '../state.ts';
import { type Axes, axesFigure } from './axesFigure.ts';
import { type AxisFigure, axisFigures } from './axisFigures.ts';

/** What variants cost against what they give, each a point; what is set against what is for the person to choose. */
export class TradeOffSection {
  readonly element: HTMLElement;
  private readonly figures: readonly AxisFigure[];
  private readonly chart: FigureChart;
  private axes: Axes;

  constructor(
    private readonly context: BenchmarkContext,
    kept: BenchmarkState['axes'],
  ) {
    const { report, say, selection } = context;
    this.figures = axisFigures(report);
    const find = (id: string | undefined): AxisFigure | undefined => this.figures.find((each) => each.id === id);
    const [size] = this.figures as readonly [AxisFigure];
    this.axes = {
      x: find(kept.x) ?? find('latency') ?? size,
      y: find(kept.y) ?? this.figures.find(({ isAccuracy }) => isAccuracy) ?? size,
    };
    const { figure, choice } = axesFigure(report, this.axes, say);
    this.chart = new FigureChart(figureOptions(context, 'trade-off'), figure, choice);
    const bar = element('div', { class: 'section-bar' }, this.choice('y'), this.choice('x'));
    this.element = element(
      'section',
      { 'aria-label': figure.title },
      element('h2', {}, figure.title),
      bar,
      this.chart.element,
    );
    selection.follow((place) => this.chart.select(place));
  }

  /** What the person set, as JSON. */
  get state(): BenchmarkState['axes'] {
    return { x: this.axes.x.id, y: this.axes.y.id };
  }

  dispose(): void {
    this.chart.dispose();
  }

  private choice(axis: keyof Axes): HTMLElement {
    const { report, say, changed } = this.context;
    const choices = this.figures.map(({ id, name }) => ({ value: id, text: say(name) }));
    const label = say(message(`benchmarkPage.axis-${axis}`, {}));
    const list = dropdown(label, choices, this.axes[axis].id, (value) => {
      this.axes = { ...this.axes, [axis]: this.figures.find(({ id }) => id === value)! };
      const { figure, choice } = axesFigure(report, this.axes, say);
      this.chart.show(figure, choice);
      changed();
    });
    return element('div', { class: 'labelled' }, element('span', { 'aria-hidden': true }, label), list);
  }
}
