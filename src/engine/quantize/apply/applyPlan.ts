import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import { spreadableAddition } from '../plan/merged.ts';
import { type QuantizationPlan, integerNodes } from '../plan/plan.ts';
import { ruleContext, type TensorTypes } from '../plan/planStatic.ts';
import type { Preset } from '../presets.ts';
import { ruleFor } from '../rules/registry.ts';
import type { Operand } from '../rules/rule.ts';
import type { Range } from '../scheme.ts';
import { ActivationQuantizer } from './activations.ts';
import { keepFloat } from './keepFloat.ts';
import { writeBias } from './bias.ts';
import { nodeWeights } from './nodeWeights.ts';
import { type ParametersOf, planParameters } from './planParameters.ts';
import { spreadAddend } from './spreadAddend.ts';
import { removeUnreadInitializers } from './unread.ts';
import { WeightQuantizer } from './weights.ts';

/**
 * Quantizes a model in place as planned: Q and DQ around every integer node (the QDQ form of the ONNX specification),
 * weights stored as integers with their scales, biases as int32. Weights nobody reads any more are taken out.
 * @param ranges what was observed, by the tensors whose parameters they give
 * @returns for each quantized tensor the name of the floats that its DQ makes of it
 * @throws UserError when a weight or another constant is not finite
 */
export function applyPlan(
  model: Model,
  plan: QuantizationPlan,
  types: TensorTypes,
  ranges: ReadonlyMap<string, Range>,
): ReadonlyMap<string, string> {
  const { graph } = model;
  const context = ruleContext(model, plan.preset, types, plan.overrides);
  const integers = integerNodes(plan);
  const nodes = graph.inOrder().filter((node) => integers.has(graph.id(node)));
  const isFloat = new Set(plan.nodes.filter((each) => each.precision === 'float').map((each) => each.node));
  const floats = graph.inOrder().filter((node) => isFloat.has(graph.id(node)));
  // Decided beforehand: the edits below change what nodes read and write, and with it what they are known by.
  const work = nodes.map((node) => ({
    node,
    operands: ruleFor(node)?.operands(node, context) ?? [],
    input: [...node.input],
  }));
  const additions = nodes.flatMap((node) => spreadableAddition(node, context) ?? []);
  const isInteger = new Set(nodes);
  const parametersOf = planParameters(model, plan, ranges);

  const left = new Set(nodes.filter((node) => isLeftToQuantizer(node, plan)));
  const activations = new ActivationQuantizer(
    model,
    (node) => isInteger.has(node),
    (node) => left.has(node),
  );
  const dequantized = new Map<string, string>();
  for (const planned of plan.tensors.values()) {
    const parameters = parametersOf(planned.tensor);
    if (parameters !== undefined) dequantized.set(planned.tensor, activations.write(planned, parameters));
  }
  const weights = new WeightQuantizer(model, plan.preset);
  for (const each of work) quantizeWeights(model, weights, each, parametersOf, plan.preset);
  for (const { node, addend } of additions) if (!isInteger.has(node)) spreadAddend(node, addend, model);
  for (const node of floats) keepFloat(node, model, plan.preset);
  removeUnreadInitializers(model);
  return dequantized;
}

interface Work {
  readonly node: onnx.NodeProto;
  readonly operands: readonly Operand[];
  /** The inputs it had before the edits. */
  readonly input: readonly string[];
}

function quantizeWeights(
  model: Model,
  weights: WeightQuantizer,
  { node, operands, input }: Work,
  parametersOf: ParametersOf,
  preset: Preset,
): void {
  const found = nodeWeights(model, preset, weights, operands, input, parametersOf);
  if (found === undefined) return;
  const { at, weight, parameters, bias } = found;
  const { graph } = model;
  const origins = graph.origins(node);
  if (bias !== undefined) graph.setInput(node, bias.at, writeBias(model, bias, parameters, origins));
  graph.setInput(node, at, weights.write(weight, parameters, origins));
}

/** Whether an integer node is a Relu or Clip that writes no integers itself, nor does a node that absorbed it. */
function isLeftToQuantizer(node: onnx.NodeProto, plan: QuantizationPlan): boolean {
  return ruleFor(node)?.role === 'absorb' && plan.tensors.get(node.output[0] ?? '')?.integerOnly === false;
}
