import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import type { Reals, RealType } from '../onnx/reals.ts';

/** What a layer does with rows of inputs that it finds in a tensor. */
export type LayerForm =
  | {
      readonly kind: 'convolution';
      /** Lengths of the kernel along the spatial dimensions. */
      readonly kernel: readonly number[];
    }
  | {
      readonly kind: 'product';
      /** Whether a row of inputs lies along the last dimension of the activation, or along the one before it. */
      readonly inputAxis: 'last' | 'last but one';
    };

/**
 * A layer as a matrix for each group: outputs = matrix · inputs + bias. The inputs of a convolution are the elements of a window, input
 * channel by input channel, each with its kernel positions in the order of the weight.
 */
export interface LayerMatrix {
  readonly node: onnx.NodeProto;
  readonly id: NodeId;
  readonly form: LayerForm;
  /** The activation that it reads, and what it writes. */
  readonly input: string;
  readonly output: string;
  /** Independent matrices: the groups of a convolution, else 1. */
  readonly groups: number;
  /** Rows of one matrix. */
  readonly outputs: number;
  /** Columns of one matrix: the input channels of a group times the positions of the kernel. */
  readonly inputs: number;
  /** Positions of the kernel: neighbouring columns that belong to one input channel. 1 for products. */
  readonly positions: number;
  readonly type: RealType;
  /** The name of the weight as it is now; writing may give a shared weight a copy under another name. */
  readonly weight: string;
  /** Dimensions of the weight along which its outputs and its input channels (of a group) lie. */
  readonly outputAxis: number;
  readonly inputAxis: number;
  /** The matrices, `[groups, outputs, inputs]`, in memory of the caller's own. Scalars of the node are multiplied in. */
  read(): Reals;
  /** Stores other matrices in the same order as the weight, in its element type. Other readers of the weight keep theirs. */
  write(values: Reals): void;
  /** What is added to the outputs, `[groups · outputs]`; zeros where there is nothing, undefined where what is added is no constant vector. */
  readBias(): Float64Array | undefined;
  /** Stores another bias, adding one where there is none. Gives the name of the stored vector; undefined where it cannot have one. */
  writeBias(values: ArrayLike<number>): string | undefined;
}

/** The layer that a node is, where it is a Conv, Gemm or MatMul with one constant operand of real numbers; undefined for all others. */
export declare function layerMatrix(model: Model, graph: Graph, node: onnx.NodeProto): LayerMatrix | undefined;
