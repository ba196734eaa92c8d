import { floatAttribute } from '../../../onnx/attributes.ts';
import { nodeReason } from '../reasons.ts';
import type { ChannelRule } from '../rule.ts';
import { sameAxes } from './sameAxes.ts';

/** Normalises every channel of every sample by its own numbers. */
export const instanceNormalization: ChannelRule = {
  operators: ['InstanceNormalization'],
  relate(node, relations) {
    const [input = '', scale = '', bias = ''] = node.input;
    const [output = ''] = node.output;
    sameAxes(relations, input, output, (axis) => axis < 2);
    // What is zero everywhere has no variance to divide by.
    if (floatAttribute(node, 'epsilon') === 0) {
      relations.freeze({ tensor: output, axis: 1 }, nodeReason('pruneGroups.not-finite', relations, node));
    }
    const channels = { tensor: output, axis: 1 };
    relations.same({ tensor: scale, axis: 0 }, channels);
    relations.same({ tensor: bias, axis: 0 }, channels);
    relations.parameter({ tensor: scale, axis: 0 }, 'scales');
    relations.parameter({ tensor: bias, axis: 0 }, 'shifts');
  },
};
