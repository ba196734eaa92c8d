import { intAttribute, tensorAttribute } from '../attributes.ts';
import { type ElementType, elementTypeOf } from '../elementType.ts';
import type { onnx } from '../generated/onnx.js';
import type { TensorFact } from './tensorFacts.ts';

/** Where an operator takes the type of its first output from, if not from its first input. */
interface TypeSource {
  /** The attribute that holds the code of the type. */
  readonly attribute?: string;
  /** The input that has the type. */
  readonly input?: number;
  /** The type, where attribute and input are absent or not given. */
  readonly otherwise?: ElementType;
}

const integers: TypeSource = { otherwise: 'int64' };
const truth: TypeSource = { otherwise: 'bool' };
const window: TypeSource = { attribute: 'output_datatype', otherwise: 'float32' };
const random: TypeSource = { attribute: 'dtype', otherwise: 'float32' };
const like: TypeSource = { attribute: 'dtype', input: 0 };

const sources: Readonly<Record<string, TypeSource>> = {
  And: truth,
  ArgMax: integers,
  ArgMin: integers,
  Bernoulli: like,
  BlackmanWindow: window,
  Cast: { attribute: 'to' },
  CastLike: { input: 1 },
  ConvInteger: { otherwise: 'int32' },
  DequantizeLinear: { input: 1 },
  DynamicQuantizeLinear: { otherwise: 'uint8' },
  Equal: truth,
  EyeLike: like,
  Greater: truth,
  GreaterOrEqual: truth,
  HammingWindow: window,
  HannWindow: window,
  IsInf: truth,
  IsNaN: truth,
  Less: truth,
  LessOrEqual: truth,
  MatMulInteger: { otherwise: 'int32' },
  MelWeightMatrix: window,
  Multinomial: { attribute: 'dtype', otherwise: 'int32' },
  NonMaxSuppression: integers,
  NonZero: integers,
  Not: truth,
  OneHot: { input: 2 },
  OptionalHasElement: truth,
  Or: truth,
  QLinearConv: { input: 7 },
  QLinearMatMul: { input: 7 },
  QuantizeLinear: { attribute: 'output_dtype', input: 2, otherwise: 'uint8' },
  RandomNormal: random,
  RandomNormalLike: like,
  RandomUniform: random,
  RandomUniformLike: like,
  SequenceLength: integers,
  Shape: integers,
  Size: integers,
  TfIdfVectorizer: { otherwise: 'float32' },
  Where: { input: 1 },
  Xor: truth,
};

/** Operators all of whose outputs have the type of the first input. */
const uniform: ReadonlySet<string> = new Set(['GRU', 'LSTM', 'RNN', 'Split']);

/** Element type of an output of a standard operator. (ONNX operators, type constraints.) */
export function typeOfOutput(
  node: onnx.NodeProto,
  index: number,
  inputs: readonly TensorFact[],
): ElementType | undefined {
  if (index > 0 && !uniform.has(node.opType)) return undefined;
  if (node.opType === 'ConstantOfShape') {
    const value = tensorAttribute(node, 'value');
    return value === undefined ? 'float32' : elementTypeOf(value.dataType);
  }
  const source = sources[node.opType] ?? { input: 0 };
  const named = source.attribute === undefined ? undefined : intAttribute(node, source.attribute);
  if (named !== undefined && named !== 0) return elementTypeOf(named);
  const given = source.input === undefined ? undefined : node.input[source.input];
  if (given !== undefined && given !== '') return inputs[source.input ?? 0]?.type;
  return source.otherwise;
}
