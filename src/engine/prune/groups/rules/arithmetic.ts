import type { onnx } from '../../../onnx/generated/onnx.js';
import { nodeReason } from '../reasons.ts';
import type { ChannelRule, ParameterRole, Relations } from '../rule.ts';
import { broadcastAxes, markOperand, relateOperand } from './broadcasting.ts';

/** What a fixed operand is, by operator and place. Others are cut along, but are no parameters: zero would be no neutral value. */
const roles: Readonly<Record<string, readonly (ParameterRole | undefined)[]>> = {
  Add: ['shifts', 'shifts'],
  Sub: ['shifts', 'shifts'],
  Mul: ['scales', 'scales'],
  Div: ['scales', undefined],
};

/** Operators whose second input must not be zero. */
const divides: ReadonlySet<string> = new Set(['Div', 'Mod', 'Pow']);

/** Computes elements from those in the same place of several tensors, which are broadcast to each other. */
export const arithmetic: ChannelRule = {
  operators: [
    ...['Add', 'Sub', 'Mul', 'Div', 'Mod', 'Pow', 'Sum', 'Mean', 'Max', 'Min', 'And', 'Or', 'Xor', 'Where'],
    ...['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'BitwiseAnd', 'BitwiseOr', 'BitwiseXor'],
    'BitShift',
  ],
  relate(node, relations) {
    const [output = ''] = node.output;
    for (const [place, input] of node.input.entries()) {
      if (input === '') continue;
      relateOperand(relations, input, output);
      const role = roles[node.opType]?.[place];
      if (role !== undefined) markOperand(relations, input, output, role);
    }
    if (divides.has(node.opType)) freezeZeroDivisors(node, relations);
  },
};

/** A power of zero is finite where its exponent is the file's own, and not negative; a quotient by zero never is. */
function freezeZeroDivisors(node: onnx.NodeProto, relations: Relations): void {
  const [first = '', second = ''] = node.input;
  const [output = ''] = node.output;
  const zero = node.opType === 'Pow' ? first : second;
  if (node.opType === 'Pow' && isNotNegative(second, relations)) return;
  for (const [own] of broadcastAxes(relations, zero, output)) {
    if (relations.vanishes(own)) relations.freeze(own, nodeReason('pruneGroups.not-finite', relations, node));
  }
}

function isNotNegative(exponent: string, { model, graph }: Relations): boolean {
  const value = model.constant(graph, exponent);
  if (value === undefined || value.type === 'float16' || value.type === 'bfloat16') return false;
  return Array.from<unknown>(value.data).every((each) => Number(each) >= 0);
}
