import { intAttribute } from '../../../onnx/attributes.ts';
import { nodeReason } from '../reasons.ts';
import type { ChannelRule } from '../rule.ts';
import { freezeAxis, sameAxes } from './sameAxes.ts';

/** Normalises every channel by numbers of its own from the file; in training by those of the batch. */
export const batchNormalization: ChannelRule = {
  operators: ['BatchNormalization'],
  relate(node, relations) {
    const [input = '', scale = '', bias = ''] = node.input;
    const [output = '', ...statistics] = node.output;
    const channels = { tensor: output, axis: 1 };
    const isTraining = intAttribute(node, 'training_mode') === 1;
    sameAxes(relations, input, output, (axis) => axis === 1 || !isTraining);
    if (isTraining) {
      const reason = nodeReason('pruneGroups.across', relations, node);
      relations.shape(input)?.forEach((_, axis) => {
        if (axis !== 1) freezeAxis(relations, [input, output], axis, reason);
      });
    }
    for (const each of [...node.input.slice(1), ...statistics]) {
      if (relations.shape(each) !== undefined) relations.same({ tensor: each, axis: 0 }, channels);
    }
    relations.parameter({ tensor: scale, axis: 0 }, 'scales');
    relations.parameter({ tensor: bias, axis: 0 }, 'shifts');
  },
};
