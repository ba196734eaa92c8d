import { floatAttribute, intAttribute } from '../onnx/attributes.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import { isReal, type RealType } from '../onnx/reals.ts';
import { elementCount } from '../onnx/tensor.ts';

/** A dimension of the operands of a product, which may have more before them. */
export type ProductAxis = 'last' | 'second-last';

/** What a layer does with rows of inputs that it finds in a tensor. */
export type LayerForm =
  | {
      readonly kind: 'convolution';
      /** Lengths of the kernel along the spatial dimensions. */
      readonly kernel: readonly number[];
    }
  | {
      readonly kind: 'product';
      /** Along which dimension of the activation a row of inputs lies, and along which of the result one of outputs. */
      readonly inputsAlong: ProductAxis;
      readonly outputsAlong: ProductAxis;
    };

/** Where the matrix of a layer lies, without reading it. */
export interface DescribedLayer {
  readonly form: LayerForm;
  /** Which input of the node is the weight; the other one of the first two is the activation. */
  readonly weightAt: 0 | 1;
  readonly dims: readonly number[];
  readonly type: RealType;
  readonly groups: number;
  /** Of one group. */
  readonly outputs: number;
  readonly inputs: number;
  readonly positions: number;
  /** Whether the weight is stored as `[inputs, outputs]`. */
  readonly transposed: boolean;
  /** By what the stored weight is multiplied. */
  readonly factor: number;
}

/** What a node is as a layer with a matrix: a Conv, Gemm or MatMul with one constant operand of real numbers. */
export function describeLayer(model: Model, graph: Graph, node: onnx.NodeProto): DescribedLayer | undefined {
  if (node.domain !== '' && node.domain !== 'ai.onnx') return undefined;
  const right = weightHeader(model, graph, node.input[1]);
  const left = weightHeader(model, graph, node.input[0]);
  switch (node.opType) {
    case 'Conv':
      return right === undefined || left !== undefined ? undefined : convolution(node, right);
    case 'Gemm':
      return right === undefined || left !== undefined ? undefined : gemm(node, right);
    case 'MatMul':
      if ((right === undefined) === (left === undefined)) return undefined;
      return right !== undefined ? product(right, 1) : product(left!, 0);
    default:
      return undefined;
  }
}

interface WeightHeader {
  readonly type: RealType;
  readonly dims: readonly number[];
}

function weightHeader(model: Model, graph: Graph, tensor = ''): WeightHeader | undefined {
  const header = tensor === '' ? undefined : model.constantHeader(graph, tensor);
  return header !== undefined && isReal(header.type) && elementCount(header.dims) > 0
    ? { type: header.type, dims: header.dims }
    : undefined;
}

function convolution(node: onnx.NodeProto, { type, dims }: WeightHeader): DescribedLayer | undefined {
  const groups = intAttribute(node, 'group') ?? 1;
  const [filters = 0, channels = 0, ...kernel] = dims;
  if (kernel.length === 0 || groups < 1 || filters % groups !== 0) return undefined;
  const positions = elementCount(kernel);
  return {
    form: { kind: 'convolution', kernel },
    weightAt: 1,
    dims,
    type,
    groups,
    outputs: filters / groups,
    inputs: channels * positions,
    positions,
    transposed: false,
    factor: 1,
  };
}

function gemm(node: onnx.NodeProto, { type, dims }: WeightHeader): DescribedLayer | undefined {
  const [first = 0, second = 0] = dims;
  const factor = floatAttribute(node, 'alpha') ?? 1;
  if (dims.length !== 2 || factor === 0) return undefined;
  const transposed = (intAttribute(node, 'transB') ?? 0) === 0;
  return {
    form: {
      kind: 'product',
      inputsAlong: (intAttribute(node, 'transA') ?? 0) === 0 ? 'last' : 'second-last',
      outputsAlong: 'last',
    },
    weightAt: 1,
    dims,
    type,
    groups: 1,
    outputs: transposed ? second : first,
    inputs: transposed ? first : second,
    positions: 1,
    transposed,
    factor,
  };
}

function product({ type, dims }: WeightHeader, weightAt: 0 | 1): DescribedLayer | undefined {
  const [first = 0, second = 0] = dims;
  if (dims.length !== 2) return undefined;
  const along = weightAt === 1 ? 'last' : 'second-last';
  return {
    form: { kind: 'product', inputsAlong: along, outputsAlong: along },
    weightAt,
    dims,
    type,
    groups: 1,
    outputs: weightAt === 1 ? second : first,
    inputs: weightAt === 1 ? first : second,
    positions: 1,
    transposed: weightAt === 1,
    factor: 1,
  };
}
