import { message } from '../../../protocol/messages/catalogue.ts';
import { activation, type QuantizeRule, untouched } from './rule.ts';

/** Where between two computed tensors. A constant branch is mostly minus infinity, which no scale can hold. */
export const where: QuantizeRule = {
  operators: ['Where'],
  role: 'light',
  refuse(node, context) {
    const constant = [node.input[1] ?? '', node.input[2] ?? ''].some((name) => context.constant(name) !== undefined);
    return constant ? message('reason.where-constant', {}) : undefined;
  },
  operands: () => [untouched, activation, activation],
};
