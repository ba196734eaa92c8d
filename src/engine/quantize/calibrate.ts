import { message } from '../../protocol/messages/catalogue.ts';
import type { Dataset } from '../data/dataset.ts';
import { isFloat } from '../onnx/elementType.ts';
import type { Model } from '../onnx/model.ts';
import type { PassContext } from '../recipe/context.ts';
import type { ObserveOptions } from '../runtime/observation.ts';
import { observeRanges } from '../runtime/observeRanges.ts';
import { observeValues } from '../runtime/observeValues.ts';
import type { TensorTypes } from '../runtime/tensorTypes.ts';
import { datasetFingerprint, modelFingerprint } from './fingerprint.ts';
import { StatisticsCollector } from './observers/collector.ts';
import { rangeOf } from './observers/range.ts';
import type { TensorStatistics } from './observers/statistics.ts';
import { readStatistics, type Statistics, writeStatistics } from './statisticsFile.ts';

export type { Statistics } from './statisticsFile.ts';

export interface CalibrateOptions {
  /** Types of the tensors, and their shapes for a typical sample. Those of other types than real numbers are passed over. */
  readonly types: TensorTypes;
  /** Whether an observer needs the values themselves; the ranges of each run alone are much cheaper. */
  readonly histograms: boolean;
  /** Whether an observer needs the moving average besides the histograms, which on its own comes with the ranges. */
  readonly movingAverages?: boolean;
  /** File of statistics: what fits the model and the data is taken from there, and what is new is added. */
  readonly file?: string;
}

/**
 * Runs a model over a dataset and keeps of each tensor what observers need: sums and counts, in memory that does not grow
 * with the number of samples. Reuses and completes statistics that were saved.
 * @returns statistics of the tensors that have any; the others are of no float type
 * @throws UserError where data or model fail, or a file of statistics is none
 */
export async function calibrate(
  model: Model,
  tensors: readonly string[],
  dataset: Dataset,
  options: CalibrateOptions,
  context: PassContext,
): Promise<Statistics> {
  const { file, types } = options;
  const real = tensors.filter((tensor) => isFloat(types.get(tensor)?.type ?? 'float32'));
  if (file === undefined) return observe(model, real, dataset, options, context);
  const key = { model: modelFingerprint(model), data: await datasetFingerprint(dataset) };
  const stored = await readStatistics(file);
  const fits = stored?.model === key.model && stored.data === key.data;
  if (stored !== undefined && !fits) context.log(message('calibrate.statistics-stale', { file }));
  const kept: Statistics = fits ? stored.tensors : new Map();
  const reused = new Map<string, TensorStatistics>();
  for (const tensor of real) {
    const statistics = kept.get(tensor);
    if (statistics !== undefined && suffices(statistics, options)) reused.set(tensor, statistics);
  }
  if (reused.size > 0) context.log(message('calibrate.statistics-reused', { count: reused.size, file }));
  const missing = real.filter((tensor) => !reused.has(tensor));
  if (missing.length === 0) return reused;
  const found = await observe(model, missing, dataset, options, context);
  await writeStatistics(file, { ...key, tensors: new Map([...kept, ...found]) });
  return new Map([...reused, ...found]);
}

function suffices({ bins, movingAverage }: TensorStatistics, options: CalibrateOptions): boolean {
  const { histograms, movingAverages = !histograms } = options;
  return (!histograms || bins !== null) && (!movingAverages || movingAverage !== null);
}

async function observe(
  model: Model,
  tensors: readonly string[],
  dataset: Dataset,
  { types, histograms, movingAverages = false }: CalibrateOptions,
  context: PassContext,
): Promise<Statistics> {
  const { signal, threads } = context;
  const onProgress = (share: number): void => context.progress(message('quantize.calibrating', {}), share);
  const options = { types, signal, onProgress, ...(threads !== undefined && { threads }) };
  const newCollector = (): StatisticsCollector => new StatisticsCollector({ histogram: histograms });
  const collectors = new Map(tensors.map((tensor) => [tensor, newCollector()]));
  const collect = histograms ? collectValues : collectRanges;
  const unsure = await collect(model, dataset, options, collectors, movingAverages);
  // Only all the values tell whether there is a NaN, an infinity, or a sum that was too large for float32.
  for (const tensor of unsure) collectors.set(tensor, newCollector());
  await observeValues(model, unsure, dataset, options, (tensor, { data }) => {
    if (data instanceof Float32Array) collectors.get(tensor)?.add(data, movingAverages ? rangeOf(data) : undefined);
  });
  return new Map([...collectors].map(([tensor, { statistics }]) => [tensor, statistics]));
}

type Collectors = ReadonlyMap<string, StatisticsCollector>;

/** Adds the values, or a part of them where they are many; gives the tensors that had one that is not finite outside it. */
async function collectValues(
  model: Model,
  dataset: Dataset,
  options: ObserveOptions,
  collectors: Collectors,
  movingAverages: boolean,
): Promise<readonly string[]> {
  const unsure = new Set<string>();
  const partly = { ...options, thinned: true };
  await observeValues(model, [...collectors.keys()], dataset, partly, (tensor, { data }, _, whole) => {
    if (!(data instanceof Float32Array)) return;
    if (whole?.finite === false) unsure.add(tensor);
    else collectors.get(tensor)?.add(data, whole ?? (movingAverages ? rangeOf(data) : undefined));
  });
  return [...unsure];
}

/** Adds the range of each run; gives the tensors that had a value in them that is not finite. */
async function collectRanges(
  model: Model,
  dataset: Dataset,
  options: ObserveOptions,
  collectors: Collectors,
): Promise<readonly string[]> {
  const unsure = new Set<string>();
  await observeRanges(model, [...collectors.keys()], dataset, options, (tensor, range) => {
    if (range.finite) collectors.get(tensor)?.addRange(range);
    else unsure.add(tensor);
  });
  return [...unsure];
}
