import type { SamplesUsed } from '../../protocol/result/evaluation.ts';
import type { ModelProfile, ProfiledNode } from '../../protocol/result/profile.ts';
import { medianInterval } from '../benchmark/median.ts';
import type { Feeds } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';
import { withKernelTimes } from '../runtime/kernelTimes.ts';
import { physicalCores } from '../runtime/machine.ts';
import { withSession } from '../runtime/session.ts';
import { alternateRuns } from './alternateRuns.ts';
import { attributeKernels } from './attributeKernels.ts';
import { emptyRun } from './emptyRun.ts';
import { nodeRuns } from './nodeRuns.ts';
import { profiledNodes } from './profiledNodes.ts';
import { withoutProfiler } from './withoutProfiler.ts';

export interface ProfileModelOptions {
  /** Where profiles and rewritten graphs are written; they are deleted again. */
  readonly temporaryFolder: string;
  /** The physical cores unless given. */
  readonly threads?: number;
  readonly signal: AbortSignal;
  /** What the inputs are, for the result. */
  readonly samples: SamplesUsed;
  /** Called with the share that is done. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Says where the time of a model goes, node by node of the user's file. The model runs with all optimizations, with the
 * runtime's profiler and without it in turns. Each kernel that ran stands with one node of the file, or is overhead; the
 * time of a kernel with bodies is what it takes without them.
 *
 * The times are those of a run while nobody looks: see {@link withoutProfiler}.
 * @throws UserError when the model cannot be loaded or run
 */
export async function profileModel(model: Model, feeds: Feeds, options: ProfileModelOptions): Promise<ModelProfile> {
  const { temporaryFolder, threads = physicalCores(), signal, samples } = options;
  const onProgress = options.onProgress ?? (() => undefined);
  signal.throwIfAborted();
  const ran = await nodeRuns(model, feeds, { temporaryFolder, threads });
  signal.throwIfAborted();
  let plain: readonly number[] = [];
  const measure = (profiled: Parameters<Parameters<typeof withKernelTimes>[2]>[0], nodes: number) =>
    withSession(model, { threads }, async (unprofiled) => {
      const runs = await alternateRuns(profiled, unprofiled, feeds, { signal, kernels: nodes, onProgress });
      plain = runs.plain;
      return runs;
    });
  return withKernelTimes(model, { temporaryFolder, threads }, measure, async (times) => {
    const latency = medianInterval(plain);
    const between = await emptyRun(model, feeds, { threads });
    const microseconds = withoutProfiler(times.kernels, (latency.median - between) * 1000);
    const { ofNodes, overhead } = attributeKernels(times, microseconds, (placed) => ran.macs(placed));
    const nodes: readonly ProfiledNode[] = profiledNodes(times, ofNodes, ran);
    const kernels = [...nodes, ...overhead].reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    return { nodes, overhead, kernels, latency, runs: times.runs, threads, samples };
  });
}
