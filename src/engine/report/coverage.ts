import { message } from '../../protocol/messages/catalogue.ts';
import type { Coverage } from '../../protocol/result/coverage.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import type { PlannedNode } from '../quantize/plan/plan.ts';
import type { Preset } from '../quantize/presets.ts';

/** Multiplications with additions of nodes, as far as they are known. */
export type MacsOf = (node: NodeId) => number | undefined;

/** A plan as people see it: how much of the model becomes integer, and the decision for every node. */
export function coverageOf(nodes: readonly PlannedNode[], macsOf: MacsOf, preset?: Preset): Coverage {
  const count = { integer: 0, float: 0, none: 0 };
  const macs = { integer: 0, total: 0 };
  const decisions = nodes.map(({ node, name, operator, origins, precision, reason }) => {
    const own = macsOf(node);
    count[precision]++;
    macs.total += own ?? 0;
    if (precision === 'integer') macs.integer += own ?? 0;
    const { code, args } = reason;
    return {
      ...{ node, name, operator, origins, precision },
      reason: { code, args },
      ...(own !== undefined && { macs: own }),
    };
  });
  return {
    ...(preset !== undefined && { target: targetOf(preset) }),
    nodes: count,
    ...(macs.total > 0 && { macs }),
    decisions,
  };
}

function targetOf({ name, reason, verified }: Preset): Coverage['target'] & object {
  return { preset: name, reason: { ...message(reason, {}) }, verified };
}
