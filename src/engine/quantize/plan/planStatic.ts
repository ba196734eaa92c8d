import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { QuantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model, TensorHeader } from '../../onnx/model.ts';
import { presetFor, type Preset, type TargetMachine } from '../presets.ts';
import type { RuleContext } from '../rules/rule.ts';
import { assign } from './assign.ts';
import { type Candidate, isConstant, judge } from './candidates.ts';
import type { Precision, QuantizationPlan } from './plan.ts';
import { selector } from './selection.ts';
import { planTensors } from './tensors.ts';

/** Element type and shape of every tensor of the main graph, from the file or from a run. */
export type TensorTypes = ReadonlyMap<string, TensorHeader>;

/** What the plan is made from, beside the model and the options. */
export interface PlanInput {
  readonly types: TensorTypes;
  readonly machine: TargetMachine;
  /** Tensors found to have no usable range, such as those with NaN, each with the reason. */
  readonly unusable?: ReadonlyMap<string, Message>;
}

/**
 * Plans static quantization of the main graph of a normalised model: which nodes compute on integers and why the others
 * do not, and how each tensor is quantized. Subgraph bodies are left as they are. Nothing is changed.
 */
export function planStatic(model: Model, options: QuantizeStaticOptions, input: PlanInput): QuantizationPlan {
  const preset = withOverrides(presetFor(options.preset, input.machine), options);
  const context = ruleContext(model, preset, input.types, options.tensorOverrides);
  const { graph } = model;
  const unwanted = selector(graph, options);
  const barred = new Map(input.unusable);
  for (const [tensor, override] of Object.entries(options.tensorOverrides)) {
    if (override.exclude === true) barred.set(tensor, message('reason.excluded-tensor', { tensor }));
  }
  const candidates = new Map<onnx.NodeProto, Candidate>();
  const constant = new Set<onnx.NodeProto>();
  for (const node of graph.inOrder()) {
    if (isConstant(node, context, constant)) constant.add(node);
    candidates.set(node, judge(node, context, unwanted, barred, constant.has(node)));
  }
  const assignment = assign(context, candidates);
  const nodes = graph.inOrder().map((node) => ({
    node: graph.id(node),
    name: node.name,
    operator: node.opType,
    origins: graph.origins(node),
    precision: precisionOf(candidates.get(node), assignment.isInteger(node)),
    reason: assignment.reason(node),
  }));
  const { percentile, tensorOverrides: overrides } = options;
  return { preset, percentile, overrides, nodes, tensors: planTensors(context, assignment, options) };
}

/** What the rules look at, for a model, a target and the types of its tensors. */
export function ruleContext(
  model: Model,
  preset: Preset,
  types: TensorTypes,
  overrides: QuantizeStaticOptions['tensorOverrides'] = {},
): RuleContext {
  const { graph } = model;
  return {
    model,
    graph,
    preset,
    opset: model.opset() ?? 0,
    header: (tensor) => types.get(tensor) ?? model.constantHeader(graph, tensor),
    constant: (tensor) => model.constantHeader(graph, tensor),
    isSymmetric: (tensor) => overrides[tensor]?.symmetric ?? preset.symmetricActivations,
    isPerChannel: (weight) => overrides[weight]?.perChannel ?? preset.perChannel,
  };
}

function precisionOf(candidate: Candidate | undefined, isInteger: boolean): Precision {
  if (candidate?.kind === 'none') return 'none';
  return isInteger ? 'integer' : 'float';
}

function withOverrides(preset: Preset, options: QuantizeStaticOptions): Preset {
  return {
    ...preset,
    activationType: options.activationType ?? preset.activationType,
    weightType: options.weightType ?? preset.weightType,
    symmetricActivations: options.symmetricActivations ?? preset.symmetricActivations,
    perChannel: options.perChannel ?? preset.perChannel,
    reducedWeights: options.reducedWeights ?? preset.reducedWeights,
  };
}
