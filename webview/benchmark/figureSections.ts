import { latencyFigure } from '../../src/presentation/benchmark/latencyFigure.ts';
import { operatorFigure } from '../../src/presentation/benchmark/operatorFigure.ts';
import { message } from '../../src/protocol/messages/catalogue.ts';
import { csvOfTable } from '../../src/presentation/table.ts';
import { FigureChart, type FigureChartOptions } from '../charts/figureChart.ts';
import { savedChart } from '../charts/savedChart.ts';
import { element } from '../element.ts';
import type { BenchmarkContext } from './context.ts';

/** How figures of this page are saved, what opens their tables, and that pressing something in them selects a variant. */
export function figureOptions(context: BenchmarkContext, id: string): FigureChartOptions {
  return {
    ...{ id, tableTitle: context.say(message('presentation.as-table', {})) },
    saving: (figure) => savedChart(context, id, () => csvOfTable(figure().table)),
    choose: (place) => context.selection.set(place),
  };
}

/** How long runs of each variant take; undefined where none was timed. */
export function latencySection(context: BenchmarkContext): HTMLElement | undefined {
  const { report, say, selection } = context;
  const figure = latencyFigure(report, say);
  if (figure === undefined) return undefined;
  const ids = [...report.variants.keys()].filter((place) => report.variants[place]!.timings !== undefined);
  const chart = new FigureChart(figureOptions(context, 'latency'), figure, {
    ...{ marks: '.distribution', shape: 'row', ids },
  });
  selection.follow((place) => chart.select(place));
  return section(figure.title, chart);
}

/** Where the time of the first variant and of the one that is selected goes, by operator; undefined where nothing was profiled. */
export function operatorSection(context: BenchmarkContext): HTMLElement | undefined {
  const { report, say, selection } = context;
  const profiled = [...report.variants.keys()].filter((place) => report.variants[place]!.profile !== undefined);
  const [first, second] = profiled;
  const figureFor = (place: number | undefined) => {
    const other = place !== undefined && place !== first && profiled.includes(place) ? place : second;
    return operatorFigure(
      report,
      say,
      [first, other].filter((each) => each !== undefined),
    );
  };
  const figure = figureFor(selection.current);
  if (figure === undefined) return undefined;
  const chart = new FigureChart(figureOptions(context, 'operators'), figure);
  selection.follow((place) => chart.show(figureFor(place) ?? figure));
  return section(figure.title, chart);
}

function section(title: string, chart: FigureChart): HTMLElement {
  return element('section', { 'aria-label': title }, element('h2', {}, title), chart.element);
}
