import { elementCount } from '../../onnx/tensor.ts';
import type { MacsRule } from './rule.ts';

/** onnxruntime's fused self-attention: the projection to queries, keys and values, the scores, and their sum of values. */
export const attentionMacs: MacsRule = {
  operators: ['com.microsoft:Attention', 'com.microsoft:QAttention'],
  count(_, { input: [data, weight], output: [output] }) {
    if (data?.length !== 3 || weight === undefined || output === undefined) return undefined;
    const [batch = 1, length = 1] = data;
    const values = output.at(-1) ?? 0;
    const keys = ((weight[1] ?? 0) - values) / 2;
    return batch * length * elementCount(weight) + batch * length * length * (keys + values);
  },
};
