import type { onnx } from '../../onnx/generated/onnx.js';
import { dynamicAttention } from './attention.ts';
import { dynamicConvolution } from './convolution.ts';
import { dynamicGemm } from './gemm.ts';
import { dynamicLstm } from './lstm.ts';
import { dynamicMatMul } from './matMul.ts';
import type { DynamicRule } from './rule.ts';

const rules: readonly DynamicRule[] = [dynamicMatMul, dynamicGemm, dynamicConvolution, dynamicLstm, dynamicAttention];

const byOperator = new Map(
  rules.flatMap((rule) => rule.operators.map((operator) => [`${rule.domain}:${operator}`, rule] as const)),
);

/** How a node is quantized dynamically, or undefined for operators without a kernel for it. */
export function dynamicRuleFor(node: onnx.NodeProto): DynamicRule | undefined {
  const domain = node.domain === 'ai.onnx' ? '' : node.domain;
  return byOperator.get(`${domain}:${node.opType}`);
}
