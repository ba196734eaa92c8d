import { type Model, standardDomain } from '../../onnx/model.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { ChannelRule } from './rule.ts';
import { acrossAxes } from './rules/acrossAxes.ts';
import { arithmetic } from './rules/arithmetic.ts';
import { batchNormalization } from './rules/batchNormalization.ts';
import { concat } from './rules/concat.ts';
import { constantOfShape } from './rules/constantOfShape.ts';
import { convolution } from './rules/convolution.ts';
import { depthToSpace } from './rules/depthToSpace.ts';
import { einsum } from './rules/einsum.ts';
import { elementwise } from './rules/elementwise.ts';
import { expand } from './rules/expand.ts';
import { flatten } from './rules/flatten.ts';
import { gather } from './rules/gather.ts';
import { gemm } from './rules/gemm.ts';
import { groupNormalization } from './rules/groupNormalization.ts';
import { identity } from './rules/identity.ts';
import { instanceNormalization } from './rules/instanceNormalization.ts';
import { integerProduct } from './rules/integerProduct.ts';
import { matMul } from './rules/matMul.ts';
import { notAtZero } from './rules/notAtZero.ts';
import { pad } from './rules/pad.ts';
import { pooling } from './rules/pooling.ts';
import { prelu } from './rules/prelu.ts';
import { quantization } from './rules/quantization.ts';
import { recurrent } from './rules/recurrent.ts';
import { reduction } from './rules/reduction.ts';
import { reshape } from './rules/reshape.ts';
import { resize } from './rules/resize.ts';
import { shape } from './rules/shape.ts';
import { slice } from './rules/slice.ts';
import { split } from './rules/split.ts';
import { squeeze } from './rules/squeeze.ts';
import { tile } from './rules/tile.ts';
import { transpose } from './rules/transpose.ts';
import { transposedConvolution } from './rules/transposedConvolution.ts';

/** What is known of how operators tie channels together. */
const rules: readonly ChannelRule[] = [
  acrossAxes,
  arithmetic,
  batchNormalization,
  concat,
  constantOfShape,
  convolution,
  depthToSpace,
  einsum,
  elementwise,
  expand,
  flatten,
  gather,
  gemm,
  groupNormalization,
  identity,
  instanceNormalization,
  integerProduct,
  matMul,
  notAtZero,
  pad,
  pooling,
  prelu,
  quantization,
  recurrent,
  reduction,
  reshape,
  resize,
  shape,
  slice,
  split,
  squeeze,
  tile,
  transpose,
  transposedConvolution,
];

const ruleByOperator = new Map(rules.flatMap((rule) => rule.operators.map((operator) => [operator, rule])));

/** The rule for a node, unless its operator has none or is a function of the model's own. */
export function ruleOf(model: Model, node: onnx.NodeProto): ChannelRule | undefined {
  const standard = node.domain === standardDomain || node.domain === 'ai.onnx';
  const rule = ruleByOperator.get(standard ? node.opType : `${node.domain}:${node.opType}`);
  return rule === undefined || model.isFunction(node) ? undefined : rule;
}
