import type { ChannelRule } from '../rule.ts';
import { relateReshape } from '../sizes/relateReshape.ts';

/** Joins dimensions to two: channel c of C × H × W is c·H·W to (c + 1)·H·W − 1. */
export const flatten: ChannelRule = {
  operators: ['Flatten'],
  relate: relateReshape,
};
