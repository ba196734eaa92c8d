import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import { formatBytes, formatDecibels, formatRatio, formatShare } from '../quantity.ts';
import type { Comparison } from './evaluation.ts';
import type { Latency } from './latency.ts';
import type { Report } from './report.ts';
import { formatMetric } from './summary.ts';

/** What a result cost and what it gained, in one line: size, speed, accuracy. Figures on synthetic data say so. */
export function verdict({ input, output, latency, accuracy }: Report): Message {
  const parts = [sizePart(input.bytes, output.bytes)];
  if (latency !== undefined) {
    const speed = speedPart(latency);
    parts.push(accuracy?.samples.synthetic === true ? message('verdict.on-synthetic', { part: speed }) : speed);
  }
  if (accuracy !== undefined) parts.push(...accuracyPart(accuracy));
  return parts.reduce((line, part) => message('verdict.and', { line, part }));
}

function sizePart(before: number, after: number): Message {
  const change =
    before >= after
      ? message('summary.smaller', { ratio: formatRatio(before / after) })
      : message('summary.larger', { ratio: formatRatio(after / before) });
  return message('verdict.size', { before: formatBytes(before), after: formatBytes(after), change });
}

function speedPart({ speedup }: Latency): Message {
  if (speedup.low <= 1 && speedup.high >= 1) return message('verdict.as-fast', {});
  return speedup.median > 1
    ? message('verdict.faster', { ratio: formatRatio(speedup.median) })
    : message('verdict.slower', { ratio: formatRatio(1 / speedup.median) });
}

/** The first metric where there are labels, else agreement, else how far the worst output is off. */
export function accuracyPart({ metrics, agreement, outputs, samples }: Comparison): readonly Message[] {
  if (samples.synthetic) return [message('verdict.synthetic', {})];
  const [metric] = metrics;
  if (metric !== undefined) {
    const { name, unit, before, after } = metric;
    return [message('verdict.metric', { name, before: formatMetric(before, unit), after: formatMetric(after, unit) })];
  }
  if (agreement !== undefined) return [message('verdict.agreement', { share: formatShare(agreement) })];
  if (outputs.length === 0) return [];
  return [message('verdict.sqnr', { sqnr: formatDecibels(Math.min(...outputs.map(({ sqnr }) => sqnr))) })];
}
