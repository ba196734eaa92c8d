import { message } from '../../../protocol/messages/catalogue.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import { activation, type Operand, type QuantizeRule, type RuleContext } from './rule.ts';

/** Conv: output channels along the first axis of the weight. */
export const convolution: QuantizeRule = {
  operators: ['Conv'],
  role: 'compute',
  refuse(node, context) {
    const weight = context.constant(node.input[1] ?? '');
    if (weight === undefined) return message('reason.weight-not-constant', { operator: node.opType });
    return refuseBias(node, context);
  },
  operands(node, context): readonly Operand[] {
    const axis = context.isPerChannel(node.input[1] ?? '') ? 0 : undefined;
    return [activation, { kind: 'weight', axis }, { kind: 'bias' }].slice(0, node.input.length) as readonly Operand[];
  },
};

/** A bias must be one constant number a channel to become int32. */
export function refuseBias(node: onnx.NodeProto, context: RuleContext) {
  const name = node.input[2] ?? '';
  if (name === '') return undefined;
  const bias = context.constant(name);
  if (bias === undefined) return message('reason.bias-not-constant', { operator: node.opType });
  return undefined;
}
