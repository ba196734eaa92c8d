import type { Message } from '../../../protocol/messages/message.ts';
import type { PruneChannelsOptions } from '../../../protocol/options/pruneChannels.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import type { PassContext } from '../../recipe/context.ts';
import type { ChannelGroups, RemovedUnits } from '../groups/group.ts';

export interface RepairOptions {
  readonly repair: PruneChannelsOptions['repair'];
}

/** What was done for layers that lose inputs. */
export interface Repaired {
  /** The groups with what repairing added to the model (a bias, a weight's own copy): what is to be removed by. */
  readonly groups: ChannelGroups;
  /** What was done, what was left out and why. */
  readonly notes: readonly Message[];
}

/**
 * Changes the layers that will lose inputs, in place and before the inputs are taken away, so that their outputs stay near what they
 * are in `original` (which may be the model itself, or what it was before earlier steps).
 */
export declare function repair(
  model: Model,
  original: Model,
  groups: ChannelGroups,
  removed: RemovedUnits,
  dataset: Dataset | undefined,
  options: RepairOptions,
  context: PassContext,
): Promise<Repaired>;
