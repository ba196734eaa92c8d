import { message } from '../../../protocol/messages/catalogue.ts';
import { intAttribute } from '../../onnx/attributes.ts';
import { firstInputOnly, type QuantizeRule } from './rule.ts';

/** Softmax: its output lies in [0, 1] whatever was seen, in steps of 1/256 as the runtime's kernel wants. */
export const softmax: QuantizeRule = {
  operators: ['Softmax'],
  role: 'light',
  refuse(node, context) {
    const size = context.header(node.input[0] ?? '')?.dims.at(intAttribute(node, 'axis') ?? -1);
    // The runtime's kernel gives 0 there, not 1.
    return size === 1 ? message('reason.softmax-single', {}) : undefined;
  },
  operands: firstInputOnly,
  outputRange: () => ({ min: 0, max: 255 / 256 }),
};
