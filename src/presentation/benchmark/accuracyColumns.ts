import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatDecibels, formatDifference, formatShare } from '../../protocol/quantity.ts';
import type { BenchmarkAccuracy, BenchmarkReport, BenchmarkVariant } from '../../protocol/result/benchmark.ts';
import { accuracyDropRate } from '../../protocol/result/benchmarkGains.ts';
import type { ComparedMetric, MeasuredMetric } from '../../protocol/result/evaluation.ts';
import { formatMetric, onSamples } from '../../protocol/result/summary.ts';
import type { VariantCell, VariantColumn } from './variantColumns.ts';

/** What tells a metric from others: its name. */
export function isMetric(name: Message): (metric: { readonly name: Message }) => boolean {
  const key = JSON.stringify(name);
  return (metric) => JSON.stringify(metric.name) === key;
}

/** All metrics against labels that some variant has, in the order in which they come. */
export function metricsOf({ variants }: BenchmarkReport): readonly MeasuredMetric[] {
  const found = new Map<string, MeasuredMetric>();
  for (const metric of variants.flatMap(({ metrics }) => metrics)) {
    const key = JSON.stringify(metric.name);
    if (!found.has(key)) found.set(key, metric);
  }
  return [...found.values()];
}

/** The SQNR of the output that suffers most, in dB; undefined where no output was compared. */
export function worstSqnr({ outputs }: Pick<BenchmarkAccuracy, 'outputs'>): number | undefined {
  return outputs.length === 0 ? undefined : Math.min(...outputs.map(({ sqnr }) => sqnr));
}

/**
 * How well variants do: metrics against labels, agreement, SQNR, and the same with weights used as they are stored where that makes a
 * difference. Every heading says on which samples.
 */
export function accuracyColumns(report: BenchmarkReport): readonly VariantColumn[] {
  const { samples } = report;
  const metrics = metricsOf(report);
  const onAll = (label: Message): Message => onSamples(label, samples);
  const exactly = (label: Message): Message => message('presentation.exact', { label });
  const agreement = message('metric.agreement', {});
  const sqnr = message('presentation.sqnr', {});
  return [
    ...metrics.map(({ name }, index) => metricColumn(name, onAll(name), index)),
    comparedColumn('agreement', onAll(agreement), ({ accuracy }) => agreementCell(accuracy)),
    comparedColumn('sqnr', onAll(sqnr), ({ accuracy }) => sqnrCell(accuracy)),
    ...metrics.map(({ name }, index) => dropRateColumn(name, index)),
    ...metrics.map(({ name }, index) =>
      detailColumn(`metric-${index}-exact`, exactly(onAll(name)), ({ exact }) => {
        const metric = exact?.metrics.find(isMetric(name));
        return metric && changeCell(metric);
      }),
    ),
    detailColumn('agreement-exact', exactly(onAll(agreement)), ({ exact }) => agreementCell(exact)),
    detailColumn('sqnr-exact', exactly(onAll(sqnr)), ({ exact }) => sqnrCell(exact)),
  ];
}

type Cell = (variant: BenchmarkVariant, baseline: BenchmarkVariant | undefined) => VariantCell | undefined;

function comparedColumn(id: string, heading: Message, cell: Cell): VariantColumn {
  return { id, heading, figures: true, detail: false, cell };
}

function detailColumn(id: string, heading: Message, cell: Cell): VariantColumn {
  return { id, heading, figures: true, detail: true, cell };
}

function metricColumn(name: Message, heading: Message, index: number): VariantColumn {
  return comparedColumn(`metric-${index}`, heading, (variant, baseline) => {
    const metric = variant.metrics.find(isMetric(name));
    if (metric === undefined) return undefined;
    const before = baseline?.metrics.find(isMetric(name))?.value;
    if (before !== undefined) return changeCell({ ...metric, before, after: metric.value });
    return { text: formatMetric(metric.value, metric.unit), value: metric.value };
  });
}

function dropRateColumn(name: Message, index: number): VariantColumn {
  return detailColumn(
    `drop-rate-${index}`,
    message('presentation.drop-rate', { metric: name }),
    (variant, baseline) => {
      const metric = variant.metrics.find(isMetric(name));
      const before = baseline?.metrics.find(isMetric(name))?.value;
      if (metric === undefined || before === undefined) return undefined;
      const rate = accuracyDropRate({ before, after: metric.value, better: metric.better });
      return rate === undefined ? undefined : { text: formatShare(rate), value: rate };
    },
  );
}

function changeCell({ unit, better, before, after }: ComparedMetric): VariantCell {
  const difference = after - before;
  const text = formatMetric(after, unit);
  if (difference === 0) return { text, value: after, tone: 'same' };
  const isBetter = difference > 0 === (better === 'higher');
  return {
    ...{ text, value: after, tone: isBetter ? 'better' : 'worse' },
    delta:
      unit === 'share'
        ? message('summary.points', { difference: formatDifference(difference * 100) })
        : message('summary.difference', { difference: formatDifference(difference) }),
  };
}

function agreementCell(accuracy: BenchmarkAccuracy | undefined): VariantCell | undefined {
  const agreement = accuracy?.agreement;
  return agreement === undefined ? undefined : { text: formatShare(agreement), value: agreement };
}

function sqnrCell(accuracy: BenchmarkAccuracy | undefined): VariantCell | undefined {
  const sqnr = accuracy && worstSqnr(accuracy);
  return sqnr === undefined ? undefined : { text: formatDecibels(sqnr), value: sqnr };
}
