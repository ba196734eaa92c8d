import { message } from '../../protocol/messages/catalogue.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';
import type { PassContext } from '../recipe/context.ts';
import { observeRanges } from '../runtime/observeRanges.ts';
import { observeValues } from '../runtime/observeValues.ts';
import type { TensorTypes } from '../runtime/tensorTypes.ts';
import { StatisticsCollector } from './observers/collector.ts';
import type { TensorStatistics } from './observers/statistics.ts';

/** What calibration saw of each tensor. */
export type Statistics = ReadonlyMap<string, TensorStatistics>;

export interface CalibrateOptions {
  readonly types: TensorTypes;
  /** Whether an observer needs the values themselves; the ranges of each run alone are much cheaper. */
  readonly histograms: boolean;
}

/**
 * Runs a model over a dataset and keeps of each tensor what observers need: sums and counts, in memory that does not grow
 * with the number of samples.
 * @throws UserError where data or model fail
 */
export async function calibrate(
  model: Model,
  tensors: readonly string[],
  dataset: Dataset,
  { types, histograms }: CalibrateOptions,
  context: PassContext,
): Promise<Statistics> {
  const collectors = new Map(tensors.map((tensor) => [tensor, new StatisticsCollector({ histogram: histograms })]));
  const options = {
    types,
    signal: context.signal,
    ...(context.threads !== undefined && { threads: context.threads }),
    onProgress: (fraction: number) => context.progress(message('quantize.calibrating', {}), fraction),
  };
  if (histograms) {
    await observeValues(model, tensors, dataset, { ...options, thinned: true }, (tensor, { data }) => {
      if (data instanceof Float32Array) collectors.get(tensor)?.add(data);
    });
  } else {
    await observeRanges(model, tensors, dataset, options, (tensor, { min, max, finite }) =>
      collectors.get(tensor)?.addRange(finite ? { min, max } : { min: NaN, max: NaN }),
    );
  }
  return new Map([...collectors].map(([tensor, { statistics }]) => [tensor, statistics]));
}
