import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import { formatBytes, formatMilliseconds, formatRatio, rounded } from '../quantity.ts';
import type { BenchmarkReport, BenchmarkVariant, LatencyRatio } from './benchmark.ts';
import { baselineOf, speedup } from './benchmarkGains.ts';
import { accuracyPart } from './verdict.ts';

/** What a model costs and gives beside what it is compared with, in a line: speed with its interval, size, accuracy. */
export function variantVerdict(variant: BenchmarkVariant, report: BenchmarkReport): Message {
  const { timings, failure, file, accuracy } = variant;
  const baseline = baselineOf(report.variants, variant);
  if (timings === undefined && failure !== undefined) return failure;
  const parts: Message[] = [];
  if (timings?.ratio !== undefined) parts.push(spoken(speedPart(timings.ratio), report));
  else if (timings !== undefined) parts.push(spoken(latencyPart(timings.latency.p50.median), report));
  if (baseline === undefined) parts.push(message('history.bytes', { size: formatBytes(file.bytes) }));
  else if (baseline.file.bytes !== file.bytes) parts.push(sizePart(baseline.file.bytes, file.bytes));
  if (accuracy !== undefined) parts.push(...accuracyPart(accuracy));
  if (failure !== undefined) parts.push(failure);
  const [first = message('history.nothing-measured', {}), ...others] = parts;
  return others.reduce((line, part) => message('verdict.and', { line, part }), first);
}

function speedPart(ratio: LatencyRatio): Message {
  if (ratio.verdict === 'no-difference') {
    return message('history.no-difference', { low: rounded(ratio.low), high: rounded(ratio.high) });
  }
  if (ratio.verdict === 'slower') {
    const { median, low, high } = ratio;
    return message('summary.slower', { ratio: formatRatio(median), low: rounded(low), high: rounded(high) });
  }
  const { median, low, high } = speedup(ratio);
  return message('summary.faster', { ratio: formatRatio(median), low: rounded(low), high: rounded(high) });
}

function latencyPart(milliseconds: number): Message {
  return message('history.latency', { time: formatMilliseconds(milliseconds) });
}

function sizePart(before: number, after: number): Message {
  return before > after
    ? message('summary.smaller', { ratio: formatRatio(before / after) })
    : message('summary.larger', { ratio: formatRatio(after / before) });
}

function spoken(part: Message, { samples }: BenchmarkReport): Message {
  return samples.synthetic ? message('verdict.on-synthetic', { part }) : part;
}
