import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import {
  formatBytes,
  formatCount,
  formatDifference,
  formatMilliseconds,
  formatRatio,
  formatShare,
  rounded,
} from '../../protocol/quantity.ts';
import type { BenchmarkReport, BenchmarkVariant, LatencyRatio } from '../../protocol/result/benchmark.ts';
import { compressionRatio, flops, reduction, speedup } from '../../protocol/result/benchmarkGains.ts';
import type { Duration } from '../../protocol/result/duration.ts';
import type { Tone } from '../table.ts';
import { accuracyColumns } from './accuracyColumns.ts';

/** What is known of a variant in one column. */
export interface VariantCell {
  readonly text: string | Message;
  /** To sort by, with all digits; a word for what has no number. */
  readonly value: number | string;
  /** How it differs from what the variant is compared with. */
  readonly delta?: Message | undefined;
  /** In which the value lies with 95 % confidence. */
  readonly interval?: Message | undefined;
  readonly tone?: Tone | undefined;
}

/** A column of what variants cost and give. */
export interface VariantColumn {
  readonly id: string;
  readonly heading: Message;
  /** Whether its cells are numbers, which stand at the right. */
  readonly figures: boolean;
  /** Whether it is for those who want to know more. */
  readonly detail: boolean;
  /** @param baseline what the variant is compared with; absent for the first of all */
  readonly cell: (variant: BenchmarkVariant, baseline: BenchmarkVariant | undefined) => VariantCell | undefined;
}

/** Everything that a report may tell of a variant, in the order in which it is shown. */
export function variantColumns(report: BenchmarkReport): readonly VariantColumn[] {
  const { threads } = report.environment;
  return [
    column('provider', message('presentation.provider', {}), false, ({ provider }) =>
      report.options.providers.length > 1 ? { text: provider, value: provider } : undefined,
    ),
    { ...column('size', message('summary.size', {}), false, sizeCell), figures: true },
    figure('latency', onData(message('presentation.latency', { threads }), report), ({ timings, failure }) => {
      if (timings === undefined) return failure && { text: message('presentation.not-measured', {}), value: NaN };
      const { p50 } = timings.latency;
      return { ...milliseconds(p50.median), interval: durationInterval(p50) };
    }),
    column(
      'speed',
      message('presentation.speed', {}),
      false,
      ({ timings }) => timings?.ratio && speedCell(timings.ratio),
    ),
    ...accuracyColumns(report),
    detail(
      'p90',
      onData(message('presentation.p90', {}), report),
      ({ timings }) => timings && milliseconds(timings.latency.p90),
    ),
    detail(
      'p99',
      onData(message('presentation.p99', {}), report),
      ({ timings }) => timings && milliseconds(timings.latency.p99),
    ),
    detail(
      'session',
      message('presentation.session', {}),
      ({ timings }) => timings && milliseconds(timings.loading.session),
    ),
    detail(
      'first-run',
      message('presentation.first-run', {}),
      ({ timings }) => timings && milliseconds(timings.loading.firstRun),
    ),
    detail('memory', message('presentation.memory', {}), ({ timings }) => timings && bytes(timings.memory.peak)),
    detail(
      'own-memory',
      message('presentation.own-memory', {}),
      ({ timings }) => timings && bytes(Math.max(0, timings.memory.peak - timings.memory.before)),
    ),
    detail('parameters', message('presentation.parameters', {}), (variant, baseline) =>
      count(variant.parameters, baseline?.parameters),
    ),
    detail('sparsity', message('presentation.sparsity', {}), ({ sparsity }) => share(sparsity)),
    detail(
      'macs',
      message('presentation.macs', {}),
      ({ macs }, baseline) => macs && count(macs.total, baseline?.macs?.total),
    ),
    detail('flops', message('presentation.flops', {}), ({ macs }) => macs && count(flops(macs.total), undefined)),
    detail('integer-macs', message('summary.integer-macs', {}), ({ macs }) =>
      macs && macs.total > 0 ? share(macs.integer / macs.total) : undefined,
    ),
    column(
      'remark',
      message('presentation.remark', {}),
      false,
      ({ failure }) => failure && { text: failure, value: 'failed' },
    ),
  ];
}

/** A figure that rests on data says where that was made up. */
function onData(label: Message, { samples }: BenchmarkReport): Message {
  return samples.synthetic ? message('page.figure-synthetic', { figure: label }) : label;
}

type Cell = VariantColumn['cell'];

function column(id: string, heading: Message, isDetail: boolean, cell: Cell): VariantColumn {
  return { id, heading, figures: false, detail: isDetail, cell };
}

function figure(id: string, heading: Message, cell: Cell): VariantColumn {
  return { id, heading, figures: true, detail: false, cell };
}

function detail(id: string, heading: Message, cell: Cell): VariantColumn {
  return { id, heading, figures: true, detail: true, cell };
}

function sizeCell({ file }: BenchmarkVariant, baseline: BenchmarkVariant | undefined): VariantCell {
  const cell = bytes(file.bytes);
  const ratio = baseline && compressionRatio(baseline.file.bytes, file.bytes);
  if (ratio === undefined || ratio === 1) return cell;
  return ratio > 1
    ? { ...cell, delta: message('summary.smaller', { ratio: formatRatio(ratio) }), tone: 'better' }
    : { ...cell, delta: message('summary.larger', { ratio: formatRatio(1 / ratio) }), tone: 'worse' };
}

/** How many times faster or slower, with its interval; that there is no difference is a result as well. */
function speedCell(ratio: LatencyRatio): VariantCell {
  const value = ratio.median;
  switch (ratio.verdict) {
    case 'faster': {
      const gain = speedup(ratio);
      const text = message('verdict.faster', { ratio: formatRatio(gain.median) });
      return { text, value, interval: interval(gain), tone: 'better' };
    }
    case 'slower': {
      const text = message('verdict.slower', { ratio: formatRatio(ratio.median) });
      return { text, value, interval: interval(ratio), tone: 'worse' };
    }
    case 'no-difference':
      return { text: message('presentation.no-difference', {}), value, interval: interval(ratio), tone: 'same' };
  }
}

function interval({ low, high }: Pick<Duration, 'low' | 'high'>): Message {
  return message('presentation.interval', { low: rounded(low), high: rounded(high) });
}

function durationInterval({ low, high }: Duration): Message {
  return message('presentation.interval', { low: formatMilliseconds(low), high: formatMilliseconds(high) });
}

function milliseconds(value: number): VariantCell {
  return { text: formatMilliseconds(value), value };
}

function bytes(value: number): VariantCell {
  return { text: formatBytes(value), value };
}

function share(value: number): VariantCell {
  return { text: formatShare(value), value };
}

/** A number of things, and how many less they are. */
function count(value: number, before: number | undefined): VariantCell {
  const gone = before === undefined ? undefined : reduction(before, value);
  const cell = { text: formatCount(value), value };
  if (gone === undefined || gone === 0) return cell;
  return { ...cell, delta: message('presentation.change', { change: `${formatDifference(-gone * 100)} %` }) };
}
