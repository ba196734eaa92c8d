import { intAttribute } from '../../../onnx/attributes.ts';
import { nodeReason } from '../reasons.ts';
import type { ChannelRule } from '../rule.ts';
import { fromFront } from '../sizes/integers.ts';
import { sameAxes } from './sameAxes.ts';

/** Turns real numbers into integers or back, by scales and zero points for all, for each channel, or for blocks along them. */
export const quantization: ChannelRule = {
  operators: [
    ...['QuantizeLinear', 'DequantizeLinear', 'com.microsoft:QuantizeLinear', 'com.microsoft:DequantizeLinear'],
  ],
  relate(node, relations) {
    const [input = '', ...parameters] = node.input;
    const [output = ''] = node.output;
    sameAxes(relations, input, output);
    const shape = relations.shape(input) ?? [];
    const blocked = fromFront(intAttribute(node, 'axis') ?? 1, shape.length);
    const isBlocked = (intAttribute(node, 'block_size') ?? 0) > 0;
    for (const tensor of parameters) {
      const sizes = relations.shape(tensor) ?? [];
      if (isBlocked) sameAxes(relations, tensor, output, (axis) => axis !== blocked);
      else if (sizes[0] !== undefined && sizes[0] === shape[blocked]) {
        relations.same({ tensor, axis: 0 }, { tensor: output, axis: blocked });
      }
    }
    if (isBlocked)
      relations.freeze({ tensor: output, axis: blocked }, nodeReason('pruneGroups.across', relations, node));
  },
};
