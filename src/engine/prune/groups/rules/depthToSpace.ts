import { intAttribute, textAttribute } from '../../../onnx/attributes.ts';
import type { ChannelRule } from '../rule.ts';

/**
 * Channels become blocks of pixels, and the other way round: a channel goes with the b × b that it is made of. Which ones those are
 * depends on the mode: `DCR` has the blocks outside, `CRD` the channels (ONNX operators, DepthToSpace).
 */
export const depthToSpace: ChannelRule = {
  operators: ['DepthToSpace', 'SpaceToDepth'],
  relate(node, relations) {
    const toSpace = node.opType === 'DepthToSpace';
    const [deep = '', wide = ''] = toSpace ? [node.input[0], node.output[0]] : [node.output[0], node.input[0]];
    const block = intAttribute(node, 'blocksize') ?? 1;
    const channels = relations.shape(wide)?.[1];
    if (channels === undefined) return;
    const isInner = (textAttribute(node, 'mode') ?? 'DCR') === 'DCR';
    relations.same({ tensor: deep, axis: 0 }, { tensor: wide, axis: 0 });
    relations.follow({ tensor: deep, axis: 1 }, { tensor: wide, axis: 1 }, (index) =>
      isInner ? index % channels : Math.floor(index / (block * block)),
    );
  },
};
