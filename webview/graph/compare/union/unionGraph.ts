import type { Size } from '../../prepare/layoutInput.ts';
import type { LayoutGraph } from '../../layout/graph.ts';
import type { Comparison } from '../comparison.ts';
import { type UnionGroups, unionGroups } from './unionGroups.ts';
import { type UnionNets, unionNets } from './unionNets.ts';

/** What is drawn of two models together: every item once, so that what is the same in both has one place. */
export interface UnionGraph {
  readonly comparison: Comparison;
  readonly groups: UnionGroups;
  readonly nets: UnionNets;
}

export function unionGraph(comparison: Comparison): UnionGraph {
  return { comparison, groups: unionGroups(comparison), nets: unionNets(comparison) };
}

/** How large boxes have to be for what stands in them on either side. */
export interface UnionSizes {
  readonly item: (item: number) => Size;
  readonly group: (group: number) => Size;
}

/** What the layout takes. @param collapsed 1 for each group that is drawn as one box */
export function unionLayout(
  { comparison, groups, nets }: UnionGraph,
  collapsed: Uint8Array<ArrayBuffer>,
  sizes: UnionSizes,
): LayoutGraph {
  const items = comparison.items.map((_, item) => sizes.item(item));
  const closed = Array.from(collapsed, (is, group) => (is === 1 ? sizes.group(group) : { width: 0, height: 0 }));
  return {
    nodeWidth: Float32Array.from(items, ({ width }) => width),
    nodeHeight: Float32Array.from(items, ({ height }) => height),
    nodeGroup: groups.ofItem,
    groupParent: groups.parent,
    groupCollapsed: collapsed,
    groupWidth: Float32Array.from(closed, ({ width }) => width),
    groupHeight: Float32Array.from(closed, ({ height }) => height),
    netSource: nets.source,
    netStart: nets.start,
    netTarget: nets.target,
    netMinor: nets.minor,
  };
}

/** Everything is seen up to so many items; beyond, groups in which nothing differs are closed. */
const fewItems = 300;
/** More items are not drawn at first, whatever differs in them. */
const mostItems = 4000;

/** Which groups are closed at first: in large models those in which both sides agree, in huge ones the outermost that have to be. */
export function collapsedAtFirst({ comparison, groups }: UnionGraph): Uint8Array<ArrayBuffer> {
  const collapsed = new Uint8Array(groups.count);
  if (comparison.items.length <= fewItems) return collapsed;
  const members = new Uint32Array(groups.count);
  const differing = new Uint32Array(groups.count);
  comparison.items.forEach(({ verdict }, item) => {
    for (let group = groups.ofItem[item]!; group >= 0; group = groups.parent[group]!) {
      members[group]!++;
      if (verdict !== 'same') differing[group]!++;
    }
  });
  let seen = comparison.items.length;
  const close = (group: number): void => {
    collapsed[group] = 1;
    seen -= members[group]! - 1;
  };
  const isHidden = (group: number): boolean => {
    for (let at = groups.parent[group]!; at >= 0; at = groups.parent[at]!) if (collapsed[at] === 1) return true;
    return false;
  };
  for (let group = 0; group < groups.count; group++) if (differing[group] === 0 && !isHidden(group)) close(group);
  // Outer ones have lower numbers, so inner ones are closed first.
  for (let group = groups.count - 1; group >= 0 && seen > mostItems; group--) if (!isHidden(group)) close(group);
  return collapsed;
}
