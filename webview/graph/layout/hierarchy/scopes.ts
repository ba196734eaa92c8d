import type { LayoutGraph } from '../graph.ts';

/**
 * The hierarchy as it is seen: scopes are the whole drawing (0) and each expanded group `g` (`g + 1`); items are nodes (by
 * their number) and groups (number of nodes plus their own).
 */
export interface Scopes {
  readonly nodeCount: number;
  /** The scope that each item stands in. */
  readonly ofItem: Int32Array;
  /** The item that is seen for each item: itself, or the collapsed group around it. */
  readonly seen: Int32Array;
  /** How many nodes each item stands for: 1, or as many as are in the group at any depth. */
  readonly nodesIn: Int32Array;
  /** The scopes that are seen, inner ones before those around them. */
  readonly innerFirst: Int32Array;
}

/** The item that a scope is in the scope around it. */
export const itemOfScope = (scopes: Scopes, scope: number): number => scopes.nodeCount + scope - 1;

/** @throws RangeError where a group is inside itself */
export function scopesOf(graph: LayoutGraph): Scopes {
  const nodeCount = graph.nodeWidth.length;
  const groupCount = graph.groupParent.length;
  const outerFirst = groupsOuterFirst(graph.groupParent);
  const ofItem = new Int32Array(nodeCount + groupCount);
  const seen = new Int32Array(nodeCount + groupCount);
  const innerFirst: number[] = [];
  for (const group of outerFirst) {
    const parent = graph.groupParent[group]!;
    const item = nodeCount + group;
    ofItem[item] = parent + 1;
    seen[item] = parent >= 0 ? hiddenBy(graph, seen, nodeCount, parent, item) : item;
    if (seen[item] === item && graph.groupCollapsed[group] === 0) innerFirst.push(group + 1);
  }
  for (let node = 0; node < nodeCount; node++) {
    const parent = graph.nodeGroup[node]!;
    ofItem[node] = parent + 1;
    seen[node] = parent >= 0 ? hiddenBy(graph, seen, nodeCount, parent, node) : node;
  }
  const nodesIn = countNodes(graph, outerFirst);
  return { nodeCount, ofItem, seen, nodesIn, innerFirst: Int32Array.from([...innerFirst.reverse(), 0]) };
}

/** The collapsed group that hides what is in `parent`, or the item itself. */
function hiddenBy(graph: LayoutGraph, seen: Int32Array, nodeCount: number, parent: number, item: number): number {
  const around = seen[nodeCount + parent]!;
  return around !== nodeCount + parent || graph.groupCollapsed[parent] === 1 ? around : item;
}

function countNodes({ nodeGroup, groupParent }: LayoutGraph, outerFirst: Int32Array): Int32Array {
  const nodeCount = nodeGroup.length;
  const nodesIn = new Int32Array(nodeCount + groupParent.length).fill(1, 0, nodeCount);
  for (const group of nodeGroup) if (group >= 0) nodesIn[nodeCount + group]!++;
  for (let index = outerFirst.length - 1; index >= 0; index--) {
    const group = outerFirst[index]!;
    const parent = groupParent[group]!;
    if (parent >= 0) nodesIn[nodeCount + parent]! += nodesIn[nodeCount + group]!;
  }
  return nodesIn;
}

function groupsOuterFirst(parent: Int32Array): Int32Array {
  const count = parent.length;
  const order = new Int32Array(count);
  const placed = new Uint8Array(count);
  const path: number[] = [];
  let next = 0;
  for (let start = 0; start < count; start++) {
    let group = start;
    while (group >= 0 && placed[group] === 0) {
      path.push(group);
      // Until it is placed, a group that is met again is inside itself.
      placed[group] = 2;
      group = parent[group]!;
    }
    if (group >= 0 && placed[group] === 2) throw new RangeError(`group ${group} is inside itself`);
    for (let inner = path.pop(); inner !== undefined; inner = path.pop()) {
      placed[inner] = 1;
      order[next++] = inner;
    }
  }
  return order;
}
