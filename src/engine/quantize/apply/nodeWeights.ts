import type { Model } from '../../onnx/model.ts';
import type { Preset } from '../presets.ts';
import type { Operand } from '../rules/rule.ts';
import { scalesThatFitBias } from './bias.ts';
import type { ParametersOf } from './planParameters.ts';
import type { WeightParameters, WeightQuantizer } from './weights.ts';

/** The weight of a node, and its bias where that becomes int32, with what they are quantized by. */
export interface NodeWeights {
  /** Which input of the node it is. */
  readonly at: number;
  readonly weight: string;
  readonly parameters: WeightParameters;
  readonly bias: NodeBias | undefined;
}

/** A bias: its scale is that of the input times that of the weight. */
export interface NodeBias {
  readonly at: number;
  readonly name: string;
  readonly values: Float32Array;
  readonly inputScale: number;
}

/**
 * How the weight of an integer node is quantized, undefined where it has none.
 * @param input what the node reads in the float model
 * @throws UserError when the weight has values that are not finite
 */
export function nodeWeights(
  model: Model,
  { quantizeBias }: Preset,
  weights: WeightQuantizer,
  operands: readonly Operand[],
  input: readonly string[],
  parametersOf: ParametersOf,
): NodeWeights | undefined {
  const at = operands.findIndex((operand) => operand.kind === 'weight');
  const operand = operands[at];
  const weight = input[at] ?? '';
  if (operand?.kind !== 'weight' || weight === '') return undefined;
  const parameters = weights.parameters(weight, operand.axis);
  const biasAt = operands.findIndex((each) => each.kind === 'bias');
  const name = input[biasAt] ?? '';
  const inputScale = parametersOf(input[0] ?? '')?.scale;
  if (name === '' || inputScale === undefined || !quantizeBias) return { at, weight, parameters, bias: undefined };
  const bias = model.constant(model.graph, name);
  if (!(bias?.data instanceof Float32Array)) throw new Error(`${name} is not a float32 constant`);
  const values = bias.data;
  const fitting = scalesThatFitBias(values, inputScale, parameters);
  return { at, weight, parameters: fitting, bias: { at: biasAt, name, values, inputScale } };
}
