import { firstInputOnly, type QuantizeRule } from './rule.ts';

/** Softmax: its output lies in [0, 1] whatever was seen, in steps of 1/256 as the runtime's kernel wants. */
export const softmax: QuantizeRule = {
  operators: ['Softmax'],
  role: 'light',
  operands: firstInputOnly,
  outputRange: () => ({ min: 0, max: 255 / 256 }),
};
