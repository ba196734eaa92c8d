import { scatterChart } from '../../../src/presentation/charts/scatterChart.ts';
import type { Figure } from '../../../src/presentation/figure.ts';
import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { BenchmarkReport } from '../../../src/protocol/result/benchmark.ts';
import type { FigureChoice } from '../../charts/figureChart.ts';
import type { Say } from '../../page.ts';
import type { AxisFigure } from './axisFigures.ts';

/** What is set against what. */
export interface Axes {
  readonly x: AxisFigure;
  readonly y: AxisFigure;
}

/** Variants as points, with what of the picture can be selected. */
export function axesFigure(
  report: BenchmarkReport,
  axes: Axes,
  say: Say,
): { readonly figure: Figure; readonly choice: FigureChoice } {
  const { x, y } = axes;
  const placed = report.variants
    .map((variant, place) => ({ variant, place, x: x.value(variant), y: y.value(variant) }))
    .filter((each) => Number.isFinite(each.x) && !Number.isNaN(each.y));
  const points = placed.map(({ variant, place, ...at }) => {
    const [xInterval, yInterval] = [x.interval?.(variant), y.interval?.(variant)];
    const values = { x: x.name, xValue: x.text(at.x), y: y.name, yValue: y.text(at.y) };
    return {
      ...{ name: variant.name, x: at.x, y: at.y, isOriginal: place === 0 },
      ...(xInterval !== undefined && { xInterval }),
      ...(yInterval !== undefined && { yInterval }),
      description: say(message('benchmarkPage.point', { variant: variant.name, ...values })),
    };
  });
  const title = say(message('benchmarkPage.trade-off', {}));
  const left = report.variants.length - placed.length;
  const caption =
    left === 0
      ? message('benchmarkPage.trade-off-help', {})
      : message('benchmarkPage.trade-off-without', { count: left });
  const content = {
    label: [title, ...points.map(({ description }) => description)].join('. '),
    x: { label: say(x.name), text: x.tick },
    y: { label: say(y.name), text: y.tick, least: leastOf(y, placed), ...(y.within && { within: y.within }) },
    points,
  };
  return {
    figure: {
      ...{ id: 'trade-off', title, caption: say(caption), picture: (width) => scatterChart(content, width) },
      table: {
        columns: [
          { heading: say(message('presentation.model', {})) },
          ...[x, y].map(({ name }) => ({ heading: say(name), figures: true })),
        ],
        rows: placed.map((each) => [
          { text: each.variant.name },
          { text: x.text(each.x), value: each.x },
          { text: y.text(each.y), value: each.y },
        ]),
      },
    },
    choice: { marks: '.point', shape: 'point', ids: placed.map(({ place }) => place) },
  };
}

function leastOf({ least }: AxisFigure, placed: readonly { readonly y: number }[]): number {
  if (least > 0) return least;
  const size = Math.max(
    0,
    ...placed
      .map((each) => each.y)
      .filter(Number.isFinite)
      .map(Math.abs),
  );
  return size > 0 ? size * 0.1 : 1;
}
