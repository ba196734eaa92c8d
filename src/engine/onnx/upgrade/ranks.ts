import { intAttribute, intsAttribute } from '../attributes.ts';
import type { onnx } from '../generated/onnx.js';
import type { TensorFact } from './tensorFacts.ts';

/** Operators whose outputs have as many dimensions as their first input. */
const keepsRank: ReadonlySet<string> = new Set([
  ...['Abs', 'AveragePool', 'BatchNormalization', 'Cast', 'CastLike', 'Ceil', 'Celu', 'Clip', 'Concat', 'Conv'],
  ...['ConvTranspose', 'Cos', 'CumSum', 'DepthToSpace', 'DequantizeLinear', 'Dropout', 'Elu', 'Erf', 'Exp', 'Floor'],
  ...['Gelu', 'GlobalAveragePool', 'GlobalLpPool', 'GlobalMaxPool', 'GroupNormalization', 'HardSigmoid', 'HardSwish'],
  ...['Hardmax', 'Identity', 'InstanceNormalization', 'LRN', 'LayerNormalization', 'LeakyRelu', 'Log', 'LogSoftmax'],
  ...['LpNormalization', 'LpPool', 'MaxPool', 'MeanVarianceNormalization', 'Mish', 'Neg', 'Not', 'Pad'],
  ...['QuantizeLinear', 'Reciprocal', 'Relu', 'Resize', 'Round', 'Selu', 'Sigmoid', 'Sign', 'Sin', 'Slice', 'Softmax'],
  ...['Softplus', 'Softsign', 'SpaceToDepth', 'Split', 'Sqrt', 'Tan', 'Tanh', 'ThresholdedRelu', 'Tile', 'TopK'],
  ...['Trilu', 'Upsample'],
]);

/** Operators that stretch their inputs to one shape, which has the dimensions of the largest. */
const broadcasts: ReadonlySet<string> = new Set([
  ...['Add', 'And', 'Div', 'Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'Max', 'Mean', 'Min', 'Mod'],
  ...['Mul', 'Or', 'PRelu', 'Pow', 'Sub', 'Sum', 'Where', 'Xor'],
]);

const reductions = /^(Reduce|ArgMax$|ArgMin$)/;

/**
 * Number of dimensions of an output of a standard operator, where it follows from those of the inputs and from stored
 * shapes and axes. (ONNX operators, shape inference.)
 */
export function rankOfOutput(
  node: onnx.NodeProto,
  index: number,
  inputs: readonly TensorFact[],
  valueOf: (tensor: string) => readonly number[] | undefined,
): number | undefined {
  const { opType } = node;
  const first = inputs[0]?.rank;
  const operand = (): readonly number[] | undefined => valueOf(node.input[1] ?? '');
  if (keepsRank.has(opType)) return index === 0 || opType === 'Split' || opType === 'TopK' ? first : undefined;
  if (broadcasts.has(opType)) return largest(inputs);
  if (reductions.test(opType)) return (intAttribute(node, 'keepdims') ?? 1) === 1 ? first : undefined;
  switch (opType) {
    case 'Flatten':
    case 'Gemm':
      return 2;
    case 'Shape':
      return 1;
    case 'Transpose':
      return intsAttribute(node, 'perm')?.length ?? first;
    case 'Reshape':
      return inputs[1]?.length;
    case 'ConstantOfShape':
      return inputs[0]?.length;
    case 'MatMul': {
      const second = inputs[1]?.rank;
      if (first === undefined || second === undefined) return undefined;
      // A vector counts as a matrix with one row or column, which is then taken away again.
      return Math.max(first, second, 2) - (first === 1 ? 1 : 0) - (second === 1 ? 1 : 0);
    }
    case 'Gather': {
      const second = inputs[1]?.rank;
      return first === undefined || second === undefined ? undefined : first + second - 1;
    }
    case 'Squeeze':
    case 'Unsqueeze': {
      const count = (intsAttribute(node, 'axes') ?? operand())?.length;
      if (first === undefined || count === undefined) return undefined;
      return opType === 'Squeeze' ? first - count : first + count;
    }
    default:
      return undefined;
  }
}

function largest(inputs: readonly TensorFact[]): number | undefined {
  let rank = 0;
  for (const input of inputs) {
    if (input.rank === undefined) return undefined;
    rank = Math.max(rank, input.rank);
  }
  return rank;
}
