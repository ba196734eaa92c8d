import type { SensitiveLayer } from '../../../src/protocol/result/sensitivity.ts';
import type { OpenedModel } from '../opened.ts';
import type { Item } from '../selection.ts';

/** The layers whose nodes are selected, each once, in the order in which they were selected. */
export function selectedLayers({ selection, findings }: OpenedModel): readonly SensitiveLayer[] {
  return [...new Set(selection.nodes.flatMap((node) => findings.layerOf(node) ?? []))];
}

/** One node for each layer: that which computes what the layer is called by, not what was folded into it. */
export function itemsOfLayers({ findings, prepared }: OpenedModel, layers: readonly SensitiveLayer[]): readonly Item[] {
  const nodes = layers.flatMap((layer) => {
    const all = findings.nodesOf(layer);
    return all.find((node) => prepared.model.operator(node) === layer.operator) ?? all[0] ?? [];
  });
  return [...new Set(nodes)].map((node) => ({ kind: 'node', node }));
}

/** Ids of the nodes of the user's file that layers stand for. */
export function nodesOfFile(layers: readonly SensitiveLayer[]): readonly string[] {
  return [...new Set(layers.flatMap(({ origins, node }) => (origins.length > 0 ? origins : [node])))];
}
