import { message } from '../../../../protocol/messages/catalogue.ts';
import type { Graph } from '../../../onnx/graph.ts';
import type { Criterion } from './criterion.ts';
import { rankByMagnitude } from './magnitude.ts';
import { PartMeans } from './partMeans.ts';
import { unitSums } from './unitSums.ts';

/**
 * |γ| of the batch normalisation of a channel (Liu et al., "Learning Efficient Convolutional Networks through Network Slimming", 2017);
 * the mean where a channel has several. Groups without one are ranked by the L2 norm of their weights.
 */
export const batchNorm: Criterion = async ({ model, groups }) => {
  const means = new PartMeans(groups);
  for await (const part of unitSums(model, groups, 1, ({ tensor }) => isScale(model.graph, tensor))) means.add(part);
  const others = groups.filter((group) => !means.has(group));
  const fallback = await rankByMagnitude({ model, groups: others }, 2);
  return new Map(
    groups.map((group) => {
      const other = fallback.get(group.id);
      if (other === undefined) return [group.id, { scores: means.of(group), notes: [] }];
      return [group.id, { ...other, notes: [message('pruneChannels.no-batch-norm', {}), ...other.notes] }];
    }),
  );
};

/** The input of a BatchNormalization that is its scale. */
const scaleInput = 1;

function isScale(graph: Graph, tensor: string): boolean {
  return [...graph.consumers(tensor)].some(
    ({ opType, input }) => opType === 'BatchNormalization' && input[scaleInput] === tensor,
  );
}
