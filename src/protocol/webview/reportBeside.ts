import type { Message } from '../messages/message.ts';
import { message } from '../messages/catalogue.ts';
import type { BenchmarkVariant } from '../result/benchmark.ts';
import type { Comparison } from '../result/evaluation.ts';
import { isBenchmark, type StoredReport } from '../result/readReport.ts';
import type { Report } from '../result/report.ts';
import { accuracyPart } from '../result/verdict.ts';

/** What a report says of one of its models. Ratios are those to the original of the report. */
export interface ReportedModel {
  /** As the report has it: relative to the folder of the report. */
  readonly path: string;
  /** What the report calls it. */
  readonly name: string;
  readonly role: 'original' | 'variant';
  /** Whether it is the one that is open. */
  readonly isOpen: boolean;
  readonly bytes: number;
  /** Bytes divided by those of the original. */
  readonly sizeRatio: number;
  /** Median milliseconds of one run. */
  readonly milliseconds?: number;
  /** Time divided by that of the original: below 1 is faster, with its 95 % interval. */
  readonly latencyRatio?: { readonly median: number; readonly low: number; readonly high: number };
  /** In a few words; empty where nothing was measured. */
  readonly accuracy: readonly Message[];
  /** Whether figures rest on samples that were made up. */
  readonly synthetic: boolean;
  /** Why nothing, or not everything, was measured. */
  readonly failure?: Message;
}

/** A report that lies beside a model. */
export type ReportBeside =
  | {
      readonly kind: 'compress' | 'benchmark';
      /** Name of the file of the report. */
      readonly report: string;
      /** ISO 8601. */
      readonly created: string;
      /** Without the original where that is the model that is open. */
      readonly models: readonly ReportedModel[];
    }
  | { readonly kind: 'unreadable'; readonly report: string; readonly reason: Message };

/**
 * What a report says of the models that it is about; undefined where the open model is not among them.
 * @param report name of its file
 * @param isOpen whether a path in it is that of the model that is open
 */
export function reportBeside(
  stored: StoredReport,
  report: string,
  isOpen: (path: string) => boolean,
): ReportBeside | undefined {
  const all = isBenchmark(stored)
    ? stored.variants.map((variant, index) =>
        benchmarked(variant, stored.variants[0]!, index, stored.samples.synthetic),
      )
    : compressed(stored);
  const models = all.map((model) => ({ ...model, isOpen: isOpen(model.path) }));
  if (!models.some((model) => model.isOpen)) return undefined;
  return {
    kind: isBenchmark(stored) ? 'benchmark' : 'compress',
    ...{ report, created: stored.created },
    models: models.filter((model) => !(model.isOpen && model.role === 'original')),
  };
}

type Model = Omit<ReportedModel, 'isOpen'>;

function compressed({ input, output, latency, accuracy }: Report): readonly Model[] {
  const synthetic = accuracy?.samples.synthetic === true;
  const speedup = latency?.speedup;
  return [
    {
      ...{ path: input.path, name: nameOf(input.path), role: 'original', bytes: input.bytes, sizeRatio: 1 },
      ...(latency !== undefined && { milliseconds: latency.before.median }),
      ...{ accuracy: [], synthetic },
    },
    {
      ...{ path: output.path, name: nameOf(output.path), role: 'variant', bytes: output.bytes },
      sizeRatio: output.bytes / input.bytes,
      ...(latency !== undefined && { milliseconds: latency.after.median }),
      ...(speedup !== undefined && {
        latencyRatio: { median: 1 / speedup.median, low: 1 / speedup.high, high: 1 / speedup.low },
      }),
      ...{ accuracy: accuracyOf(accuracy), synthetic },
    },
  ];
}

function benchmarked(
  { name, file, timings, accuracy, failure }: BenchmarkVariant,
  original: BenchmarkVariant,
  index: number,
  synthetic: boolean,
): Model {
  const ratio = timings?.ratio;
  return {
    ...{ path: file.path, name, role: index === 0 ? 'original' : 'variant', bytes: file.bytes },
    sizeRatio: file.bytes / original.file.bytes,
    ...(timings !== undefined && { milliseconds: timings.latency.p50.median }),
    ...(ratio !== undefined && { latencyRatio: { median: ratio.median, low: ratio.low, high: ratio.high } }),
    ...{ accuracy: accuracyOf(accuracy), synthetic },
    ...(failure !== undefined && { failure: message('performance.not-measured', { reason: failure }) }),
  };
}

/** Where there was no real data, nothing is known of the accuracy. */
function accuracyOf(accuracy: Comparison | undefined): readonly Message[] {
  return accuracy === undefined ? [] : accuracyPart(accuracy);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
