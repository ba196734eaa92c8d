import { elementCount } from '../../onnx/tensor.ts';
import type { MacsRule } from './rule.ts';

/**
 * Attention without projections: every element of the queries is multiplied with every key, and every element of the output
 * sums over all keys. Queries and keys are `[batch, length, hidden]` or `[batch, heads, length, hidden]`; keys of earlier
 * steps are in the second output, where there is one.
 */
export const dotProductAttentionMacs: MacsRule = {
  operators: ['Attention', 'com.microsoft:MultiHeadAttention'],
  count(_, { input: [queries, keys], output: [output, presentKeys] }) {
    const length = (presentKeys ?? keys)?.at(-2);
    return queries && output && length !== undefined
      ? length * (elementCount(queries) + elementCount(output))
      : undefined;
  },
};
