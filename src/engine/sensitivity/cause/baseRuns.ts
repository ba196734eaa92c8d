import type { Dataset } from '../../data/dataset.ts';
import type { ComparisonOptions } from '../../data/metrics/comparisonMeter.ts';
import type { Outputs } from '../../data/metrics/metric.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { initialState } from '../../runtime/runSamples.ts';
import { ActivationCache, release } from './activationCache.ts';
import { EffectMeter } from './effectMeter.ts';
import { keepLess, keptTensors, type Retention, type RetentionProblem } from './retention.ts';
import { type Reference, stateAfter } from './reference.ts';
import { type ChainRun, type LoadedSegment, type NodeRuns, runPart } from './segmentChain.ts';

export interface BaseRunsOptions {
  readonly segments: readonly LoadedSegment[];
  readonly dataset: Dataset;
  readonly retention: Retention;
  readonly problem: RetentionProblem;
  /** Names of the outputs that are compared. */
  readonly outputs: readonly string[];
  /** What the outputs should be; what the segments give unless given. */
  readonly reference: Reference | undefined;
  readonly comparison: ComparisonOptions;
  readonly nodeRuns: NodeRuns;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** What is kept of the base model's runs, and what they took. */
export interface BaseRuns {
  readonly cache: ActivationCache;
  readonly retention: Retention;
  readonly samples: number;
  readonly secondsOfSegments: readonly number[];
  readonly secondsOfComparison: number;
}

/** Runs the segments of a base model over all samples, and keeps of each run what fits. */
export async function baseRuns(options: BaseRunsOptions): Promise<BaseRuns> {
  const { segments, dataset, problem, outputs, signal, nodeRuns } = options;
  const cache = new ActivationCache();
  const clock = new Clock(segments.length);
  const meter = new EffectMeter(options.comparison);
  let { retention } = options;
  let kept = keptTensors(problem.timeline, retention);
  let state = initialState(dataset);
  let run = 0;
  options.reference?.restart();
  for await (const sample of dataset.samples()) {
    const feeds = new Map([...sample.feeds, ...state]);
    const context: ChainRun = { run, feeds, signal, nodeRuns };
    const tensors = await runAll(segments, context, clock, (name) => kept.has(name) || outputs.includes(name));
    const own = new Map(outputs.flatMap((name) => entry(name, tensors.get(name) ?? feeds.get(name))));
    const reference = (await options.reference?.outputsOf(sample, context)) ?? own;
    await clock.compare(() => meter.add(sample, reference, own));
    state = stateAfter(dataset, own);
    if (retention.samples) cache.addSample(sample);
    keepRun(cache, tensors, retention.outputs ? reference : undefined, kept);
    const less = keepLess(cache, retention, problem);
    if (less !== retention) kept = keptTensors(problem.timeline, less);
    retention = less;
    options.onProgress(++run / dataset.size);
  }
  if (!retention.samples) cache.dropSamples();
  return { cache, retention, samples: run, ...clock.means() };
}

function entry(name: string, tensor: DenseTensor | undefined): readonly (readonly [string, DenseTensor])[] {
  return tensor === undefined ? [] : [[name, tensor]];
}

/** Runs all segments; gives the tensors that are wanted and frees the others as soon as nothing reads them. */
async function runAll(
  segments: readonly LoadedSegment[],
  context: ChainRun,
  clock: Clock,
  wanted: (name: string) => boolean,
): Promise<Map<string, DenseTensor>> {
  const lastReader = new Map<string, number>();
  segments.forEach(({ inputs }, index) => inputs.forEach((name) => lastReader.set(name, index)));
  const tensors = new Map<string, DenseTensor>();
  for (const [index, segment] of segments.entries()) {
    const feeds = new Map(segment.inputs.flatMap((name) => entry(name, tensors.get(name) ?? context.feeds.get(name))));
    const given = await clock.segment(index, () => runPart(segment, { ...context, feeds }));
    for (const [name, tensor] of given) tensors.set(name, tensor);
    for (const name of segment.inputs) {
      const tensor = tensors.get(name);
      if (tensor === undefined || wanted(name) || lastReader.get(name) !== index) continue;
      release(tensor);
      tensors.delete(name);
    }
  }
  return tensors;
}

function keepRun(
  cache: ActivationCache,
  tensors: Map<string, DenseTensor>,
  reference: Outputs | undefined,
  kept: ReadonlySet<string>,
): void {
  for (const [name, tensor] of tensors) {
    if (kept.has(name)) continue;
    tensors.delete(name);
    release(tensor);
  }
  cache.addRun(tensors, reference);
}

/** Mean seconds of what is done again and again. The first time, when memory is got and files are read, counts only if alone. */
class Clock {
  private readonly segments: number[][];
  private readonly comparisons: number[] = [];

  constructor(segments: number) {
    this.segments = Array.from({ length: segments }, () => []);
  }

  segment<T>(index: number, work: () => Promise<T>): Promise<T> {
    return timed(this.segments[index]!, work);
  }

  compare(work: () => Promise<void>): Promise<void> {
    return timed(this.comparisons, work);
  }

  means(): Pick<BaseRuns, 'secondsOfSegments' | 'secondsOfComparison'> {
    return { secondsOfSegments: this.segments.map(mean), secondsOfComparison: mean(this.comparisons) };
  }
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  times.push((performance.now() - start) / 1000);
  return result;
}

function mean(times: readonly number[]): number {
  const counted = times.length > 1 ? times.slice(1) : times;
  return counted.reduce((sum, each) => sum + each, 0) / Math.max(1, counted.length);
}
