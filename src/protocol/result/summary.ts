import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import {
  formatBytes,
  formatDecibels,
  formatDifference,
  formatMilliseconds,
  formatRatio,
  formatShare,
  rounded,
} from '../quantity.ts';
import type { Coverage } from './coverage.ts';
import type { ComparedMetric, Comparison, SamplesUsed, Unit } from './evaluation.ts';
import type { Latency } from './latency.ts';
import { reductionRows } from './reductionRows.ts';
import type { Report } from './report.ts';

/** A line of the table that says what a result cost and what it gained. Empty where there is nothing to say. */
export interface SummaryRow {
  readonly label: Message;
  readonly before: string;
  readonly after: string;
  readonly change: Message;
}

const nothing = message('summary.nothing', {});

/** What was gained and what it cost: size, what went, integer share, accuracy, speed. */
export function summaryRows(report: Report): readonly SummaryRow[] {
  const { input, output, coverage, reductions = [], accuracy, latency } = report;
  const rows: SummaryRow[] = [sizeRow(input.bytes, output.bytes), ...reductionRows(reductions)];
  if (coverage !== undefined) rows.push(...integerRows(coverage));
  if (accuracy !== undefined) rows.push(...comparisonRows(accuracy));
  if (latency !== undefined) rows.push(latencyRow(latency, accuracy?.samples.synthetic === true));
  return rows;
}

/** How well a model does what another does: metrics, agreement, and the output that differs most. */
export function comparisonRows({ metrics, agreement, outputs, samples }: Comparison): readonly SummaryRow[] {
  const rows = metrics.map((metric) => metricRow(metric, samples));
  if (agreement !== undefined) {
    const after = formatShare(agreement);
    rows.push({ label: onSamples(message('metric.agreement', {}), samples), before: '', after, change: nothing });
  }
  if (outputs.length > 0) {
    const worst = Math.min(...outputs.map(({ sqnr }) => sqnr));
    const label = message(outputs.length > 1 ? 'summary.sqnr-worst' : 'summary.sqnr', {});
    rows.push({ label: onSamples(label, samples), before: '', after: formatDecibels(worst), change: nothing });
  }
  return rows;
}

/** A value of a metric, in its unit. */
export function formatMetric(value: number, unit: Unit): string {
  switch (unit) {
    case 'share':
      return formatShare(value);
    case 'decibel':
      return formatDecibels(value);
    case 'number':
      return rounded(value);
  }
}

function sizeRow(before: number, after: number): SummaryRow {
  const ratio = before / after;
  return {
    label: message('summary.size', {}),
    before: formatBytes(before),
    after: formatBytes(after),
    change:
      ratio >= 1
        ? message('summary.smaller', { ratio: formatRatio(ratio) })
        : message('summary.larger', { ratio: formatRatio(1 / ratio) }),
  };
}

function integerRows({ nodes, macs }: Coverage): readonly SummaryRow[] {
  const rows: SummaryRow[] = [];
  const computing = nodes.integer + nodes.float;
  if (macs !== undefined) rows.push(integerRow(message('summary.integer-macs', {}), macs.integer / macs.total));
  if (computing > 0) rows.push(integerRow(message('summary.integer-nodes', {}), nodes.integer / computing));
  return rows;
}

/** The plan concerns what was float before, so all that is integer now is new. */
function integerRow(label: Message, share: number): SummaryRow {
  return { label, before: formatShare(0), after: formatShare(share), change: nothing };
}

function metricRow({ name, unit, before, after }: ComparedMetric, samples: SamplesUsed): SummaryRow {
  const difference = after - before;
  return {
    label: onSamples(name, samples),
    before: formatMetric(before, unit),
    after: formatMetric(after, unit),
    change:
      unit === 'share'
        ? message('summary.points', { difference: formatDifference(difference * 100) })
        : message('summary.difference', { difference: formatDifference(difference) }),
  };
}

function latencyRow({ before, after, speedup, threads }: Latency, synthetic: boolean): SummaryRow {
  const faster = speedup.median >= 1;
  const [low, high] = faster ? [speedup.low, speedup.high] : [1 / speedup.high, 1 / speedup.low];
  const ratio = formatRatio(faster ? speedup.median : 1 / speedup.median);
  const interval = { ratio, low: rounded(low), high: rounded(high) };
  const same = speedup.low <= 1 && speedup.high >= 1;
  const changed = faster ? message('summary.faster', interval) : message('summary.slower', interval);
  return {
    label: message(synthetic ? 'summary.latency-synthetic' : 'summary.latency', { threads }),
    before: formatMilliseconds(before.median),
    after: formatMilliseconds(after.median),
    change: same ? message('summary.as-fast', { low: rounded(speedup.low), high: rounded(speedup.high) }) : changed,
  };
}

/** A figure with the samples that it rests on. */
export function onSamples(label: Message, { count, synthetic, heldOut }: SamplesUsed): Message {
  const kind = synthetic ? 'summary.on-synthetic' : heldOut ? 'summary.on-held-out' : 'summary.on-samples';
  return message(kind, { label, count });
}
