import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { formatShare } from '../../protocol/quantity.ts';
import type { Report } from '../../protocol/result/report.ts';

/** Below this share of the MACs nobody expects to measure a difference. */
const expected = 0.1;

/** What a person should know where what was taken away did not gain what it is taken away for. */
export function reductionWarnings({
  input,
  output,
  latency,
  reductions = [],
}: Pick<Report, 'input' | 'output' | 'latency' | 'reductions'>): readonly Message[] {
  const warnings: Message[] = [];
  const [first, last] = [reductions[0], reductions.at(-1)];
  const [before, after] = [first?.macs?.before ?? 0, last?.macs?.after ?? 0];
  const gone = before > 0 ? 1 - after / before : 0;
  const isAsFast = latency !== undefined && latency.speedup.low <= 1 && latency.speedup.high >= 1;
  if (isAsFast && gone >= expected) warnings.push(message('pruning.no-faster', { share: formatShare(gone) }));
  const sparse = reductions.some(({ kind }) => kind === 'weights');
  if (sparse && output.bytes === input.bytes) warnings.push(message('pruning.no-smaller', {}));
  return warnings;
}
