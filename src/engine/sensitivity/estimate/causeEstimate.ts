import type { SensitivityOptions } from '../../../protocol/options/sensitivity.ts';
import type { Dataset } from '../../data/dataset.ts';
import { elementCount } from '../../onnx/tensor.ts';
import { physicalCores } from '../../runtime/machine.ts';
import { chooseRetention, keptTensors } from '../cause/retention.ts';
import { stepCosts } from '../cause/stepCosts.ts';
import { expectedBytes } from '../cause/tensorBytes.ts';
import { type Timeline, timelineOf } from '../cause/timeline.ts';
import type { Draft } from './draft.ts';
import type { RunTime } from './timedRuns.ts';

export interface CauseEstimateInput {
  readonly draft: Draft;
  readonly dataset: Dataset;
  readonly options: SensitivityOptions;
  readonly times: { readonly float: RunTime; readonly quantized: RunTime };
  readonly threads: number | undefined;
}

export interface CauseEstimate {
  /** Layers that are looked at alone. */
  readonly layers: number;
  /** Runs of the whole model that they are worth, and what they would be without keeping activations. */
  readonly runs: number;
  readonly naiveRuns: number;
  readonly seconds: number;
  /** Of these the seconds until the first layer is begun. */
  readonly preparation: number;
  /** Bytes that are kept. */
  readonly bytes: number;
}

/** From timing single layers: a model in pieces runs longer than in one, and Q and DQ in float take their time. */
const cost = {
  piecesRun: 1.3,
  quantizedStep: 1.5,
  session: 2e-3,
  run: 80e-6,
  comparedElement: 15e-9,
};

/**
 * What measuring layers alone takes, by the cuts that would be chosen. Which layers are the worst is not known yet: where only some are
 * asked for, they are taken for layers like all.
 */
export function estimateCause({ draft, dataset, options, times, threads }: CauseEstimateInput): CauseEstimate {
  const { float: model, types } = draft;
  const timeline = timelineOf(model, new Set(draft.layers.map(({ node }) => node)));
  const costs = stepCosts(model, timeline, types, threads ?? physicalCores());
  const integer = draft.layers.filter(({ precision }) => precision === 'integer');
  const starts = integer.flatMap(({ node }) => timeline.stepOf(node) ?? []);
  const samples = dataset.size;
  const retention = chooseRetention({
    ...{ timeline, costs, samples, memory: options.memory, copiesOfOutputs: 1 },
    bytesOf: (tensor) => expectedBytes(tensor, types),
    layers: starts.map((first) => ({ first, last: first })),
    ...(dataset.feedback.length > 0 && { among: new Set<number>() }),
  });
  const borders = [0, ...[...retention.positions].sort((a, b) => a - b), timeline.steps.length];
  const [ran, loaded] = [shares(costs.run, borders), shares(costs.load, borders)];
  const compared = cost.run + cost.comparedElement * outputElements(timeline, draft);
  const wholeRun = cost.piecesRun * times.float.run;
  let [runs, seconds] = [0, 0];
  for (const start of starts) {
    const segment = borders.findIndex((border) => border > start) - 1;
    const rest = ran.slice(segment).reduce((sum, share) => sum + share, 0);
    const own = ran[segment]! * (cost.quantizedStep - 1);
    runs += samples * rest;
    seconds += cost.session + times.float.load * loaded[segment]!;
    seconds += samples * ((rest + own) * wholeRun + compared);
  }
  const layers = Math.min(options.top ?? starts.length, integer.length);
  const part = starts.length === 0 ? 0 : layers / starts.length;
  const preparation = times.float.load + cost.session * borders.length + samples * (wholeRun + compared);
  const meters = options.allBut ? 2 : 1;
  const measurements = 1 + (options.apart ? 2 : 0) + (options.allBut ? cost.quantizedStep : 0);
  return {
    layers,
    runs: part * runs,
    naiveRuns: layers * samples,
    seconds: meters * preparation + measurements * part * seconds,
    preparation,
    bytes: keptBytes(timeline, draft, samples, retention),
  };
}

/** The share of each part between two borders in the sum of all. */
function shares(values: Float64Array, borders: readonly number[]): readonly number[] {
  const total = values.reduce((sum, value) => sum + value, 0) || 1;
  return borders.slice(1).map((end, index) => values.subarray(borders[index], end).reduce((a, b) => a + b, 0) / total);
}

function outputElements(timeline: Timeline, { types }: Draft): number {
  let elements = 0;
  for (const { name, isOutput } of timeline.tensors.values()) {
    if (isOutput) elements += elementCount(types.get(name)?.dims ?? []);
  }
  return elements;
}

function keptBytes(
  timeline: Timeline,
  { types }: Draft,
  samples: number,
  retention: ReturnType<typeof chooseRetention>,
): number {
  const kept = keptTensors(timeline, retention);
  let bytes = 0;
  for (const { name, born } of timeline.tensors.values()) {
    if (born < 0 ? retention.samples : kept.has(name)) bytes += samples * (expectedBytes(name, types) ?? 0);
  }
  return bytes;
}
