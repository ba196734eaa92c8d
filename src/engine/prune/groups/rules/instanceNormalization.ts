import type { ChannelRule } from '../rule.ts';
import { sameAxes } from './sameAxes.ts';

/** Normalises every channel of every sample by its own numbers. */
export const instanceNormalization: ChannelRule = {
  operators: ['InstanceNormalization'],
  relate({ input: [input = '', scale = '', bias = ''], output: [output = ''] }, relations) {
    sameAxes(relations, input, output, (axis) => axis < 2);
    const channels = { tensor: output, axis: 1 };
    relations.same({ tensor: scale, axis: 0 }, channels);
    relations.same({ tensor: bias, axis: 0 }, channels);
    relations.parameter({ tensor: scale, axis: 0 }, 'scales');
    relations.parameter({ tensor: bias, axis: 0 }, 'shifts');
  },
};
