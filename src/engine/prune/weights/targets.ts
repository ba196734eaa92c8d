import type { PruneWeightsOptions } from '../../../protocol/options/pruneWeights.ts';
import { userError } from '../../../protocol/userError.ts';
import type { Model } from '../../onnx/model.ts';
import { selector } from '../../quantize/plan/selection.ts';
import type { PrunableWeight } from './prunable.ts';

/** How many of a layer's weights are to be zero. */
export interface Target {
  /** Share that was asked for this layer alone; undefined where the common one holds. */
  readonly own: number | undefined;
  /** Weights that may be zero at most. */
  readonly most: number;
}

/**
 * The targets of all weights. A share for single layers holds where one of the layers that read the weight has the name; of several
 * entries that fit the last. It is what was asked for, so the common limit does not hold for it.
 * @throws UserError where a name fits no layer
 */
export function targetsOf(
  model: Model,
  weights: readonly PrunableWeight[],
  { layerSparsity, maximumSparsity }: PruneWeightsOptions,
): ReadonlyMap<PrunableWeight, Target> {
  const shares = Object.entries(layerSparsity).map(([glob, share]) => {
    const refusal = selector(model.graph, { includeNodes: [glob], excludeNodes: [], excludeOperators: [] });
    const fits = (weight: PrunableWeight): boolean => weight.readers.some((node) => refusal(node) === undefined);
    if (!weights.some(fits)) throw userError('pruneWeights.unknown-layer', { file: model.file, glob });
    return { fits, share };
  });
  return new Map(
    weights.map((weight) => {
      const own = shares.findLast(({ fits }) => fits(weight))?.share;
      return [weight, { own, most: Math.floor((own ?? maximumSparsity) * countOf(weight) + 1e-9) }];
    }),
  );
}

export function countOf({ matrix: { groups, outputs, inputs } }: PrunableWeight): number {
  return groups * outputs * inputs;
}
