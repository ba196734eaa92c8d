import { type Model, standardDomain } from '../../onnx/model.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { ChannelRule } from './rule.ts';

/** What is known of how operators tie channels together. */
const rules: readonly ChannelRule[] = [];

const ruleByOperator = new Map(rules.flatMap((rule) => rule.operators.map((operator) => [operator, rule])));

/** The rule for a node, unless its operator has none or is a function of the model's own. */
export function ruleOf(model: Model, node: onnx.NodeProto): ChannelRule | undefined {
  const standard = node.domain === standardDomain || node.domain === 'ai.onnx';
  const rule = ruleByOperator.get(standard ? node.opType : `${node.domain}:${node.opType}`);
  return rule === undefined || model.isFunction(node) ? undefined : rule;
}
