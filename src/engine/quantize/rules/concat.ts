import { everyInput, type QuantizeRule } from './rule.ts';

/** Concat has a kernel that brings inputs of different scales to the scale of the output. */
export const concat: QuantizeRule = { operators: ['Concat'], role: 'light', operands: everyInput };
