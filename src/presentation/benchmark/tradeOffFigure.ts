import { message } from '../../protocol/messages/catalogue.ts';
import { formatBytes, formatMilliseconds } from '../../protocol/quantity.ts';
import type { BenchmarkReport, BenchmarkVariant } from '../../protocol/result/benchmark.ts';
import type { Unit } from '../../protocol/result/evaluation.ts';
import { formatMetric, onSamples } from '../../protocol/result/summary.ts';
import { tickText } from '../charts/realText.ts';
import { scatterChart, type ScatterContent, type ScatterPoint } from '../charts/scatterChart.ts';
import type { Figure } from '../figure.ts';
import type { Say } from '../say.ts';
import { type AccuracyMeasure, accuracyMeasure } from './accuracyMeasure.ts';

/** What accuracy is bought with. */
export type Cost = 'latency' | 'size';

/** An axis is so wide at least, so that small differences look small. */
const leastShare = 0.02;
const leastDecibels = 4;

/** Accuracy of the variants against what they cost; undefined where there is no accuracy, or no cost is known. */
export function tradeOffFigure(report: BenchmarkReport, cost: Cost, say: Say): Figure | undefined {
  const measure = accuracyMeasure(report);
  if (measure === undefined) return undefined;
  const placed = report.variants.flatMap((variant) => {
    const [x, y] = [costOf(variant, cost), measure.value(variant)];
    return x === undefined || y === undefined || Number.isNaN(y) ? [] : [{ variant, x, y }];
  });
  if (placed.length === 0) return undefined;
  const accuracy = say(onSamples(measure.name, report.samples));
  const words = { accuracy, cost: say(message(`presentation.cost-${cost}`, {})) };
  const title = say(message('presentation.trade-off', words));
  const points = placed.map(({ variant, x, y }): ScatterPoint => ({
    ...{ name: variant.name, x, y, isOriginal: variant === report.variants[0] },
    ...(cost === 'latency' && { xInterval: variant.timings!.latency.p50 }),
    description: say(
      message('presentation.point', {
        name: variant.name,
        cost: costText(x, cost),
        accuracy,
        value: formatMetric(y, measure.unit),
      }),
    ),
  }));
  const content: ScatterContent = {
    label: [title, ...points.map(({ description }) => description)].join('. '),
    x:
      cost === 'latency'
        ? { label: say(message('presentation.axis-milliseconds', {})), text: tickText }
        : { label: say(message('presentation.axis-size', {})), text: formatBytes },
    y: { label: accuracy, ...yAxis(measure, points) },
    points,
  };
  return {
    ...{ id: `accuracy-${cost}`, title, caption: say(message('presentation.trade-off-help', {})) },
    picture: (width) => scatterChart(content, width),
    table: {
      columns: [
        { heading: say(message('presentation.model', {})) },
        { heading: words.cost, figures: true },
        { heading: accuracy, figures: true },
      ],
      rows: placed.map(({ variant, x, y }) => [
        { text: variant.name },
        { text: costText(x, cost), value: x },
        { text: formatMetric(y, measure.unit), value: y },
      ]),
    },
  };
}

function costOf({ timings, file }: BenchmarkVariant, cost: Cost): number | undefined {
  return cost === 'latency' ? timings?.latency.p50.median : file.bytes;
}

function costText(value: number, cost: Cost): string {
  return cost === 'latency' ? formatMilliseconds(value) : formatBytes(value);
}

function yAxis({ unit }: AccuracyMeasure, points: readonly ScatterPoint[]): Omit<ScatterContent['y'], 'label'> {
  const values = points.map(({ y }) => y);
  // A user's own metric may call a share what is more than one.
  const isShare = unit === 'share' && values.every((value) => value >= 0 && value <= 1);
  return {
    least: leastOf(unit, values),
    text: unit === 'share' ? (value, step) => `${tickText(value * 100, step * 100)} %` : tickText,
    ...(isShare && { within: { low: 0, high: 1 } }),
  };
}

function leastOf(unit: Unit, values: readonly number[]): number {
  if (unit === 'share') return leastShare;
  if (unit === 'decibel') return leastDecibels;
  const size = Math.max(0, ...values.filter(Number.isFinite).map(Math.abs));
  return size > 0 ? size * 0.05 : 1;
}
