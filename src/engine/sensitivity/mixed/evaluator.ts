import path from 'node:path';
import type { QuantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import type { Comparison } from '../../../protocol/result/evaluation.ts';
import type { Latency } from '../../../protocol/result/latency.ts';
import { compareSessionLatency } from '../../benchmark/compareLatency.ts';
import type { Dataset, Feeds } from '../../data/dataset.ts';
import type { Metric } from '../../data/metrics/metric.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/open.ts';
import { saveModel } from '../../onnx/save.ts';
import { compareSessions } from '../../report/compareModels.ts';
import { physicalCores } from '../../runtime/machine.ts';
import { withScratchFolder } from '../../runtime/scratchFolder.ts';
import { type Session, withSession } from '../../runtime/session.ts';
import type { StaticScheme } from '../scheme/staticScheme.ts';

/** What models are evaluated on, and beside what. */
export interface EvaluationInput {
  /** As the person gave it. */
  readonly original: Model;
  /** Samples that nothing was calibrated on. */
  readonly dataset: Dataset;
  readonly heldOut: boolean;
  readonly metrics: readonly Metric[];
  /** One run's inputs, for timing. */
  readonly feeds: Feeds;
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  readonly temporaryFolder: string;
}

/** A model that was made and measured. */
export interface MeasuredModel {
  readonly options: QuantizeStaticOptions;
  readonly scheme: StaticScheme;
  readonly accuracy: Comparison;
  readonly latency: Latency;
  /** With its data files. */
  readonly bytes: number;
}

/**
 * Makes models and measures them against the original, which stays loaded for all of them. Files are written into the
 * temporary folder, one model at a time.
 */
export class Evaluator {
  private readonly input: EvaluationInput;
  private readonly float: Session;
  private readonly threads: number;

  constructor(input: EvaluationInput, float: Session, threads: number) {
    this.input = input;
    this.float = float;
    this.threads = threads;
  }

  /** @throws UserError where nothing can run on integers, or the model that is made fails */
  async measure(
    start: StaticScheme,
    options: QuantizeStaticOptions,
    onProgress: (fraction: number) => void,
  ): Promise<MeasuredModel> {
    const { original, dataset, heldOut, metrics, feeds, signal, temporaryFolder } = this.input;
    const { threads } = this;
    const scheme = start.with(options);
    return withScratchFolder(temporaryFolder, async (folder) => {
      const file = path.join(folder, 'point.onnx');
      saveModel(scheme.quantized(), file);
      return withSession(file, { threads }, async (after) => {
        const pair = { before: this.float, after };
        const compared = (fraction: number): void => onProgress(fraction / 2);
        const comparing = { threads, signal, own: metrics, heldOut, onProgress: compared };
        const accuracy = await compareSessions(original, pair, dataset, comparing);
        const timed = (fraction: number): void => onProgress((1 + fraction) / 2);
        const latency = await compareSessionLatency(this.float, after, feeds, { threads, signal, onProgress: timed });
        return { options, scheme, accuracy, latency, bytes: bytesOf(file) };
      });
    });
  }
}

/** Loads the original and hands an evaluator to `use`. @throws UserError where it cannot be loaded */
export async function withEvaluator<T>(input: EvaluationInput, use: (evaluator: Evaluator) => Promise<T>): Promise<T> {
  const threads = input.threads ?? physicalCores();
  return withSession(input.original, { threads }, (float) => use(new Evaluator(input, float, threads)));
}

/** Bytes of a model with its data files. */
export function bytesOf(file: string): number {
  const model = openModel(file);
  model.close();
  return model.sources.reduce((sum, { size }) => sum + size, 0);
}
