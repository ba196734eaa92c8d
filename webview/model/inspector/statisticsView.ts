import type { TensorStatistics } from '../../../src/protocol/graph/tensor.ts';
import { formatShare } from '../../../src/protocol/quantity.ts';
import { realText } from '../../../src/presentation/charts/realText.ts';
import { element, linkButton } from '../../element.ts';
import { awaited, awaitInto } from './awaited.ts';
import type { ViewContext } from './context.ts';
import { histogramChart } from './histogramChart.ts';
import type { StatisticsSource } from './statisticsSource.ts';

/** Larger tensors are read when it is asked for. */
const readAtOnce = 1_000_000;

/** Runs at once what reads a small tensor, and a large one on request. */
export function onDemand(
  context: ViewContext,
  source: StatisticsSource,
  axis: number | undefined,
  show: (statistics: TensorStatistics) => readonly (Node | string)[],
): HTMLElement {
  const waiting = context.word('inspector.computing');
  const asked = { ask: () => source.load(axis), show, waiting };
  if (source.elements <= readAtOnce || source.isAsked(axis)) return awaited(context, asked);
  const place = element('div', { class: 'awaited', tabindex: -1 });
  const hint = element('p', { class: 'description' }, context.word('inspector.large'));
  const compute = linkButton(context.word('inspector.compute'), () => {
    // The button goes, and the focus must not.
    place.focus();
    void awaitInto(place, context, asked);
  });
  place.append(hint, compute);
  return place;
}

/** What the elements of a tensor are like: figures and their distribution. */
export function statisticsView(context: ViewContext, source: StatisticsSource): HTMLElement {
  return onDemand(context, source, source.firstAxis, (statistics) => [
    figureTable(context, source, statistics),
    ...(statistics.histogram === null
      ? [element('p', { class: 'description' }, context.word('inspector.no-finite'))]
      : [histogramChart(context, source.tensor, statistics.histogram)]),
  ]);
}

function figureTable(context: ViewContext, { tensor }: StatisticsSource, statistics: TensorStatistics): HTMLElement {
  const { elements, zeros, nan, positiveInfinity, negativeInfinity, min, max, mean, deviation } = statistics;
  const { model } = context.opened.prepared;
  // Of integers, the last digit counts.
  const isInteger = /^(u?int|bool)/.test(model.tensorType(tensor)?.name ?? '');
  const extreme = (value: number | null): string =>
    value === null ? '–' : isInteger && Number.isSafeInteger(value) ? String(value).replace('-', '−') : realText(value);
  const real = (value: number | null): string => (value === null ? '–' : realText(value));
  const number = (count: number): string => count.toLocaleString(context.opened.language);
  const share = (count: number): string => formatShare(count / elements);
  const rare = (label: string, count: number): readonly (readonly [string, string, string])[] =>
    count === 0 ? [] : [[label, number(count), share(count)]];
  const rows: readonly (readonly [string, string, string])[] = [
    [context.word('inspector.minimum'), extreme(min), ''],
    [context.word('inspector.maximum'), extreme(max), ''],
    [context.word('inspector.mean'), real(mean), ''],
    [context.word('inspector.deviation'), real(deviation), ''],
    [context.word('inspector.zeros'), number(zeros), share(zeros)],
    ...rare(context.word('inspector.not-a-number'), nan),
    ...rare(context.word('inspector.positive-infinity'), positiveInfinity),
    ...rare(context.word('inspector.negative-infinity'), negativeInfinity),
  ];
  const lines = rows.map(([label, value, remark]) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, label),
      element('td', { class: 'figure' }, value),
      element('td', { class: 'description' }, remark),
    ),
  );
  const label = context.word('inspector.statistics');
  return element('table', { class: 'facts', 'aria-label': label }, element('tbody', {}, ...lines));
}
