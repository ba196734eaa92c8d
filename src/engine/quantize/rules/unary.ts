import { firstInputOnly, type QuantizeRule } from './rule.ts';

/** Functions of one tensor that the runtime computes by table or in integers. */
export const unary: QuantizeRule = {
  operators: ['AveragePool', 'GlobalAveragePool', 'LeakyRelu', 'Sigmoid'],
  role: 'light',
  operands: firstInputOnly,
};
