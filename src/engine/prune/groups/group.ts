import type { Message } from '../../../protocol/messages/message.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import type { Axis, ParameterRole } from './rule.ts';

/** What a group has along one dimension of one tensor. */
export interface GroupPart extends Axis {
  /** For every position the unit of the group that it goes with; -1 for those of other groups. */
  readonly unitOf: Int32Array;
  /** Where the tensor is a parameter. */
  readonly role?: ParameterRole;
}

/** Channels that are computed and read by the same layers. Each unit of them can go alone, with all its positions. */
export interface ChannelGroup {
  /** Stable for a model: the first node that produces the channels, and where in its output they begin. */
  readonly id: string;
  /** The nodes whose weights produce the channels, in the order of the graph. */
  readonly producers: readonly NodeId[];
  /** The nodes whose weights take them. */
  readonly consumers: readonly NodeId[];
  /** Number of units. */
  readonly units: number;
  /** Every dimension with positions of the group: of activations, parameters and constants. */
  readonly parts: readonly GroupPart[];
  /** Whether the channels are an output of the model: only who asks for it may take some away. */
  readonly isOutput: boolean;
}

/** A layer whose outputs cannot lose channels, and why. */
export interface FrozenLayer {
  readonly node: NodeId;
  readonly channels: number;
  /** The first that stands against it, in the order of the graph. */
  readonly reason: Message;
}

/** Which channels of a model can go, and which cannot. It names tensors only, so it holds for copies of the model too. */
export interface ChannelGroups {
  readonly groups: readonly ChannelGroup[];
  readonly frozen: readonly FrozenLayer[];
}

/** Units that go, by the id of their group. */
export type RemovedUnits = ReadonlyMap<string, readonly number[]>;
