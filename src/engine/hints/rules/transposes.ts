import { message } from '../../../protocol/messages/catalogue.ts';
import { formatShare } from '../../../protocol/quantity.ts';
import { someNames } from '../pairs.ts';
import type { HintRule } from '../rule.ts';

/** Share of the time of all kernels from which Transposes are worth a word. */
const leastShare = 0.05;

/** Much time spent in Transposes of the model itself. */
export const transposes: HintRule = {
  name: 'transposes',
  find(facts) {
    const { profile, model } = facts;
    const nodes = [...model.graph.nodes].filter(
      (node) => node.opType === 'Transpose' && (facts.of(node)?.milliseconds ?? 0) > 0,
    );
    const milliseconds = facts.milliseconds(nodes) ?? 0;
    if (profile === undefined || nodes.length === 0 || milliseconds < leastShare * profile.kernels) return [];
    const sorted = facts.byCost(nodes);
    return [
      {
        nodes: sorted,
        severity: 'information',
        hazard: message('hints.transposes', {
          ...someNames(sorted),
          share: formatShare(milliseconds / profile.kernels),
        }),
        remedy: message('hints.transposes-remedy', {}),
        milliseconds,
      },
    ];
  },
};
