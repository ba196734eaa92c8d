import type { onnx } from '../../onnx/generated/onnx.js';
import { absorbed } from './absorbed.ts';
import { argMax, carry, extremum, maxPool, resize, split } from './carry.ts';
import { concat } from './concat.ts';
import { convolution } from './convolution.ts';
import { elementwise } from './elementwise.ts';
import { gemm } from './gemm.ts';
import { matMul } from './matMul.ts';
import type { QuantizeRule } from './rule.ts';
import { softmax } from './softmax.ts';
import { unary } from './unary.ts';
import { where } from './where.ts';

const rules: readonly QuantizeRule[] = [
  convolution,
  gemm,
  matMul,
  elementwise,
  unary,
  softmax,
  concat,
  where,
  carry,
  maxPool,
  extremum,
  resize,
  split,
  argMax,
  absorbed,
];

const byOperator = new Map(rules.flatMap((rule) => rule.operators.map((operator) => [operator, rule] as const)));

/** How a node is quantized, or undefined for operators without an integer kernel. */
export function ruleFor(node: onnx.NodeProto): QuantizeRule | undefined {
  return node.domain === '' || node.domain === 'ai.onnx' ? byOperator.get(node.opType) : undefined;
}
