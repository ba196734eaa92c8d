import type { PruneChannelsOptions } from '../../../protocol/options/pruneChannels.ts';
import type { ReductionOf } from '../../../protocol/result/reduction.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import type { PassContext } from '../../recipe/context.ts';

/**
 * Takes channels out of a model, in place.
 * @throws UserError where no group of channels can go, saying why for each operator
 */
export declare function pruneChannels(
  model: Model,
  dataset: Dataset | undefined,
  options: PruneChannelsOptions,
  context: PassContext,
): Promise<ReductionOf<'channels'>>;
