import type { Dataset } from '../../data/dataset.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { Model } from '../../onnx/model.ts';
import type { ChannelGroups, RemovedUnits } from '../groups/group.ts';
import { maskChannels } from '../groups/maskChannels.ts';
import { losingLayers, type OtherLayer } from './losingLayers.ts';
import { type InTurnOptions, type RepairedInTurn, repairInTurn } from './repairInTurn.ts';

/** What became of the layers that lose inputs. */
export interface RefitConsumers extends RepairedInTurn {
  /** Layers that lose inputs and have no matrix. */
  readonly others: readonly OtherLayer[];
}

/**
 * Fits every layer that loses inputs by least squares to what it gives in `original`, layer by layer in the order of the graph, in place
 * and before the inputs are taken away: channels that go become zero, and removing them afterwards by the groups that are returned
 * changes nothing any more. With `method: 'bias'` weights stay as they are; biases take what is missing of the means, and batch
 * normalizations after them move with what they read.
 * @param original has the same layers and shapes, and may be the model itself
 * @throws UserError where data or model fail
 */
export async function refitConsumers(
  model: Model,
  original: Model,
  groups: ChannelGroups,
  removed: RemovedUnits,
  dataset: Dataset,
  options: InTurnOptions,
): Promise<RefitConsumers> {
  const reference = original === model ? disposableCopy(model) : original;
  maskChannels(model, groups, removed, new Map());
  const { layers, norms, others } = losingLayers(model, groups, removed);
  // After a refit the outputs are what they were, variances too.
  const moved = options.method === 'bias' ? norms : [];
  return { ...(await repairInTurn(model, reference, { layers, norms: moved }, groups, dataset, options)), others };
}
