import { isMetric, metricsOf, worstSqnr } from '../../../src/presentation/benchmark/accuracyColumns.ts';
import { tickText } from '../../../src/presentation/charts/realText.ts';
import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../../src/protocol/messages/message.ts';
import {
  formatBytes,
  formatCount,
  formatDecibels,
  formatMilliseconds,
  formatShare,
} from '../../../src/protocol/quantity.ts';
import type { BenchmarkReport, BenchmarkVariant } from '../../../src/protocol/result/benchmark.ts';
import type { Unit } from '../../../src/protocol/result/evaluation.ts';
import { formatMetric, onSamples } from '../../../src/protocol/result/summary.ts';

/** Ends of an interval. */
interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A number of variants that can be set against others. */
export interface AxisFigure {
  /** Stays the same between versions: state is kept by it. */
  readonly id: string;
  readonly name: Message;
  readonly isAccuracy: boolean;
  /** NaN where it was not measured. */
  readonly value: (variant: BenchmarkVariant) => number;
  readonly text: (value: number) => string;
  /** As a mark of an axis. @param step between two marks */
  readonly tick: (value: number, step: number) => string;
  readonly interval?: (variant: BenchmarkVariant) => Interval | undefined;
  /** How wide an axis of it is at least, so that small differences look small; a tenth of the values when 0. */
  readonly least: number;
  /** No value is below, and none above. */
  readonly within?: Interval;
}

const none = Number.NaN;
const percent = (value: number, step: number): string => `${tickText(value * 100, step * 100)} %`;
/** Zero needs no unit. */
const tickBy =
  (format: (value: number) => string) =>
  (value: number): string =>
    value === 0 ? '0' : format(value);
const whole = { low: 0, high: 1 } as const;

/** The numbers that at least one variant of a report has: what models cost first, then how well they do. */
export function axisFigures(report: BenchmarkReport): readonly AxisFigure[] {
  const all = [...costs(report), ...metricFigures(report), ...comparisons(report)];
  return all.filter(({ value }) => report.variants.some((variant) => !Number.isNaN(value(variant))));
}

function costs({ environment: { threads }, samples }: BenchmarkReport): readonly AxisFigure[] {
  const onData = (label: Message): Message =>
    samples.synthetic ? message('page.figure-synthetic', { figure: label }) : label;
  const bytes = { isAccuracy: false, text: formatBytes, tick: tickBy(formatBytes), least: 0 };
  const counts = { isAccuracy: false, text: formatCount, tick: tickBy(formatCount), least: 0 };
  const times = { isAccuracy: false, text: formatMilliseconds, tick: tickBy(formatMilliseconds), least: 0 };
  return [
    { id: 'size', name: message('summary.size', {}), ...bytes, value: ({ file }) => file.bytes },
    {
      ...{ id: 'latency', name: onData(message('presentation.latency', { threads })), ...times },
      value: ({ timings }) => timings?.latency.p50.median ?? none,
      interval: ({ timings }) => timings?.latency.p50,
    },
    {
      ...{ id: 'p99', name: onData(message('presentation.p99', {})), ...times },
      value: ({ timings }) => timings?.latency.p99 ?? none,
    },
    {
      ...{ id: 'memory', name: message('presentation.memory', {}), ...bytes },
      value: ({ timings }) => timings?.memory.peak ?? none,
    },
    { id: 'macs', name: message('presentation.macs', {}), ...counts, value: ({ macs }) => macs?.total ?? none },
    {
      ...{ id: 'integer', name: message('summary.integer-macs', {}), isAccuracy: false, text: formatShare },
      ...{ tick: percent, least: 0.02, within: whole },
      value: ({ macs }) => (macs === undefined || macs.total === 0 ? none : macs.integer / macs.total),
    },
  ];
}

function metricFigures(report: BenchmarkReport): readonly AxisFigure[] {
  return metricsOf(report).map(({ name, unit }, index) => {
    const value = ({ metrics }: BenchmarkVariant): number => metrics.find(isMetric(name))?.value ?? none;
    // A user's own metric may call a share what is more than one.
    const isShare = unit === 'share' && report.variants.every((variant) => !(value(variant) > 1 || value(variant) < 0));
    return {
      ...{ id: `metric-${index}`, name: onSamples(name, report.samples), isAccuracy: true, value },
      ...{ text: (each) => formatMetric(each, unit), tick: unit === 'share' ? percent : tickText },
      ...{ least: leastOf(unit), ...(isShare && { within: whole }) },
    };
  });
}

function leastOf(unit: Unit): number {
  return { share: 0.02, decibel: 4, number: 0 }[unit];
}

/** The original is what the others are compared with: it agrees with itself, and differs in nothing. */
function comparisons({ variants, samples }: BenchmarkReport): readonly AxisFigure[] {
  const [original] = variants;
  const onAll = (label: Message): Message => onSamples(label, samples);
  const any = (has: (accuracy: NonNullable<BenchmarkVariant['accuracy']>) => boolean): boolean =>
    variants.some(({ accuracy }) => accuracy !== undefined && has(accuracy));
  const agree = any(({ agreement }) => agreement !== undefined) ? 1 : none;
  const same = any((accuracy) => worstSqnr(accuracy) !== undefined) ? Infinity : none;
  return [
    {
      ...{ id: 'agreement', name: onAll(message('metric.agreement', {})), isAccuracy: true, text: formatShare },
      ...{ tick: percent, least: 0.02, within: whole },
      value: (variant) => (variant === original ? agree : (variant.accuracy?.agreement ?? none)),
    },
    {
      ...{ id: 'sqnr', name: onAll(message('presentation.sqnr', {})), isAccuracy: true, text: formatDecibels },
      ...{ tick: (each) => formatDecibels(each), least: 4 },
      value: (variant) => (variant === original ? same : ((variant.accuracy && worstSqnr(variant.accuracy)) ?? none)),
    },
  ];
}
