import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import { isFloat } from '../../onnx/elementType.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { QuantizeRule, RuleContext } from '../rules/rule.ts';
import { ruleFor } from '../rules/registry.ts';
import { mergesWithReader } from './merged.ts';
import { isQuantizedAlready } from './quantizedAlready.ts';
import { readsOnlyShape } from './readers.ts';

/** What can be said of a node by itself: it may become integer by its rule, or not, and why. */
export type Candidate =
  /** `unwanted` says why a person wanted it float, where that makes no difference to what it computes. */
  | { readonly kind: 'possible'; readonly rule: QuantizeRule; readonly unwanted: Message | undefined }
  | { readonly kind: 'float'; readonly reason: Message }
  | { readonly kind: 'none'; readonly reason: Message };

/** Tensors that may not be quantized, each with the reason. */
export type Barred = ReadonlyMap<string, Message>;

/**
 * Judges a node without its neighbours: operator, types, constants, the wishes of the person, tensors that cannot be
 * quantized.
 */
export function judge(
  node: onnx.NodeProto,
  context: RuleContext,
  unwanted: (node: onnx.NodeProto) => Message | undefined,
  barred: Barred,
  isConstant: boolean,
): Candidate {
  const whole = undivided(node, context);
  if (whole !== undefined) return { kind: 'float', reason: whole };
  if (!concernsFloats(node, context)) return { kind: 'none', reason: message('reason.no-floats', {}) };
  if (isConstant) return { kind: 'none', reason: message('reason.constant', {}) };
  if (isQuantizedAlready(node, context)) return { kind: 'none', reason: message('reason.quantized-already', {}) };
  const rule = ruleFor(node);
  if (rule === undefined) {
    return { kind: 'float', reason: message('reason.no-integer-kernel', { operator: node.opType }) };
  }
  const wish = unwanted(node);
  const reason =
    (isExact(rule) ? undefined : wish) ??
    wrongType(node, rule, context) ??
    rule.refuse?.(node, context) ??
    bar(node, rule, context, barred);
  return reason === undefined ? { kind: 'possible', rule, unwanted: wish } : { kind: 'float', reason };
}

/** Why the inside of a node is left as it is: it has graphs of its own, or stands for one that the model defines. */
function undivided(node: onnx.NodeProto, { model, graph }: RuleContext): Message | undefined {
  if (graph.subgraphs(node).length > 0) return message('reason.subgraph', { operator: node.opType });
  return model.isFunction(node) ? message('reason.function', { operator: node.opType }) : undefined;
}

/** Whether a node does the same to integers as to floats, so that the runtime puts it on the side where it costs less. */
function isExact({ role }: QuantizeRule): boolean {
  return role === 'carry' || role === 'absorb' || role === 'end';
}

/** Whether real numbers go through a node: a Gather of shapes, a Cast to indices or a Constant are none of ours. */
function concernsFloats(node: onnx.NodeProto, context: RuleContext): boolean {
  if (readsOnlyShape(node) || node.opType === 'Constant') return false;
  const types = [...node.input, ...node.output].map((name) => context.header(name)?.type);
  return types.some((type) => type === undefined || isFloat(type));
}

function wrongType(node: onnx.NodeProto, rule: QuantizeRule, context: RuleContext): Message | undefined {
  const operands = rule.operands(node, context);
  for (const [index, operand] of operands.entries()) {
    const tensor = node.input[index] ?? '';
    if (operand.kind === 'untouched' || tensor === '') continue;
    const header = context.header(tensor);
    if (header === undefined) return message('reason.unknown-type', { tensor });
    if (header.type !== 'float32') return message('reason.wrong-type', { tensor, type: header.type });
  }
  return undefined;
}

function bar(node: onnx.NodeProto, rule: QuantizeRule, context: RuleContext, barred: Barred): Message | undefined {
  if (barred.size === 0) return undefined;
  const operands = rule.operands(node, context);
  // A Relu or Clip that vanishes takes its input as it is.
  const reads = rule.role === 'absorb' ? [] : node.input;
  const touched = reads.filter((name, index) => name !== '' && operands[index]?.kind !== 'untouched');
  if (rule.role !== 'end' && !canStayFloat(node, rule, context)) touched.push(...node.output);
  for (const tensor of touched) {
    const reason = barred.get(tensor);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** Whether the result of a node need not be quantized, whatever becomes of those that read it. */
function canStayFloat(node: onnx.NodeProto, rule: QuantizeRule, context: RuleContext): boolean {
  if (rule.floatOutput !== true || mergesWithReader(node, context)) return false;
  const readers = [...context.graph.consumers(node.output[0] ?? '')];
  return readers.every(({ opType }) => opType !== 'Relu' && opType !== 'Clip');
}

/** Whether a node reads nothing but constants and what `others`, which are such nodes, write. */
export function isConstant(node: onnx.NodeProto, context: RuleContext, others: ReadonlySet<onnx.NodeProto>): boolean {
  const inputs = node.input.filter((tensor) => tensor !== '');
  return (
    inputs.length > 0 &&
    inputs.every(
      (tensor) => context.constant(tensor) !== undefined || others.has(context.graph.producer(tensor) ?? node),
    )
  );
}
