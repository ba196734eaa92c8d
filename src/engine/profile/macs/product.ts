import { intAttribute } from '../../onnx/attributes.ts';
import { elementCount } from '../../onnx/tensor.ts';
import type { MacsRule } from './rule.ts';

/** Every output element sums over the last axis of the first operand, or the one before where it is transposed. */
export const productMacs: MacsRule = {
  operators: [
    'MatMul',
    'MatMulInteger',
    'QLinearMatMul',
    'com.microsoft:DynamicQuantizeMatMul',
    'com.microsoft:FusedMatMul',
    'com.microsoft:MatMulIntegerToFloat',
    'com.microsoft:MatMulNBits',
  ],
  count(node, { input: [left], output: [output] }) {
    const axis = (intAttribute(node, 'transA') ?? 0) === 1 ? -2 : -1;
    return left && output && elementCount(output) * (left.at(axis) ?? 1);
  },
};

export const gemmMacs: MacsRule = {
  operators: ['Gemm', 'com.microsoft:QGemm'],
  count(node, { input: [left], output: [output] }) {
    const summed = left?.[(intAttribute(node, 'transA') ?? 0) === 1 ? 0 : 1];
    return output && summed !== undefined ? elementCount(output) * summed : undefined;
  },
};
