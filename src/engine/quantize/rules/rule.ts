import type { Message } from '../../../protocol/messages/message.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import type { Model, TensorHeader } from '../../onnx/model.ts';
import type { Preset } from '../presets.ts';
import type { Range } from '../scheme.ts';

/**
 * What a node does for the plan.
 * - `compute`: worth integers for its own sake: convolutions and matrix products.
 * - `light`: has an integer kernel, worth it where its neighbours are integer too.
 * - `carry`: moves elements without changing them, so that its output shares the parameters of its first input.
 * - `absorb`: vanishes into the node before it, where the quantized range does its work (Relu, Clip).
 * - `end`: reads integers and writes none (ArgMax).
 */
export type Role = 'compute' | 'light' | 'carry' | 'absorb' | 'end';

/** How an input of a node is quantized. */
export type Operand =
  | { readonly kind: 'activation' }
  /** A constant in the weight type, with a scale for each index along `axis` where there is one. */
  | { readonly kind: 'weight'; readonly axis: number | undefined }
  /** A constant int32 whose scale is that of the input times that of the weight. */
  | { readonly kind: 'bias' }
  /** Shapes, indices, conditions: left as they are. */
  | { readonly kind: 'untouched' };

/** What rules may look at. */
export interface RuleContext {
  readonly model: Model;
  readonly graph: Graph;
  readonly preset: Preset;
  /** Version of the standard operators the quantized model will have. */
  readonly opset: number;
  /** Element type and shape of a tensor, from the file or from a run. */
  header(tensor: string): TensorHeader | undefined;
  /** Element type and shape of a tensor that does not depend on the inputs, without reading it. */
  constant(tensor: string): TensorHeader | undefined;
  /** Whether zero lies in the middle of the integers of an activation. */
  isSymmetric(tensor: string): boolean;
  /** Whether a weight has a scale for each of its channels. */
  isPerChannel(weight: string): boolean;
}

/** How one family of operators is quantized. One small file a family; the registry finds it by operator. */
export interface QuantizeRule {
  readonly operators: readonly string[];
  readonly role: Role;
  /** Why this node cannot run as integer on the target, or undefined where it can. */
  refuse?(node: onnx.NodeProto, context: RuleContext): Message | undefined;
  /** One entry for each input of the node. */
  operands(node: onnx.NodeProto, context: RuleContext): readonly Operand[];
  /** Whether an integer kernel exists that writes float, so that the output needs no Q. */
  readonly floatOutput?: boolean;
  /** The range of the output where it is known beforehand. */
  outputRange?(node: onnx.NodeProto): Range;
}

export const activation: Operand = { kind: 'activation' };
export const untouched: Operand = { kind: 'untouched' };

/** The first input is data, the others say what to do with it. */
export function firstInputOnly(node: onnx.NodeProto): readonly Operand[] {
  return node.input.map((_, index) => (index === 0 ? activation : untouched));
}

/** Every input is data. */
export function everyInput(node: onnx.NodeProto): readonly Operand[] {
  return node.input.map((name) => (name === '' ? untouched : activation));
}
