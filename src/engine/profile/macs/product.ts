import { intAttribute } from '../../onnx/attributes.ts';
import { elementCount } from '../../onnx/tensor.ts';
import type { MacsRule } from './rule.ts';

/** Every output element sums over the last axis of the first operand. */
export const productMacs: MacsRule = {
  operators: ['MatMul', 'MatMulInteger', 'QLinearMatMul', 'com.microsoft:MatMulNBits', 'com.microsoft:FusedMatMul'],
  count: (_, { input: [left], output: [output] }) => left && output && elementCount(output) * (left.at(-1) ?? 1),
};

export const gemmMacs: MacsRule = {
  operators: ['Gemm'],
  count(node, { input: [left], output: [output] }) {
    const summed = left?.[(intAttribute(node, 'transA') ?? 0) === 1 ? 0 : 1];
    return output && summed !== undefined ? elementCount(output) * summed : undefined;
  },
};
