import type { LayoutGraph } from '../layout/graph.ts';
import type { Collapsed } from './collapse.ts';
import type { ViewGraph } from './view/viewGraph.ts';

/** In CSS pixels at zoom 1. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How large things are drawn; texts are measured by whoever draws them. */
export interface Sizes {
  readonly node: (view: number) => Size;
  /** Of a collapsed group. */
  readonly group: (group: number) => Size;
}

/** What the layout takes: the columns of a view with sizes. The numbers of nodes, groups and nets are those of the view. */
export function layoutInput({ nodes, groups, nets }: ViewGraph, collapsed: Collapsed, sizes: Sizes): LayoutGraph {
  const node = columns(nodes.count, sizes.node);
  const group = columns(groups.count, (index) =>
    collapsed[index] === 1 ? sizes.group(index) : { width: 0, height: 0 },
  );
  return {
    nodeWidth: node.widths,
    nodeHeight: node.heights,
    nodeGroup: nodes.group,
    groupParent: groups.parent,
    groupCollapsed: collapsed,
    groupWidth: group.widths,
    groupHeight: group.heights,
    netSource: nets.source,
    netStart: nets.start,
    netTarget: nets.target,
    netMinor: nets.minor,
  };
}

function columns(count: number, size: (index: number) => Size) {
  const widths = new Float32Array(count);
  const heights = new Float32Array(count);
  for (let index = 0; index < count; index++) {
    const { width, height } = size(index);
    widths[index] = width;
    heights[index] = height;
  }
  return { widths, heights };
}
