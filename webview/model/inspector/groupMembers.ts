import type { ViewGraph } from '../../graph/prepare/view/viewGraph.ts';

/** What is in a group of a drawing. */
export interface GroupMembers {
  /** Nodes of the model: those that are drawn in it, folded into those, or inside their closed bodies; ascending. */
  readonly nodes: readonly number[];
  /** Those of them that are drawn. */
  readonly drawn: readonly number[];
}

/** @param group number of the group in the drawing */
export function membersOf({ nodes, groups, viewOfNode }: ViewGraph, group: number): GroupMembers {
  const inside = new Uint8Array(groups.count);
  inside[group] = 1;
  // A group around another has a lower number.
  for (let each = group + 1; each < groups.count; each++) {
    const parent = groups.parent[each]!;
    if (parent >= 0) inside[each] = inside[parent]!;
  }
  const isInside = (view: number): boolean => {
    const own = view < 0 ? -1 : nodes.group[view]!;
    return own >= 0 && inside[own] === 1;
  };
  const drawn = [...nodes.node.keys()].filter((view) => nodes.node[view]! >= 0 && isInside(view));
  return {
    nodes: [...viewOfNode.keys()].filter((node) => isInside(viewOfNode[node]!)),
    drawn: drawn.map((view) => nodes.node[view]!),
  };
}
