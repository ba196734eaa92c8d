import type { LayoutGraph } from '../graph.ts';
import { groupByKey, rowOfEntries, type Rows } from '../typed/rows.ts';
import { integers } from '../typed/filled.ts';

/** How deep in the graph each net is, whatever groups are around it. Minor nets do not make anything deeper. */
export interface Depths {
  /** How many nodes the longest path to each net has, with its source. */
  readonly above: Int32Array;
  /** How many nodes the longest path from each net has, with its target. */
  readonly below: Int32Array;
}

/** Nodes in cycles, and those that lead to them or follow from them, count only what is outside. */
export function depthsOf(graph: LayoutGraph): Depths {
  const { netSource, netTarget, netStart, nodeWidth } = graph;
  const netOfEntry = rowOfEntries(netStart);
  const sourceOfEntry = netOfEntry.map((net) => netSource[net]!);
  const into = groupByKey(netTarget, nodeWidth.length);
  const outOf = groupByKey(sourceOfEntry, nodeWidth.length);
  const counts = (entry: number): boolean => graph.netMinor?.[netOfEntry[entry]!] !== 1;
  const down = longest({ to: netTarget, outOf, into, counts });
  const up = longest({ to: sourceOfEntry, outOf: into, into: outOf, counts });
  const below = new Int32Array(netSource.length);
  netTarget.forEach((target, entry) => {
    const net = netOfEntry[entry]!;
    below[net] = Math.max(below[net]!, up[target]!);
  });
  return { above: integers(netSource.length, (net) => down[netSource[net]!]!), below };
}

interface Steps {
  readonly to: Uint32Array;
  readonly outOf: Rows;
  readonly into: Rows;
  readonly counts: (step: number) => boolean;
}

/** The number of nodes on the longest path to each node. */
function longest({ to, outOf, into, counts }: Steps): Int32Array {
  const nodeCount = into.start.length - 1;
  const length = new Int32Array(nodeCount).fill(1);
  const waiting = new Uint32Array(nodeCount);
  const ready = new Uint32Array(nodeCount);
  let known = 0;
  for (let node = 0; node < nodeCount; node++) {
    waiting[node] = into.start[node + 1]! - into.start[node]!;
    if (waiting[node] === 0) ready[known++] = node;
  }
  for (let done = 0; done < known; done++) {
    const node = ready[done]!;
    for (let at = outOf.start[node]!; at < outOf.start[node + 1]!; at++) {
      const step = outOf.items[at]!;
      const next = to[step]!;
      if (counts(step)) length[next] = Math.max(length[next]!, length[node]! + 1);
      waiting[next]!--;
      if (waiting[next] === 0) ready[known++] = next;
    }
  }
  return length;
}
