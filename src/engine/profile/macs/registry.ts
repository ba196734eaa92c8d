import type { onnx } from '../../onnx/generated/onnx.js';
import { attentionMacs } from './attention.ts';
import { convolutionMacs, quantizedConvolutionMacs, transposedConvolutionMacs } from './convolution.ts';
import { dotProductAttentionMacs } from './dotProductAttention.ts';
import { einsumMacs } from './einsum.ts';
import { gemmMacs, productMacs } from './product.ts';
import { recurrentMacs } from './recurrent.ts';
import type { MacsRule, ShapeOf } from './rule.ts';

const rules: readonly MacsRule[] = [
  convolutionMacs,
  quantizedConvolutionMacs,
  transposedConvolutionMacs,
  productMacs,
  gemmMacs,
  einsumMacs,
  recurrentMacs,
  attentionMacs,
  dotProductAttentionMacs,
];

const byOperator = new Map(rules.flatMap((rule) => rule.operators.map((operator) => [operator, rule] as const)));

/** Whether an operator multiplies and adds at all, as far as is counted. */
export function hasMacs(node: onnx.NodeProto): boolean {
  return byOperator.has(nameOf(node));
}

/**
 * Multiplications with additions of a node in one run with these shapes: 0 for operators whose work is not counted in them,
 * undefined where a shape is missing.
 */
export function macsOfNode(node: onnx.NodeProto, shapeOf: ShapeOf): number | undefined {
  const rule = byOperator.get(nameOf(node));
  if (rule === undefined) return 0;
  const shapes = (names: readonly string[]) => names.map((name) => (name === '' ? undefined : shapeOf(name)));
  return rule.count(node, { input: shapes(node.input), output: shapes(node.output) });
}

function nameOf({ domain, opType }: onnx.NodeProto): string {
  return domain === '' || domain === 'ai.onnx' ? opType : `${domain}:${opType}`;
}
