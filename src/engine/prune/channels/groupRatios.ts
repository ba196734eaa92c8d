import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { Model } from '../../onnx/model.ts';
import { selector } from '../../quantize/plan/selection.ts';
import type { ChannelGroup } from '../groups/group.ts';
import { nodesById } from '../layers.ts';

/** Shares that groups have of their own, by their ids; of several globs the first that fits a layer that computes the channels. */
export function groupRatios(
  model: Model,
  groups: readonly ChannelGroup[],
  ratios: Readonly<Record<string, number>>,
): { readonly own: ReadonlyMap<string, number>; readonly notes: readonly Message[] } {
  const nodes = nodesById(model.graph);
  const own = new Map<string, number>();
  const notes: Message[] = [];
  for (const [glob, ratio] of Object.entries(ratios)) {
    const reasonAgainst = selector(model.graph, { includeNodes: [glob], excludeNodes: [], excludeOperators: [] });
    const fitting = groups.filter(({ producers }) =>
      producers.some((id) => {
        const node = nodes.get(id);
        return node !== undefined && reasonAgainst(node) === undefined;
      }),
    );
    if (fitting.length === 0) notes.push(message('pruneChannels.unmatched-ratio', { glob }));
    for (const { id } of fitting) if (!own.has(id)) own.set(id, ratio);
  }
  return { own, notes };
}
