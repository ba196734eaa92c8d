import type { Message } from '../../../protocol/messages/message.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import type { Model } from '../../onnx/model.ts';

/** One dimension of one tensor of the main graph. */
export interface Axis {
  readonly tensor: string;
  /** Counted from the front, from 0. */
  readonly axis: number;
}

/**
 * What the slices of a parameter along one of its dimensions do for the channels there. With all of them zero, the channel is
 * as good as gone. Constants that are no parameters (mean and variance of a norm, divisors, conditions) have none: they are
 * cut along with the others, and are never zero.
 * - `produces`: a slice computes a channel (a filter of a convolution).
 * - `shifts`: an element is added to a channel (a bias).
 * - `scales`: a channel is multiplied by an element after it was computed (scale of a norm, slope of a PRelu).
 * - `consumes`: a slice is what a layer makes of a channel.
 */
export type ParameterRole = 'produces' | 'shifts' | 'scales' | 'consumes';

/**
 * What a rule tells of the dimensions of a node's tensors. A position along a dimension goes together with others: it can be taken
 * away only with all of them. Dimensions of inputs and outputs that a rule does not mention are frozen.
 */
export interface Relations {
  readonly model: Model;
  readonly graph: Graph;
  /** Whether attention loses whole heads or some of the size of each: what {@link Relations.choose} is to prefer. */
  readonly attention: 'heads' | 'head-size';
  /** Sizes of a tensor in the run that was looked at; undefined for what is no tensor, and for inputs that are left out. */
  shape(tensor: string): readonly number[] | undefined;
  /** Whether the value of a tensor is in the file. */
  isConstant(tensor: string): boolean;
  /** Whether the value of a tensor is in the file or computed from such values alone (weights that are stored as integers). */
  isFixed(tensor: string): boolean;
  /** Positions of two dimensions of one length go together, each with that of the same index. */
  same(one: Axis, other: Axis): void;
  /**
   * Every position of `axis` goes together with that of `leader` to which `positionOf` leads; with none where it gives undefined.
   * Both may be the same dimension.
   */
  follow(axis: Axis, leader: Axis, positionOf: (index: number) => number | undefined): void;
  /** Positions of a dimension may go alone, whatever the node does (those of a contraction that nobody else reads). */
  free(axis: Axis): void;
  /** No position of a dimension can go. */
  freeze(axis: Axis, reason: Message): void;
  /** Whether it is known by now that no position of a dimension can go. */
  isFrozen(axis: Axis): boolean;
  /** Positions of one number go together, as far as it is known by now. */
  classAt(axis: Axis, index: number): number;
  /** What a dimension of a fixed tensor is for the channels; nothing happens for tensors that depend on the inputs. */
  parameter(axis: Axis, role: ParameterRole): void;
  /**
   * Whether the elements at positions of a dimension that go are sure to be zero in the model whose parameters there are zero.
   * Where two computed tensors are multiplied and summed over a dimension, this must hold for one of them.
   */
  vanishes(axis: Axis): boolean;
  /**
   * Where one dimension stands for several (heads times their sizes), only one of them can lose positions. Of the candidates, in the
   * order of preference, the first with which the positions do not all go together, or the last.
   */
  choose(node: onnx.NodeProto, candidates: readonly number[]): number;
}

/** What has gone, for rules that have sizes and positions in attributes and constants. */
export interface Cuts {
  readonly model: Model;
  readonly graph: Graph;
  /** Positions that are left along a dimension, rising; undefined where all of them are. */
  kept(axis: Axis): readonly number[] | undefined;
  /** Sizes of a tensor before, in the run that was looked at. */
  before(tensor: string): readonly number[] | undefined;
  after(tensor: string): readonly number[] | undefined;
  /** Lets one input of a node read a constant of its own with these whole numbers. Other readers keep theirs. */
  setNumbers(node: onnx.NodeProto, input: number, numbers: readonly number[]): void;
}

/** How one family of operators ties channels together. One small file a family; the registry finds it by operator. */
export interface ChannelRule {
  /** Of the standard domain; others are written `domain:Operator`. */
  readonly operators: readonly string[];
  relate(node: onnx.NodeProto, relations: Relations): void;
  /** Changes what says sizes and positions. Parameters are cut along their dimensions by the caller, before. */
  rewrite?(node: onnx.NodeProto, cuts: Cuts): void;
}
