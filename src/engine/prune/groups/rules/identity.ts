import type { ChannelRule } from '../rule.ts';

/** Gives every element where it was. */
export const identity: ChannelRule = {
  operators: ['Identity'],
  relate({ input: [input = ''], output: [output = ''] }, relations) {
    relations.shape(output)?.forEach((_, axis) => relations.same({ tensor: input, axis }, { tensor: output, axis }));
  },
};
