import type { PruneWeightsOptions } from '../../../protocol/options/pruneWeights.ts';
import type { ReductionOf } from '../../../protocol/result/reduction.ts';
import type { Dataset } from '../../data/dataset.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { Model } from '../../onnx/model.ts';
import type { PassContext } from '../../recipe/context.ts';
import { WeightPruning } from './weightPruning.ts';

/**
 * Sets weights of layers to zero, in place: those that a criterion ranks lowest, in a pattern, so many that the share of the layer
 * or of the model is reached. Weights that are zero already count. Nothing else of the model changes; how zeros are stored is
 * decided when the model is saved (`encodeSparse`).
 *
 * - `magnitude`: the smallest. `random`: any, by the seed of the context.
 * - `wanda`: the smallest |weight| · ‖input‖ in every row of a layer (Sun, Liu, Bair and Kolter, 2023).
 * - `reconstruction`: those whose loss the other weights of the row can make up for best, which they then do (SparseGPT, Frantar and
 *   Alistarh, 2023). Layers are taken in the order of the graph: later ones make up for what earlier ones lost, and biases keep the
 *   means of outputs.
 *
 * @throws UserError where the criterion needs samples and there are none, or the options contradict each other
 */
export async function pruneWeights(
  model: Model,
  dataset: Dataset | undefined,
  options: PruneWeightsOptions,
  context: PassContext,
): Promise<ReductionOf<'weights'>> {
  return new WeightPruning(model, dataset, options, context, true).run();
}

/**
 * What {@link pruneWeights} would do; the model stays as it is. With reconstruction the weights are only counted, so that there is no
 * error of the layers' outputs.
 */
export async function planWeights(
  model: Model,
  dataset: Dataset | undefined,
  options: PruneWeightsOptions,
  context: PassContext,
): Promise<ReductionOf<'weights'>> {
  return new WeightPruning(disposableCopy(model), dataset, options, context, false).run();
}
