import { message } from '../../src/protocol/messages/catalogue.ts';
import type { Message } from '../../src/protocol/messages/message.ts';
import type { BenchmarkReport, BenchmarkVariant } from '../../src/protocol/result/benchmark.ts';
import { variantVerdict } from '../../src/protocol/result/benchmarkVerdict.ts';

/** What came out, in one sentence: of the variant that gains most time, or that none does. */
export function benchmarkVerdict(report: BenchmarkReport): Message {
  const [original, ...others] = report.variants as readonly [BenchmarkVariant, ...BenchmarkVariant[]];
  if (others.length === 0) return message('presentation.summary', lineOf(original, report));
  const timed = others.flatMap((variant) => {
    const ratio = variant.timings?.ratio;
    return ratio === undefined ? [] : [{ variant, ratio }];
  });
  const faster = timed
    .filter(({ ratio }) => ratio.verdict === 'faster')
    .sort((a, b) => a.ratio.median - b.ratio.median);
  const [best] = faster;
  if (best !== undefined) {
    return message(others.length === 1 ? 'presentation.summary' : 'benchmarkPage.verdict-fastest', {
      ...lineOf(best.variant, report),
    });
  }
  if (others.length === 1) return message('presentation.summary', lineOf(others[0]!, report));
  const values = { original: original.name, count: others.length };
  if (timed.length === 0) return message('benchmarkPage.verdict-none', values);
  const same = timed.every(({ ratio }) => ratio.verdict === 'no-difference');
  return message(same ? 'benchmarkPage.verdict-same' : 'benchmarkPage.verdict-slower', values);
}

function lineOf(variant: BenchmarkVariant, report: BenchmarkReport) {
  return { name: variant.name, verdict: variantVerdict(variant, report) };
}
