import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import { type Reals, realsOf, type RealType, storeReals } from '../onnx/reals.ts';
import { elementCount } from '../onnx/tensor.ts';
import { describeLayer, type DescribedLayer, type LayerForm } from './describeLayer.ts';
import { layerBias, type LayerBias, type StoredBias } from './layerBias.ts';
import { turned } from './turned.ts';
import { storeConstant } from './storeConstant.ts';

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
  /** Whether the bias is part of {@link LayerMatrix.output}; else the next node adds it. */
  readonly biasInside: boolean;
  /** Whether there is a place for a bias; else writing one adds a node. */
  readonly hasBiasPlace: boolean;
  /** What is added to the outputs, `[groups · outputs]`; zeros where there is nothing, undefined where what is added is no constant vector. */
  readBias(): Float64Array | undefined;
  /** Stores another bias, adding one where there is none. Undefined where the layer cannot have one; nothing is changed then. */
  writeBias(values: ArrayLike<number>): StoredBias | undefined;
}

/** The layer that a node is, where it is a Conv, Gemm or MatMul with one constant operand of real numbers; undefined for all others. */
export function layerMatrix(model: Model, graph: Graph, node: onnx.NodeProto): LayerMatrix | undefined {
  const described = describeLayer(model, graph, node);
  return described && new WeightMatrix(model, graph, node, described);
}

/** A layer whose weight is stored as its matrix, or as that transposed, and multiplied by a scalar. */
class WeightMatrix implements LayerMatrix {
  readonly node: onnx.NodeProto;
  readonly id: NodeId;
  readonly form: LayerForm;
  readonly groups: number;
  readonly outputs: number;
  readonly inputs: number;
  readonly positions: number;
  readonly type: RealType;
  readonly outputAxis: number;
  readonly inputAxis: number;
  private readonly bias: LayerBias;

  constructor(
    private readonly model: Model,
    private readonly graph: Graph,
    node: onnx.NodeProto,
    private readonly described: DescribedLayer,
  ) {
    this.node = node;
    this.id = graph.id(node);
    this.form = described.form;
    this.groups = described.groups;
    this.outputs = described.outputs;
    this.inputs = described.inputs;
    this.positions = described.positions;
    this.type = described.type;
    this.outputAxis = described.transposed ? 1 : 0;
    this.inputAxis = described.transposed ? 0 : 1;
    this.bias = layerBias(model, graph, node, described);
  }

  get biasInside(): boolean {
    return this.bias.inside;
  }

  get hasBiasPlace(): boolean {
    return this.bias.hasPlace;
  }

  get input(): string {
    return this.node.input[1 - this.described.weightAt] ?? '';
  }

  get output(): string {
    return this.node.output[0] ?? '';
  }

  get weight(): string {
    return this.node.input[this.described.weightAt] ?? '';
  }

  read(): Reals {
    const constant = this.model.constant(this.graph, this.weight);
    if (constant === undefined) throw new Error(`the weight of ${this.id} is gone`);
    const { transposed, factor } = this.described;
    const stored = realsOf(constant);
    const values = transposed ? turned(stored, this.inputs, this.outputs) : stored.slice();
    if (factor !== 1) values.forEach((value, index) => (values[index] = value * factor));
    return values;
  }

  write(values: Reals): void {
    const { dims, transposed, weightAt, factor } = this.described;
    if (values.length !== elementCount(dims)) throw new RangeError(`${values.length} elements do not fit ${this.id}`);
    const stored = transposed ? turned(values, this.outputs, this.inputs) : values.slice();
    if (factor !== 1) stored.forEach((value, index) => (stored[index] = value / factor));
    const data = storeReals(this.type, stored);
    storeConstant(this.model, this.graph, this.node, weightAt, { type: this.type, dims, data });
  }

  readBias(): Float64Array | undefined {
    return this.bias.read();
  }

  writeBias(values: ArrayLike<number>): StoredBias | undefined {
    return this.bias.write(values);
  }
}
