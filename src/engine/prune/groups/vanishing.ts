import type { onnx } from '../../onnx/generated/onnx.js';
import { standardDomain } from '../../onnx/model.ts';
import { einsumEquation } from './einsumEquation.ts';
import type { ChannelRelations } from './relations.ts';
import type { Axis } from './rule.ts';

/** Operators that give zero for zero, element by element or by moving elements of their first input. */
const keepZero: ReadonlySet<string> = new Set([
  ...['Relu', 'LeakyRelu', 'PRelu', 'Elu', 'Selu', 'Celu', 'ThresholdedRelu', 'Gelu', 'HardSwish', 'Mish', 'Swish'],
  ...['Softsign', 'Tanh', 'Erf', 'Abs', 'Neg', 'Sqrt', 'Sign', 'Floor', 'Ceil', 'Round', 'Sin', 'Tan', 'Asin', 'Atan'],
  ...[
    'Sinh',
    'Asinh',
    'Atanh',
    'Cast',
    'CastLike',
    'Identity',
    'Dropout',
    'Reshape',
    'Flatten',
    'Transpose',
    'Squeeze',
  ],
  ...['Unsqueeze', 'Split', 'Slice', 'Gather', 'Expand', 'Tile', 'DepthToSpace', 'SpaceToDepth', 'MaxPool'],
  ...['AveragePool', 'GlobalMaxPool', 'GlobalAveragePool'],
]);

/** Operators that give zero where all of their inputs are zero. */
const keepCommonZero: ReadonlySet<string> = new Set(['Add', 'Sub', 'Sum', 'Mean', 'Max', 'Min', 'Concat']);

/** How many nodes are looked back through: what is further away counts as not known to vanish. */
const furthest = 256;

/** Which elements are zero in the model whose parameters at the positions that go are zero. Found by looking back from them. */
export class Vanishing {
  private readonly relations: ChannelRelations;
  private readonly known = new Map<number, boolean>();

  constructor(relations: ChannelRelations) {
    this.relations = relations;
  }

  vanishes(axis: Axis, reach = furthest): boolean {
    const number = this.relations.number(axis);
    const known = this.known.get(number);
    if (known !== undefined) return known;
    const found = this.relations.roles.has(number) || this.isComputedZero(axis, reach);
    this.known.set(number, found);
    return found;
  }

  private isComputedZero(axis: Axis, reach: number): boolean {
    const node = this.relations.graph.producer(axis.tensor);
    if (node === undefined || reach === 0) return false;
    if (node.domain !== standardDomain && node.domain !== 'ai.onnx') return false;
    const aligned = (input: number) => this.alignedVanishes(node, input, axis, reach - 1);
    switch (node.opType) {
      case 'Mul':
        return aligned(0) || aligned(1);
      case 'Div':
        return aligned(0);
      case 'MatMul':
        return this.productVanishes(node, axis, reach - 1);
      case 'Einsum':
        return this.indexVanishes(node, axis, reach - 1);
      case 'Gemm':
      case 'Conv':
      case 'ConvTranspose':
        return this.isProduced(node, axis) && this.biasVanishes(node);
      case 'BatchNormalization':
      case 'InstanceNormalization':
        return axis.axis === 1 && [1, 2].every((input) => this.hasRole(node, input, 0));
      default:
        if (keepZero.has(node.opType)) return this.movedVanishes(node.input[0] ?? '', axis, reach - 1);
        if (!keepCommonZero.has(node.opType)) return false;
        return node.input.every((input) => this.movedVanishes(input, axis, reach - 1));
    }
  }

  /** Every dimension of an input from which positions go to `axis`, and there must be one. */
  private movedVanishes(input: string, axis: Axis, reach: number): boolean {
    const { relations } = this;
    const number = relations.number(axis);
    const sources = relations.dimensionsOf(input).filter((each) => relations.positions.meet(each.number, number));
    return sources.length > 0 && sources.every((each) => this.vanishes(each, reach));
  }

  /** The dimension of an input that broadcasting brings to `axis`, where it is as long. */
  private alignedVanishes(node: onnx.NodeProto, input: number, axis: Axis, reach: number): boolean {
    const name = node.input[input] ?? '';
    const [shape, output] = [this.relations.shape(name), this.relations.shape(axis.tensor)];
    if (shape === undefined || output === undefined) return false;
    const own = axis.axis - (output.length - shape.length);
    return own >= 0 && shape[own] === output[axis.axis] && this.vanishes({ tensor: name, axis: own }, reach);
  }

  private productVanishes(node: onnx.NodeProto, axis: Axis, reach: number): boolean {
    const ranks = [...node.input, axis.tensor].map((tensor) => this.relations.shape(tensor)?.length ?? 0);
    if (ranks.some((rank) => rank < 2)) return false;
    const fromEnd = ranks[2]! - axis.axis;
    const factors = fromEnd === 1 ? [1] : fromEnd === 2 ? [0] : [0, 1];
    return factors.some((input) => this.alignedVanishes(node, input, axis, reach));
  }

  /** Some operand that has the same index there. */
  private indexVanishes(node: onnx.NodeProto, axis: Axis, reach: number): boolean {
    const equation = einsumEquation(node);
    const index = equation?.at(-1)?.[axis.axis];
    if (equation === undefined || index === undefined) return false;
    return node.input.some((tensor, place) => {
      const own = equation[place]?.indexOf(index) ?? -1;
      return own >= 0 && this.vanishes({ tensor, axis: own }, reach);
    });
  }

  private isProduced(node: onnx.NodeProto, axis: Axis): boolean {
    return axis.axis === 1 && [0, 1].some((each) => this.hasRole(node, 1, each, 'produces'));
  }

  private biasVanishes({ input }: onnx.NodeProto): boolean {
    const bias = input[2] ?? '';
    if (bias === '') return true;
    const last = this.relations.dimensionsOf(bias).at(-1);
    return last !== undefined && this.relations.roles.has(last.number);
  }

  private hasRole(node: onnx.NodeProto, input: number, axis: number, role?: string): boolean {
    const dimension = this.relations.dimensionsOf(node.input[input] ?? '')[axis];
    const found = dimension && this.relations.roles.get(dimension.number);
    return found !== undefined && (role === undefined || found === role);
  }
}
