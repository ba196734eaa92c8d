import { nodeReason } from '../reasons.ts';
import type { ChannelRule } from '../rule.ts';
import { freezeAxis, sameAxes } from './sameAxes.ts';

/** Windows, or all, of every channel on its own. */
export const pooling: ChannelRule = {
  operators: [...['MaxPool', 'AveragePool', 'LpPool', 'GlobalMaxPool', 'GlobalAveragePool', 'GlobalLpPool']],
  relate(node, relations) {
    const [input = ''] = node.input;
    const [output = '', places = ''] = node.output;
    sameAxes(relations, input, output, (axis) => axis < 2);
    const { graph } = relations;
    if (places === '' || (graph.consumers(places).size === 0 && !graph.isOutput(places))) return;
    const reason = nodeReason('pruneGroups.positions', relations, node);
    for (const axis of [0, 1]) freezeAxis(relations, [output, places], axis, reason);
  },
};
