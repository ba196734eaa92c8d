import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { BenchmarkReport } from '../../protocol/result/benchmark.ts';
import { variantVerdict } from '../../protocol/result/benchmarkVerdict.ts';

/** What came out, a line a variant: what it costs and gives against the original, or why it was not measured. */
export function benchmarkSummary(report: BenchmarkReport): readonly Message[] {
  return report.variants.map((variant) =>
    message('presentation.summary', { name: variant.name, verdict: variantVerdict(variant, report) }),
  );
}

/** What the report is about: the original, and how many are compared with it. */
export function benchmarkTitle({ variants }: BenchmarkReport): Message {
  const { name } = variants[0]!;
  return variants.length === 1
    ? message('presentation.title-one', { name })
    : message('presentation.title', { name, count: variants.length - 1 });
}

/** What a person should look at before using the figures, and what was assumed. That data was made up comes first. */
export function benchmarkRemarks({ samples, warnings, notes }: BenchmarkReport): {
  readonly warnings: readonly Message[];
  readonly notes: readonly Message[];
} {
  return { warnings: [...(samples.synthetic ? [message('presentation.synthetic', {})] : []), ...warnings], notes };
}
