import { addTotals, emptyTotals } from '../view/totals.ts';
import { groupKinds, type Totals, type ViewGroups } from '../view/viewGraph.ts';
import { type GroupTree, groupsBelow } from './groupTree.ts';

/** Groups by their numbers, outer ones first, and the group that each view node is in. */
export function groupColumns(
  root: GroupTree,
  nodeTotals: Totals,
): { readonly groups: ViewGroups; readonly groupOfNode: Int32Array } {
  const all = [...groupsBelow(root)].filter(({ kind }) => kind !== 'root');
  const numbers = new Map(all.map((group, index) => [group, index]));
  const groupOfNode = new Int32Array(nodeTotals.nodes.length).fill(-1);
  const totals = emptyTotals(all.length);
  all.forEach(({ nodes }, index) => {
    for (const node of nodes) {
      groupOfNode[node] = index;
      addTotals(totals, index, nodeTotals, node);
    }
  });
  const parent = Int32Array.from(all, (group) => (group.parent && numbers.get(group.parent)) ?? -1);
  for (let group = all.length - 1; group >= 0; group--) {
    if (parent[group]! >= 0) addTotals(totals, parent[group]!, totals, group);
  }
  const groups: ViewGroups = {
    count: all.length,
    kind: Uint8Array.from(all, ({ kind }) => groupKinds.findIndex((each) => each === kind)),
    label: all.map(({ label }) => label),
    key: all.map(({ key }) => key),
    parent,
    node: Int32Array.from(all, ({ node }) => node),
    body: Int32Array.from(all, ({ body }) => body),
    totals,
  };
  return { groups, groupOfNode };
}
