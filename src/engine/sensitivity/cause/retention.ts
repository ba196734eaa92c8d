import type { ActivationCache } from './activationCache.ts';
import { chooseCuts, type CutProblem } from './cuts.ts';
import { isAlive, type Timeline } from './timeline.ts';

/** What is kept of the base model's runs: the best use of the bytes there are. */
export interface Retention {
  /** The cuts whose tensors are kept. */
  readonly positions: ReadonlySet<number>;
  /** The samples; otherwise they are read anew for each layer. */
  readonly samples: boolean;
  /** The outputs; otherwise they are computed anew for each layer. Without them no cut is of use. */
  readonly outputs: boolean;
}

export type RetentionProblem = Omit<CutProblem, 'limit' | 'samples'> & {
  readonly samples: number;
  /** Bytes for everything that is kept. */
  readonly memory: number;
  /** How many times outputs are kept: as they should be, and as the base model gives them where that is another. */
  readonly copiesOfOutputs: number;
};

/** Outputs come first, then the samples; the rest of the bytes is for cuts. */
export function chooseRetention(problem: RetentionProblem): Retention {
  const { timeline, bytesOf, samples, memory, copiesOfOutputs } = problem;
  let [ofInputs, ofOutputs] = [0, 0];
  for (const { name, born, isOutput } of timeline.tensors.values()) {
    const bytes = samples * (bytesOf(name) ?? 0);
    if (born < 0) ofInputs += bytes;
    else if (isOutput) ofOutputs += copiesOfOutputs * bytes;
  }
  if (ofOutputs > memory) return nothing;
  const keepsSamples = ofOutputs + ofInputs <= memory;
  const limit = memory - ofOutputs - (keepsSamples ? ofInputs : 0);
  return { positions: new Set(chooseCuts({ ...problem, limit }).positions), samples: keepsSamples, outputs: true };
}

/** The tensors that are kept: those alive at cuts, and the outputs. Inputs are kept with the samples. */
export function keptTensors(timeline: Timeline, { positions, outputs }: Retention): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const tensor of timeline.tensors.values()) {
    if (tensor.born < 0) continue;
    const wanted = tensor.isOutput ? outputs : [...positions].some((position) => isAlive(tensor, position));
    if (wanted) kept.add(tensor.name);
  }
  return kept;
}

/** Keeps less where the runs so far take more than they may: as if all runs will be like these. */
export function keepLess(cache: ActivationCache, retention: Retention, problem: RetentionProblem): Retention {
  if (cache.bytes <= problem.memory) return retention;
  const bytesOf = (tensor: string): number | undefined => cache.meanBytes(tensor) ?? problem.bytesOf(tensor);
  const chosen = chooseRetention({ ...problem, bytesOf, among: retention.positions });
  const samples = chosen.samples && retention.samples;
  const outputs = chosen.outputs && retention.outputs;
  // Runs so far may be larger than their mean foretells.
  const smaller: readonly Retention[] = [
    { ...chosen, samples, outputs },
    { positions: none, samples, outputs },
    { positions: none, samples: false, outputs },
  ];
  for (const each of smaller) {
    drop(cache, each, problem.timeline);
    if (cache.bytes <= problem.memory) return each;
  }
  drop(cache, nothing, problem.timeline);
  return nothing;
}

const none: ReadonlySet<number> = new Set();
const nothing: Retention = { positions: none, samples: false, outputs: false };

function drop(cache: ActivationCache, retention: Retention, timeline: Timeline): void {
  cache.keepOnly(keptTensors(timeline, retention));
  if (!retention.samples) cache.dropSamples();
  if (!retention.outputs) cache.dropReferences();
}
