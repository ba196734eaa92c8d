import type { PruneWeightsOptions } from '../../../protocol/options/pruneWeights.ts';
import type { ReductionOf } from '../../../protocol/result/reduction.ts';
import type { Dataset } from '../../data/dataset.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { Model } from '../../onnx/model.ts';
import type { PassContext } from '../../recipe/context.ts';
import { pruneWeights } from '../weights/pruneWeights.ts';
import type { Curves, Size } from './curve.ts';

/**
 * What can be set to zero of the weights of every layer alone. That saves no work, and of the parameters those that are zero.
 * @param planned what the same options say of all layers: which there are
 */
export function weightCurves(
  model: Model,
  dataset: Dataset | undefined,
  options: PruneWeightsOptions,
  planned: ReductionOf<'weights'>,
  { parameters, macs }: Size,
  shares: readonly number[],
  context: PassContext,
): Curves {
  // The steps of one layer say nothing that is worth being shown.
  const quiet: PassContext = { ...context, progress: () => undefined, log: () => undefined, finding: () => undefined };
  const layers = planned.layers.map(({ node, name, operator, weights }) => ({
    ...{ id: node, layers: [{ node, name, operator }], units: weights },
    steps: shares.map((share) => ({
      ...{ share, parameters: parameters - Math.round(share * weights), macs },
      make: async () => {
        const copy = disposableCopy(model);
        const alone = { ...options, sparsity: share, maximumSparsity: 1, layerSparsity: {}, includeNodes: [node] };
        await pruneWeights(copy, dataset, alone, quiet);
        return copy;
      },
    })),
  }));
  const weights = new Map(layers.map(({ id, units }) => [id, units]));
  return {
    layers,
    sizeOf: (taken) => ({
      parameters: [...taken].reduce((left, [id, share]) => left - Math.round(share * weights.get(id)!), parameters),
      macs,
    }),
  };
}
