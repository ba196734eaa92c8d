import { firstInputOnly, type QuantizeRule } from './rule.ts';

/** Relu and Clip cost nothing where the integers of the tensor cannot express what they would cut off. */
export const absorbed: QuantizeRule = { operators: ['Relu', 'Clip'], role: 'absorb', operands: firstInputOnly };
