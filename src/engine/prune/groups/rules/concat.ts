import { intAttribute } from '../../../onnx/attributes.ts';
import type { ChannelRule } from '../rule.ts';
import { fromFront } from '../sizes/integers.ts';

/** Tensors one after the other along a dimension. */
export const concat: ChannelRule = {
  operators: ['Concat'],
  relate(node, relations) {
    const [output = ''] = node.output;
    const rank = relations.shape(output)?.length ?? 0;
    const joined = fromFront(intAttribute(node, 'axis') ?? 0, rank);
    let offset = 0;
    for (const input of node.input) {
      const from = offset;
      for (let axis = 0; axis < rank; axis++) {
        if (axis === joined)
          relations.follow({ tensor: input, axis }, { tensor: output, axis }, (index) => from + index);
        else relations.same({ tensor: input, axis }, { tensor: output, axis });
      }
      offset += relations.shape(input)?.[joined] ?? 0;
    }
  },
};
