import { intsAttribute } from '../../../onnx/attributes.ts';
import type { ChannelRule } from '../rule.ts';

/** Dimensions in another order; reversed where none is given. */
export const transpose: ChannelRule = {
  operators: ['Transpose'],
  relate(node, relations) {
    const [input = ''] = node.input;
    const [output = ''] = node.output;
    const rank = relations.shape(output)?.length ?? 0;
    const order = intsAttribute(node, 'perm');
    for (let axis = 0; axis < rank; axis++)
      relations.same({ tensor: input, axis: order?.[axis] ?? rank - 1 - axis }, { tensor: output, axis });
  },
};
