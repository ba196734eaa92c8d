import { type Model, standardDomain } from '../../onnx/model.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { ChannelRule } from './rule.ts';
import { concat } from './rules/concat.ts';
import { constantOfShape } from './rules/constantOfShape.ts';
import { depthToSpace } from './rules/depthToSpace.ts';
import { einsum } from './rules/einsum.ts';
import { expand } from './rules/expand.ts';
import { flatten } from './rules/flatten.ts';
import { gather } from './rules/gather.ts';
import { identity } from './rules/identity.ts';
import { pad } from './rules/pad.ts';
import { recurrent } from './rules/recurrent.ts';
import { reshape } from './rules/reshape.ts';
import { resize } from './rules/resize.ts';
import { shape } from './rules/shape.ts';
import { slice } from './rules/slice.ts';
import { split } from './rules/split.ts';
import { squeeze } from './rules/squeeze.ts';
import { tile } from './rules/tile.ts';
import { transpose } from './rules/transpose.ts';

/** What is known of how operators tie channels together. */
const rules: readonly ChannelRule[] = [
  concat,
  constantOfShape,
  depthToSpace,
  einsum,
  expand,
  flatten,
  gather,
  identity,
  pad,
  recurrent,
  reshape,
  resize,
  shape,
  slice,
  split,
  squeeze,
  tile,
  transpose,
];

const ruleByOperator = new Map(rules.flatMap((rule) => rule.operators.map((operator) => [operator, rule])));

/** The rule for a node, unless its operator has none or is a function of the model's own. */
export function ruleOf(model: Model, node: onnx.NodeProto): ChannelRule | undefined {
  const standard = node.domain === standardDomain || node.domain === 'ai.onnx';
  const rule = ruleByOperator.get(standard ? node.opType : `${node.domain}:${node.opType}`);
  return rule === undefined || model.isFunction(node) ? undefined : rule;
}
