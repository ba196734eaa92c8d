import type { ChannelRule } from '../rule.ts';
import { markOperand, relateOperand } from './broadcasting.ts';
import { sameAxes } from './sameAxes.ts';

/** Scales negative numbers by a slope that is broadcast to them. */
export const prelu: ChannelRule = {
  operators: ['PRelu'],
  relate({ input: [input = '', slope = ''], output: [output = ''] }, relations) {
    sameAxes(relations, input, output);
    relateOperand(relations, slope, output);
    markOperand(relations, slope, output, 'scales');
  },
};
