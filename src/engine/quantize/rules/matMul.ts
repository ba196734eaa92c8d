import { activation, type Operand, type QuantizeRule, type RuleContext } from './rule.ts';

/** MatMul: a constant matrix on the right is a weight with its features along the last axis. */
export const matMul: QuantizeRule = {
  operators: ['MatMul'],
  role: 'compute',
  floatOutput: true,
  operands(node, context): readonly Operand[] {
    return [operand(node.input[0] ?? '', context, false), operand(node.input[1] ?? '', context, true)];
  },
};

function operand(tensor: string, context: RuleContext, right: boolean): Operand {
  const constant = context.constant(tensor);
  // A constant on the left takes the place of an activation, and with it the type.
  if (constant === undefined || !right) return activation;
  const perChannel = context.isPerChannel(tensor) && constant.dims.length === 2;
  return { kind: 'weight', axis: perChannel ? 1 : undefined };
}
