import type { ChannelRule } from '../rule.ts';
import { sameAxes } from './sameAxes.ts';

/** Computes each element from the one in its place; further inputs are numbers for all of them. */
export const elementwise: ChannelRule = {
  operators: [
    ...['Relu', 'LeakyRelu', 'Elu', 'Selu', 'Celu', 'ThresholdedRelu', 'Gelu', 'HardSwish', 'Mish', 'Swish', 'Shrink'],
    ...['Sigmoid', 'HardSigmoid', 'Tanh', 'Softplus', 'Softsign', 'Erf', 'Exp', 'Sqrt', 'Abs', 'Neg', 'Sign', 'Not'],
    ...['Floor', 'Ceil', 'Round', 'Sin', 'Cos', 'Tan', 'Asin', 'Acos', 'Atan', 'Sinh', 'Cosh', 'Asinh', 'Atanh'],
    ...['Cast', 'CastLike', 'Clip', 'IsNaN', 'IsInf', 'BitwiseNot', 'Dropout'],
    ...['com.microsoft:Gelu', 'com.microsoft:FastGelu', 'com.microsoft:QuickGelu'],
  ],
  relate({ input: [input = ''], output }, relations) {
    for (const each of output) sameAxes(relations, each, input);
  },
};
