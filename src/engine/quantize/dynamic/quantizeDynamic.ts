import { message } from '../../../protocol/messages/catalogue.ts';
import type { QuantizeDynamicOptions } from '../../../protocol/options/quantizeDynamic.ts';
import { isFloat } from '../../onnx/elementType.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import { removeUnreadInitializers } from '../apply/unread.ts';
import { readsOnlyShape } from '../plan/readers.ts';
import { requireIntegers } from '../plan/nothingInteger.ts';
import type { PlannedNode } from '../plan/plan.ts';
import { selector } from '../plan/selection.ts';
import type { TargetMachine } from '../presets.ts';
import { DynamicEditor } from './editor.ts';
import { dynamicRuleFor } from './registry.ts';
import type { DynamicContext, DynamicScheme } from './rule.ts';

/** What dynamic quantization decides for every node of the main graph, in the order they run. Nothing is changed. */
export function planDynamic(
  model: Model,
  options: QuantizeDynamicOptions,
  machine: TargetMachine,
): readonly PlannedNode[] {
  const { graph } = model;
  const context: DynamicContext = {
    model,
    graph,
    scheme: schemeFor(options, machine),
    constant: (tensor) => model.constantHeader(graph, tensor),
  };
  const unwanted = selector(graph, options);
  return graph.inOrder().map((node) => ({
    node: graph.id(node),
    name: node.name,
    operator: node.opType,
    origins: graph.origins(node),
    ...judge(node, context, unwanted),
  }));
}

/**
 * Quantizes a normalised model in place as planned: integer weights, activations quantized from their values in each run.
 * @throws UserError when the plan has no integer node, with the commonest reason; or when a weight is not finite
 */
export function applyDynamic(
  model: Model,
  plan: readonly PlannedNode[],
  options: QuantizeDynamicOptions,
  machine: TargetMachine,
): void {
  requireIntegers(plan, model.file);
  const wanted = new Set(plan.filter((each) => each.precision === 'integer').map((each) => each.node));
  const editor = new DynamicEditor(model, schemeFor(options, machine));
  for (const node of model.graph.inOrder()) {
    if (wanted.has(model.graph.id(node))) dynamicRuleFor(node)?.apply(node, editor);
  }
  removeUnreadInitializers(model);
}

/** How weights are stored for a machine. */
export function schemeFor(options: QuantizeDynamicOptions, machine: TargetMachine): DynamicScheme {
  return {
    weightType: options.weightType,
    perChannel: options.perChannel,
    reducedWeights: machine.architecture === 'x64' && !machine.vnni,
    allowConvolutions: options.allowConvolutions,
  };
}

function judge(
  node: onnx.NodeProto,
  context: DynamicContext,
  unwanted: ReturnType<typeof selector>,
): Pick<PlannedNode, 'precision' | 'reason'> {
  if (context.graph.subgraphs(node).length > 0) {
    return { precision: 'float', reason: message('reason.subgraph', { operator: node.opType }) };
  }
  const rule = dynamicRuleFor(node);
  if (rule === undefined) {
    return isWithoutFloats(node, context)
      ? { precision: 'none', reason: message('reason.no-floats', {}) }
      : { precision: 'float', reason: message('reason.no-dynamic-kernel', { operator: node.opType }) };
  }
  const reason = unwanted(node) ?? rule.refuse(node, context);
  if (reason !== undefined) return { precision: 'float', reason };
  return { precision: 'integer', reason: message('reason.dynamic', {}) };
}

/** Dynamic plans need no types; what is certain without them is enough here. */
function isWithoutFloats(node: onnx.NodeProto, context: DynamicContext): boolean {
  if (readsOnlyShape(node) || node.opType === 'ConstantOfShape' || node.opType === 'NonZero') return true;
  const data = context.constant(node.output[0] ?? '') ?? context.constant(node.input[0] ?? '');
  return data !== undefined && !isFloat(data.type);
}
