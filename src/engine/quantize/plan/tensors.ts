import type { QuantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { RuleContext } from '../rules/rule.ts';
import { ruleFor } from '../rules/registry.ts';
import type { Range } from '../scheme.ts';
import type { Assignment } from './assign.ts';
import type { PlannedTensor } from './plan.ts';

/** How each tensor is quantized that an integer node reads or writes. Weights and biases follow from their nodes. */
export function planTensors(
  context: RuleContext,
  assignment: Assignment,
  options: QuantizeStaticOptions,
): ReadonlyMap<string, PlannedTensor> {
  const planned = new Map<string, PlannedTensor>();
  for (const node of context.graph.inOrder()) {
    if (!assignment.isInteger(node)) continue;
    for (const tensor of quantizedTensors(node, context, assignment)) {
      if (!planned.has(tensor)) planned.set(tensor, planTensor(tensor, context, assignment, options, planned));
    }
  }
  return planned;
}

/** The activations a node reads as integers, and its outputs where it writes integers that anybody sees. */
function quantizedTensors(node: onnx.NodeProto, context: RuleContext, assignment: Assignment): readonly string[] {
  const operands = ruleFor(node)?.operands(node, context) ?? [];
  const isHidden = (tensor: string): boolean => {
    const [reader] = context.graph.consumers(tensor);
    return reader !== undefined && assignment.isAbsorbed(reader);
  };
  const vanished = ruleFor(node)?.role === 'absorb';
  const read = vanished
    ? []
    : node.input.filter((name, index) => operands[index]?.kind === 'activation' && name !== '');
  const written = node.output.filter((name) => name !== '' && assignment.writesIntegers(name) && !isHidden(name));
  return [...read, ...written];
}

function planTensor(
  tensor: string,
  context: RuleContext,
  assignment: Assignment,
  options: QuantizeStaticOptions,
  planned: ReadonlyMap<string, PlannedTensor>,
): PlannedTensor {
  const { preset, graph } = context;
  const producer = graph.producer(tensor);
  const rule = producer === undefined ? undefined : ruleFor(producer);
  if (producer !== undefined && rule?.role === 'carry' && assignment.isInteger(producer)) {
    const whole = planned.get(producer.input[0] ?? '');
    if (whole !== undefined) return { ...whole, tensor, integerOnly: true };
  }
  const override = options.tensorOverrides[tensor];
  const given: Range | undefined =
    override?.range === undefined ? undefined : { min: override.range[0], max: override.range[1] };
  return {
    tensor,
    root: tensor,
    integerOnly: assignment.writesIntegers(tensor),
    constant: context.constant(tensor) !== undefined,
    type: preset.activationType,
    symmetric: context.isSymmetric(tensor),
    observer: override?.observer ?? options.observer,
    range: given ?? (producer === undefined ? undefined : rule?.outputRange?.(producer)),
    limits: assignment.limitsOf(tensor),
  };
}
