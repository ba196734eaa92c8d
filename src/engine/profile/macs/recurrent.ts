import { elementCount } from '../../onnx/tensor.ts';
import type { MacsRule } from './rule.ts';

/**
 * In every step and for every sample, each direction multiplies the input with W `[directions, gates · hidden, in]` and the
 * state with R `[directions, gates · hidden, hidden]`.
 */
export const recurrentMacs: MacsRule = {
  operators: ['LSTM', 'GRU', 'RNN', 'com.microsoft:DynamicQuantizeLSTM'],
  count(_, { input: [data, weight, recurrence] }) {
    if (data === undefined || weight === undefined || recurrence === undefined) return undefined;
    const [steps = 1, batch = 1] = data;
    return steps * batch * (elementCount(weight) + elementCount(recurrence));
  },
};
