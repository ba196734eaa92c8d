import type { Message } from '../../../../protocol/messages/message.ts';
import type { Dataset } from '../../../data/dataset.ts';
import type { Model } from '../../../onnx/model.ts';
import type { TensorTypes } from '../../../runtime/tensorTypes.ts';
import type { ChannelGroup } from '../../groups/group.ts';

/**
 * What a criterion may look at. Channels that went in earlier steps are zero in the model. A criterion that needs more, such as gradients,
 * has a field here for it.
 */
export interface CriterionContext {
  readonly model: Model;
  readonly groups: readonly ChannelGroup[];
  /** Types and shapes in the run that was looked at. */
  readonly types: TensorTypes;
  readonly dataset: Dataset | undefined;
  readonly threads: number | undefined;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Told the share that is done, 0 to 1. */
  readonly onProgress: (fraction: number) => void;
}

/** How much the units of a group matter. */
export interface Importance {
  /** One for each unit, in the criterion's own unit: those with less go first. */
  readonly scores: Float64Array;
  readonly notes: readonly Message[];
}

/** Importance by the id of the group, for every group of the context. */
export type ImportanceByGroup = ReadonlyMap<string, Importance>;

/**
 * A way of telling which channels matter. One small file each; the registry finds it by the name in the options.
 * @throws UserError where data or model fail, or samples are missing that it cannot do without
 */
export type Criterion = (context: CriterionContext) => Promise<ImportanceByGroup>;
