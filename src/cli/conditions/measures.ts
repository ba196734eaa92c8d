import { message, type MessageCode } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { BenchmarkVariant, Timings } from '../../protocol/result/benchmark.ts';
import type { MeasuredMetric } from '../../protocol/result/evaluation.ts';
import type { Quantity } from './quantities.ts';

/** A figure, and the interval in which it lies where one is known. */
export interface Figure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Something that a condition can be about. */
export interface Measure {
  readonly name: string;
  readonly quantity: Quantity;
  /** Whether it is a figure of one model, so that the original has one too, or already a comparison with the original. */
  readonly ofOneModel: boolean;
  /** Undefined where it was not measured. */
  of(variant: BenchmarkVariant): Figure | undefined;
  /** The variant's figure divided by that of the original, where it was measured as such. */
  ratio?(variant: BenchmarkVariant): Figure | undefined;
  /** Why it was not measured. */
  missing(variant: BenchmarkVariant): Message;
}

const exactly = (value: number | undefined): Figure | undefined =>
  value === undefined || Number.isNaN(value) ? undefined : { value, low: value, high: value };

const because = (code: MessageCode) => (): Message => ({ code, args: {} });

function timed(name: string, of: (timings: Timings) => number): Measure {
  return {
    ...{ name, quantity: 'time', ofOneModel: true, missing: because('cli.bench-no-latency') },
    of: ({ timings }) => exactly(timings && of(timings)),
  };
}

const measures: readonly Measure[] = [
  {
    ...{ name: 'p50', quantity: 'time', ofOneModel: true, missing: because('cli.bench-no-latency') },
    of: ({ timings }) => timings && withValue(timings.latency.p50),
    ratio: ({ timings }) => timings?.ratio && withValue(timings.ratio),
  },
  timed('p90', ({ latency }) => latency.p90),
  timed('p99', ({ latency }) => latency.p99),
  timed('session', ({ loading }) => loading.session),
  timed('firstRun', ({ loading }) => loading.firstRun),
  {
    ...{ name: 'memory', quantity: 'bytes', ofOneModel: true, missing: because('cli.bench-no-latency') },
    of: ({ timings }) => exactly(timings?.memory.peak),
  },
  {
    ...{ name: 'throughput', quantity: 'rate', ofOneModel: true, missing: because('cli.bench-no-throughput') },
    of: ({ timings }) => exactly(highest(timings)),
  },
  {
    ...{ name: 'size', quantity: 'bytes', ofOneModel: true, missing: because('cli.bench-no-latency') },
    of: ({ file }) => exactly(file.bytes),
  },
  {
    ...{ name: 'macs', quantity: 'count', ofOneModel: true, missing: because('cli.bench-no-macs') },
    of: ({ macs }) => exactly(macs?.total),
  },
  {
    ...{ name: 'parameters', quantity: 'count', ofOneModel: true, missing: because('cli.bench-no-macs') },
    of: ({ parameters }) => exactly(parameters),
  },
  {
    ...{ name: 'sparsity', quantity: 'share', ofOneModel: true, missing: because('cli.bench-no-macs') },
    of: ({ sparsity }) => exactly(sparsity),
  },
  {
    ...{ name: 'agreement', quantity: 'share', ofOneModel: false, missing: because('cli.bench-no-agreement') },
    of: ({ accuracy }) => exactly(accuracy?.agreement),
  },
  {
    ...{ name: 'sqnr', quantity: 'decibel', ofOneModel: false, missing: because('cli.bench-no-sqnr') },
    of: ({ accuracy }) =>
      accuracy && accuracy.outputs.length > 0
        ? exactly(Math.min(...accuracy.outputs.map(({ sqnr }) => sqnr)))
        : undefined,
  },
  ...['top1', 'top5'].map((name): Measure => ({ ...metricMeasure(name), quantity: 'share' })),
];

/** Names of what can be asked for whatever the data and the metrics of the user. */
export const measureNames: readonly string[] = measures.map(({ name }) => name);

/** The measure of this name; one that is none of the usual is a metric of the user's own. */
export function measureNamed(name: string): Measure {
  return measures.find((each) => plain(each.name) === plain(name)) ?? metricMeasure(name);
}

function metricMeasure(name: string): Measure {
  const found = ({ metrics }: BenchmarkVariant) => metrics.find((each) => plain(nameOf(each)) === plain(name));
  return {
    ...{ name, quantity: 'number', ofOneModel: true },
    of: (variant) => exactly(found(variant)?.value),
    missing: ({ metrics }) =>
      metrics.length === 0
        ? message('cli.bench-no-metrics', {})
        : message('cli.bench-no-metric', { metrics: metrics.map(nameOf).join(', ') }),
  };
}

/** What a metric is called in conditions. */
function nameOf({ name: { code, args } }: MeasuredMetric): string {
  const { name, k } = args;
  if (code === 'metric.top-1') return 'top1';
  if (code === 'metric.top-k') return `top${typeof k === 'number' ? k : ''}`;
  return typeof name === 'string' ? name : code;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

function withValue({
  median,
  low,
  high,
}: {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}): Figure {
  return { value: median, low, high };
}

function highest(timings: Timings | undefined): number | undefined {
  const rates = timings?.throughput.flatMap(({ samplesPerSecond }) => samplesPerSecond ?? []) ?? [];
  return rates.length === 0 ? undefined : Math.max(...rates);
}
