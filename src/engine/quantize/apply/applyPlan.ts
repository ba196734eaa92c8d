import { userError } from '../../../protocol/userError.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import { tensorRange } from '../observers/range.ts';
import { spreadableAddition } from '../plan/merged.ts';
import { type PlannedTensor, type QuantizationPlan, integerNodes } from '../plan/plan.ts';
import { ruleContext, type TensorTypes } from '../plan/planStatic.ts';
import { ruleFor } from '../rules/registry.ts';
import type { Operand } from '../rules/rule.ts';
import type { QuantizationParameters, Range } from '../scheme.ts';
import { ActivationQuantizer } from './activations.ts';
import { keepFloat } from './keepFloat.ts';
import { scalesThatFitBias, writeBias } from './bias.ts';
import { activationParameters } from './parameters.ts';
import { spreadAddend } from './spreadAddend.ts';
import { removeUnreadInitializers } from './unread.ts';
import { WeightQuantizer } from './weights.ts';

/** The range to quantize a tensor with, from what was observed. */
export type RangeOf = (planned: PlannedTensor) => Range;

/**
 * Quantizes a model in place as planned: Q and DQ around every integer node (the QDQ form of the ONNX specification),
 * weights stored as integers with their scales, biases as int32. Weights nobody reads any more are taken out.
 * @throws UserError when a weight or another constant is not finite
 */
export function applyPlan(model: Model, plan: QuantizationPlan, types: TensorTypes, observed: RangeOf): void {
  const { graph } = model;
  const context = ruleContext(model, plan.preset, types);
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
  const parameters = new Map<string, QuantizationParameters>();
  for (const planned of plan.tensors.values()) {
    if (parameters.has(planned.root)) continue;
    const root = plan.tensors.get(planned.root) ?? planned;
    parameters.set(root.root, activationParameters(root, rangeFor(model, root, observed)));
  }
  const scaleOf = (tensor: string): QuantizationParameters | undefined =>
    parameters.get(plan.tensors.get(tensor)?.root ?? '');

  const left = new Set(nodes.filter((node) => isLeftToQuantizer(node, plan)));
  const activations = new ActivationQuantizer(
    model,
    (node) => isInteger.has(node),
    (node) => left.has(node),
  );
  for (const planned of plan.tensors.values()) {
    const found = scaleOf(planned.tensor);
    if (found !== undefined) activations.write(planned, found);
  }
  const weights = new WeightQuantizer(model, plan.preset);
  for (const each of work) quantizeWeights(model, weights, each, scaleOf, plan);
  for (const { node, addend } of additions) if (!isInteger.has(node)) spreadAddend(node, addend, model);
  for (const node of floats) keepFloat(node, model, plan.preset);
  removeUnreadInitializers(model);
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
  parametersOf: (tensor: string) => QuantizationParameters | undefined,
  plan: QuantizationPlan,
): void {
  const at = operands.findIndex((operand) => operand.kind === 'weight');
  const operand = operands[at];
  const weight = input[at] ?? '';
  if (operand?.kind !== 'weight' || weight === '') return;
  const { graph } = model;
  const origins = graph.origins(node);
  let parameters = weights.parameters(weight, operand.axis);
  const biasAt = operands.findIndex((each) => each.kind === 'bias');
  const biasName = input[biasAt] ?? '';
  const inputScale = parametersOf(input[0] ?? '')?.scale;
  if (biasName !== '' && inputScale !== undefined && plan.preset.quantizeBias) {
    const bias = model.constant(graph, biasName);
    if (!(bias?.data instanceof Float32Array)) throw new Error(`${biasName} is not a float32 constant`);
    parameters = scalesThatFitBias(bias.data, inputScale, parameters);
    graph.setInput(node, biasAt, writeBias(model, biasName, bias.data, inputScale, parameters, origins));
  }
  graph.setInput(node, at, weights.write(weight, parameters, origins));
}

/** Whether an integer node is a Relu or Clip that writes no integers itself, nor does a node that absorbed it. */
function isLeftToQuantizer(node: onnx.NodeProto, plan: QuantizationPlan): boolean {
  return ruleFor(node)?.role === 'absorb' && plan.tensors.get(node.output[0] ?? '')?.integerOnly === false;
}

function rangeFor(model: Model, planned: PlannedTensor, observed: RangeOf): Range {
  if (planned.range !== undefined) return planned.range;
  if (!planned.constant) return observed(planned);
  const constant = model.constant(model.graph, planned.tensor);
  if (!(constant?.data instanceof Float32Array)) throw new Error(`${planned.tensor} is not a float32 constant`);
  const range = tensorRange(constant.data);
  if (Number.isNaN(range.min)) {
    throw userError('quantize.weight-not-finite', { file: model.file, tensor: planned.tensor });
  }
  return range;
}
