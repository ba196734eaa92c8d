import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { VerifyOptions } from '../../protocol/options/verify.ts';
import type { Comparison } from '../../protocol/result/evaluation.ts';
import type { Floor, Report } from '../../protocol/result/report.ts';
import { UserError, userError } from '../../protocol/userError.ts';
import type { Dataset } from '../data/dataset.ts';
import { loadMetric } from '../data/metrics/userMetric.ts';
import type { Model } from '../onnx/model.ts';
import { withSession } from '../runtime/session.ts';
import { compareModels } from './compareModels.ts';
import { floorWarning, judge } from './floor.ts';

export interface VerifyInput {
  readonly original: Model;
  /** The result as it was written. */
  readonly file: string;
  readonly dataset: Dataset;
  readonly heldOut: boolean;
  /** Whether nodes of the result were quantized, as they are unless said otherwise. */
  readonly quantized?: boolean;
  readonly options: VerifyOptions;
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** What comparing a result with its original came to. */
export interface Verification {
  readonly accuracy: Comparison;
  readonly floor: Floor | undefined;
  readonly warnings: readonly Message[];
}

/**
 * Loads a result from its file, runs it beside the original on samples, and says whether it is good enough.
 * @throws UserError when it cannot be loaded or run
 */
export async function verify(input: VerifyInput): Promise<Verification> {
  const { original, file, dataset, heldOut, quantized = true, options, threads, signal, onProgress } = input;
  const own = await Promise.all(options.metrics.map(loadMetric));
  await requireLoadable(file, threads);
  const accuracy = await compareModels(original, file, dataset, { threads, signal, own, heldOut, onProgress });
  const floor = judge(accuracy, options);
  return { accuracy, floor, warnings: floor?.passed === false ? [floorWarning(floor, quantized)] : [] };
}

/** @throws UserError that says what to do with a result that the runtime refuses */
async function requireLoadable(file: string, threads: number | undefined): Promise<void> {
  try {
    await withSession(file, threads === undefined ? {} : { threads }, () => Promise.resolve());
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    throw userError('verify.output-fails', { reason: cause.detail }, { cause });
  }
}

/** What a person should know about sizes and speed. */
export function gainWarnings({ input, output, latency }: Pick<Report, 'input' | 'output' | 'latency'>): Message[] {
  const warnings: Message[] = [];
  if (output.bytes > input.bytes) warnings.push(message('verify.larger', {}));
  if (latency !== undefined && latency.speedup.high < 1) warnings.push(message('verify.slower', {}));
  return warnings;
}
