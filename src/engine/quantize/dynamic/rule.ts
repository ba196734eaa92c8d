import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import type { Model, TensorHeader } from '../../onnx/model.ts';
import type { QuantizedType } from '../scheme.ts';
import type { DynamicEditor } from './editor.ts';

/** How the weights of a dynamically quantized model are stored. */
export interface DynamicScheme {
  readonly weightType: Extract<QuantizedType, 'int8' | 'uint8'>;
  readonly perChannel: boolean;
  /** Weights of 7 bits, for processors whose sums of products of 8 bits overflow. */
  readonly reducedWeights: boolean;
  readonly allowConvolutions: boolean;
}

export interface DynamicContext {
  readonly model: Model;
  readonly graph: Graph;
  readonly scheme: DynamicScheme;
  /** Element type and shape of a tensor that does not depend on the inputs. */
  constant(tensor: string): TensorHeader | undefined;
}

/** A constant input that is stored as integers. */
export interface DynamicWeight {
  readonly input: number;
  readonly axis: number | undefined;
}

/** How one family of operators is given integer weights while its activations are quantized as the model runs. */
export interface DynamicRule {
  readonly domain: string;
  readonly operators: readonly string[];
  /** Why this node stays float, or undefined where it need not. */
  refuse(node: onnx.NodeProto, context: DynamicContext): Message | undefined;
  /** Which of its inputs become integers in advance, with the axis of the channels that have a scale each. */
  weights(node: onnx.NodeProto, scheme: DynamicScheme): readonly DynamicWeight[];
  /** Puts the integer form in the place of the node. */
  apply(node: onnx.NodeProto, editor: DynamicEditor): void;
}

/** Why an input is no constant float32 matrix of this rank, or undefined where it is. */
export function refuseWeight(
  node: onnx.NodeProto,
  index: number,
  rank: number,
  context: DynamicContext,
): Message | undefined {
  const weight = context.constant(node.input[index] ?? '');
  const fits = weight?.type === 'float32' && weight.dims.length === rank;
  return fits ? undefined : message('reason.weight-not-constant', { operator: node.opType });
}
