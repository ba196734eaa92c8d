import { message } from '../../../../protocol/messages/catalogue.ts';
import { userError } from '../../../../protocol/userError.ts';
import type { Graph } from '../../../onnx/graph.ts';
import { isReal } from '../../../onnx/reals.ts';
import { observeEnergies } from '../../../runtime/observeEnergies.ts';
import type { ChannelGroup, GroupPart } from '../../groups/group.ts';
import { nodesById } from '../../layers.ts';
import type { Criterion } from './criterion.ts';
import { PartMeans } from './partMeans.ts';
import { overUnits } from './unitSums.ts';

/**
 * The energy of a channel: the mean square of its activation over the samples, where other layers read it (Molchanov et al., "Pruning
 * Convolutional Neural Networks for Resource Efficient Inference", 2017, 2.2); the mean where several do. What is never active goes first.
 */
export const activation: Criterion = async (context) => {
  const { model, groups, types, dataset, threads, signal, onProgress } = context;
  if (dataset === undefined) throw userError('pruneChannels.samples-needed', {});
  const nodes = nodesById(model.graph);
  const isMeasurable = ({ tensor }: GroupPart): boolean => {
    const type = types.get(tensor)?.type;
    return type !== undefined && isReal(type);
  };
  const looked = groups.flatMap((group) =>
    readParts(model.graph, group, nodes)
      .filter(isMeasurable)
      .map((part) => ({ group, part })),
  );
  const energies = await observeEnergies(
    model,
    looked.map(({ part }) => part),
    dataset,
    { types, signal, onProgress, ...(threads !== undefined && { threads }) },
  );
  const means = new PartMeans(groups);
  looked.forEach(({ group, part }, index) => {
    means.add({ group, ...overUnits(energies[index]!, part, group.units) });
  });
  return new Map(
    groups.map((group) => [
      group.id,
      { scores: means.of(group), notes: means.has(group) ? [] : [message('pruneChannels.no-activations', {})] },
    ]),
  );
};

/** The activations of a group that its consumers read; those that its producers write where nobody reads them. */
function readParts(graph: Graph, group: ChannelGroup, nodes: ReturnType<typeof nodesById>): readonly GroupPart[] {
  const activations = group.parts.filter(({ tensor, role }) => role === undefined && isComputed(graph, tensor));
  const read = new Set(group.consumers.flatMap((id) => nodes.get(id)?.input ?? []));
  const found = activations.filter(({ tensor }) => read.has(tensor));
  if (found.length > 0) return found;
  const written = new Set(group.producers.flatMap((id) => nodes.get(id)?.output ?? []));
  return activations.filter(({ tensor }) => written.has(tensor));
}

function isComputed(graph: Graph, tensor: string): boolean {
  const producer = graph.producer(tensor);
  return producer !== undefined && producer.opType !== 'Constant';
}
