import type { QuantizationPlan } from '../../src/engine/quantize/plan/plan.ts';
import type { FusionReport } from '../../src/engine/runtime/fusionReport.ts';

/** The nodes for which the plan said something else than the runtime did. */
export function disagreements(plan: QuantizationPlan, report: FusionReport): readonly string[] {
  // A node that writes an output of the model now writes into the conversion before that output.
  const ran = new Map(report.map((each) => [each.node.replace(/_before_quantizing$/, ''), each]));
  return plan.nodes.flatMap(({ node, operator, precision, reason }) => {
    const { kind = 'missing', runsAs = 'nothing' } = ran.get(node) ?? {};
    // What the conversion after it does needs no kernel; what has no real numbers does not concern the plan.
    const vanishes = reason.code === 'reason.in-range';
    const agrees = vanishes ? kind !== 'float' : (precision === 'integer') === (kind === 'integer');
    if (precision === 'none' || agrees) return [];
    return [`${operator} ${node}: planned ${precision} (${reason.code}), runs as ${runsAs} (${kind})`];
  });
}
