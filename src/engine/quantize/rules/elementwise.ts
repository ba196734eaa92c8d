import { everyInput, type QuantizeRule } from './rule.ts';

/** Sums and products of two tensors; a constant operand takes the type of the activations. */
export const elementwise: QuantizeRule = { operators: ['Add', 'Mul'], role: 'light', operands: everyInput };
