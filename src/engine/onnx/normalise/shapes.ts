import { attribute, intAttribute, intsAttribute } from '../attributes.ts';
import { type ElementType, elementTypeOf } from '../elementType.ts';
import type { onnx } from '../generated/onnx.js';
import type { Model } from '../model.ts';

/** Sizes of the dimensions of a tensor; a name (or nothing) for those that change from run to run. */
export type Shape = readonly (number | string)[];

/** Operators whose result has the rank of their first input. */
const keepsRank: ReadonlySet<string> = new Set([
  ...[
    'Relu',
    'LeakyRelu',
    'PRelu',
    'Clip',
    'Sigmoid',
    'Tanh',
    'HardSigmoid',
    'HardSwish',
    'Elu',
    'Selu',
    'Gelu',
    'Mish',
  ],
  ...[
    'Softplus',
    'Softsign',
    'Erf',
    'Exp',
    'Log',
    'Sqrt',
    'Abs',
    'Neg',
    'Floor',
    'Ceil',
    'Round',
    'Sign',
    'Reciprocal',
  ],
  ...['Identity', 'Dropout', 'Cast', 'BatchNormalization', 'InstanceNormalization', 'LayerNormalization', 'LRN'],
  ...['MaxPool', 'AveragePool', 'GlobalMaxPool', 'GlobalAveragePool', 'LpPool', 'Softmax', 'LogSoftmax', 'Hardmax'],
  ...['Pad', 'Slice', 'Transpose', 'Concat', 'Tile', 'Resize', 'DepthToSpace', 'SpaceToDepth', 'CumSum', 'Trilu'],
]);

/** Operators whose result has the element type of their first input. */
const keepsType: ReadonlySet<string> = new Set([
  ...[...keepsRank].filter((opType) => opType !== 'Cast'),
  ...['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Conv', 'ConvTranspose', 'Gemm', 'MatMul', 'Reshape', 'Flatten', 'Squeeze'],
  ...['Unsqueeze', 'Gather', 'Expand', 'ReduceMean', 'ReduceSum', 'ReduceMax', 'ReduceMin'],
]);

/** What is known of types and shapes without running the model, and what a run has shown. */
export class Shapes {
  private readonly model: Model;
  private readonly known: ReadonlyMap<string, Shape>;
  private readonly ranks = new Map<string, number | undefined>();

  constructor(model: Model, known: ReadonlyMap<string, Shape>) {
    this.model = model;
    this.known = known;
  }

  /** The shape of a tensor; dimensions the file leaves open, or declares as 0 as some exporters do, have no number. */
  shape(tensor: string): Shape | undefined {
    const known = this.known.get(tensor) ?? this.model.constantHeader(this.model.graph, tensor)?.dims;
    if (known !== undefined) return known;
    const declared = this.model.graph.valueInfo(tensor)?.type?.tensorType?.shape;
    return declared?.dim.map((dim) => {
      const size = dim.dimValue.toNumber();
      return size > 0 ? size : dim.dimParam;
    });
  }

  /** The element type of a tensor: as stored, as the nodes before it make it, or as declared. */
  type(tensor: string): ElementType | undefined {
    const { graph } = this.model;
    for (let at = tensor; ;) {
      const stored = this.model.constantHeader(graph, at)?.type;
      const declared = elementTypeOf(graph.valueInfo(at)?.type?.tensorType?.elemType ?? 0);
      if (stored !== undefined || declared !== undefined) return stored ?? declared;
      const producer = graph.producer(at);
      if (producer?.opType === 'Cast') return elementTypeOf(intAttribute(producer, 'to') ?? 0);
      // Further outputs, such as the positions of maxima, are of another type.
      if (producer?.output[0] !== at || !keepsType.has(producer.opType)) return undefined;
      at = producer.input[0] ?? '';
    }
  }

  /** The number of dimensions of a tensor: from the node that makes it where it must be so, else as declared. */
  rank(tensor: string): number | undefined {
    const passed: string[] = [];
    let rank: number | undefined;
    for (let at: string | undefined = tensor; at !== undefined;) {
      if (this.ranks.has(at)) {
        rank = this.ranks.get(at);
        break;
      }
      passed.push(at);
      const producer: onnx.NodeProto | undefined = this.known.has(at) ? undefined : this.model.graph.producer(at);
      rank = producer === undefined ? this.shape(at)?.length : this.rankMadeBy(producer);
      const source: string | undefined = producer?.input[0];
      at = rank === undefined && producer !== undefined && keepsRank.has(producer.opType) ? source : undefined;
    }
    for (const each of passed) this.ranks.set(each, rank ?? this.shape(each)?.length);
    return this.ranks.get(tensor);
  }

  /** The rank that follows from the node and its constants alone. */
  private rankMadeBy(node: onnx.NodeProto): number | undefined {
    switch (node.opType) {
      case 'Gemm':
      case 'Flatten':
        return 2;
      case 'Conv':
      case 'ConvTranspose':
        return this.shape(node.input[1] ?? '')?.length;
      case 'Reshape': {
        const [length] = this.shape(node.input[1] ?? '') ?? [];
        return typeof length === 'number' ? length : undefined;
      }
      case 'Transpose':
        return attribute(node, 'perm') && intsAttribute(node, 'perm')?.length;
      default:
        return undefined;
    }
  }
}
