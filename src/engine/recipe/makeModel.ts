import type { SparseStorage } from '../../protocol/options/pruneWeights.ts';
import type { Pass } from '../../protocol/recipe.ts';
import type { Coverage } from '../../protocol/result/coverage.ts';
import type { Reduction } from '../../protocol/result/reduction.ts';
import type { Report } from '../../protocol/result/report.ts';
import { decodeSparse } from '../onnx/encoding/decodeSparse.ts';
import { encodeSparse } from '../onnx/encoding/encodeSparse.ts';
import type { Model } from '../onnx/model.ts';
import { combineCoverage } from '../report/combineCoverage.ts';
import { layerNotes } from '../report/layers.ts';
import type { PassInput, PassOutcome } from './passes/pass.ts';
import { runPasses } from './passes/runPasses.ts';

/** A model that passes made, and what they say of it. */
export interface MadeModel {
  readonly model: Model;
  readonly outcomes: readonly PassOutcome[];
  /** Of all passes that quantize; undefined where there is none. */
  readonly coverage: Coverage | undefined;
  /** Of the passes that take something away, in their order. */
  readonly reductions: readonly Reduction[];
  readonly layers: Report['layers'];
}

/**
 * Runs passes in their order on a copy of a model. Passes see weights as they are; those that are stored without their zeros are made
 * dense before, and stored so again afterwards.
 * @param begin what a pass works on beside the model; given its share of the work of all
 * @throws UserError where the model, the data or the options do not fit, or nothing could be done
 */
export async function makeModel(
  original: Model,
  passes: readonly Pass[],
  begin: (share: number) => Omit<PassInput, 'model'>,
): Promise<MadeModel> {
  const model = original.clone();
  const wasSparse = decodeSparse(model);
  const outcomes = await runPasses(passes, (share) => ({ ...begin(share), model }));
  const reductions = outcomes.flatMap(({ reduction }) => reduction ?? []);
  const covered = outcomes.flatMap(({ coverage }) => coverage ?? []);
  const coverage = covered.length === 0 ? undefined : combineCoverage(covered);
  const layers = layerNotes(model);
  encodeSparse(model, storageOf(passes) ?? (wasSparse ? 'auto' : 'dense'));
  return { model, outcomes, coverage, reductions, layers };
}

/** What the last pass that made zeros says of how they are stored. */
function storageOf(passes: readonly Pass[]): SparseStorage | undefined {
  return passes.filter((each) => each.pass === 'prune-weights').at(-1)?.options.storage;
}
