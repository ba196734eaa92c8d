import { elementCount } from '../../onnx/tensor.ts';
import type { MacsRule } from './rule.ts';

/** Every output element sums over a window of the input channels of its group: the weight is `[out, in / groups, …]`. */
export const convolutionMacs: MacsRule = {
  operators: ['Conv', 'ConvInteger', 'DeformConv'],
  count: (_, { input: [, weight], output: [output] }) =>
    weight && output && elementCount(output) * elementCount(weight.slice(1)),
};

/** As Conv with the weight after zero points and scales of the input. */
export const quantizedConvolutionMacs: MacsRule = {
  operators: ['QLinearConv'],
  count: (_, { input: { 3: weight }, output: [output] }) =>
    weight && output && elementCount(output) * elementCount(weight.slice(1)),
};

/** Every input element is spread over a window of the output channels of its group: the weight is `[in, out / groups, …]`. */
export const transposedConvolutionMacs: MacsRule = {
  operators: ['ConvTranspose'],
  count: (_, { input: [data, weight] }) => data && weight && elementCount(data) * elementCount(weight.slice(1)),
};
