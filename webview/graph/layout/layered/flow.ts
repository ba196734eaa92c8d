import { groupByKey, rowOfEntries, type Rows } from '../typed/rows.ts';
import { feedbackSequence } from './feedbackSequence.ts';
import type { ScopeGraph } from './scopeGraph.ts';
import { bytes, integers } from '../typed/filled.ts';

/** Who reads whom in a scope, and in which order, once cycles are broken. An entry is one target of one net. */
export interface Flow {
  readonly netOfEntry: Uint32Array;
  /** For each item the entries of the nets that begin in it. */
  readonly outgoing: Rows;
  /** For each item the entries that end in it. */
  readonly incoming: Rows;
  /** The items so that all entries but the backward ones go from earlier to later. */
  readonly order: Uint32Array;
  /** 1 for the entries that must go back to an earlier item, or to the item they come from. */
  readonly backward: Uint8Array;
}

export function flowOf(scope: ScopeGraph): Flow {
  const itemCount = scope.width.length;
  const netOfEntry = rowOfEntries(scope.netStart);
  const outgoing = groupByKey(
    integers(netOfEntry.length, (entry) => scope.netSource[netOfEntry[entry]!]!),
    itemCount,
  );
  const incoming = groupByKey(scope.target, itemCount);
  const graph = { scope, netOfEntry, outgoing, incoming };
  const order = topologicalOrder(graph);
  const place = new Uint32Array(itemCount);
  order.forEach((item, index) => (place[item] = index));
  const backward = bytes(netOfEntry.length, (entry) => {
    const source = scope.netSource[netOfEntry[entry]!]!;
    const target = scope.target[entry]!;
    return source >= 0 && target >= 0 && place[source]! >= place[target]! ? 1 : 0;
  });
  return { netOfEntry, outgoing, incoming, order, backward };
}

/** Entries by item, before cycles are broken. */
export interface Connections {
  readonly scope: ScopeGraph;
  readonly netOfEntry: Uint32Array;
  readonly outgoing: Rows;
  readonly incoming: Rows;
}

/** Kahn's order; what is left because of cycles is put into an order with few entries that go back. */
function topologicalOrder(graph: Connections): Uint32Array {
  const { scope, outgoing } = graph;
  const itemCount = scope.width.length;
  const waiting = inDegrees(graph);
  const order = new Uint32Array(itemCount);
  let known = 0;
  for (let item = 0; item < itemCount; item++) if (waiting[item] === 0) order[known++] = item;
  for (let done = 0; done < known; done++) {
    const item = order[done]!;
    for (let at = outgoing.start[item]!; at < outgoing.start[item + 1]!; at++) {
      const target = scope.target[outgoing.items[at]!]!;
      if (target < 0 || target === item) continue;
      waiting[target]!--;
      if (waiting[target] === 0) order[known++] = target;
    }
  }
  if (known < itemCount) {
    const ordered = new Uint8Array(itemCount);
    for (let index = 0; index < known; index++) ordered[order[index]!] = 1;
    order.set(feedbackSequence(graph, ordered), known);
  }
  return order;
}

/** How many entries from other items end in each item. */
function inDegrees({ scope, netOfEntry }: Connections): Uint32Array {
  const degree = new Uint32Array(scope.width.length);
  for (let entry = 0; entry < netOfEntry.length; entry++) {
    const source = scope.netSource[netOfEntry[entry]!]!;
    const target = scope.target[entry]!;
    if (source >= 0 && target >= 0 && source !== target) degree[target]!++;
  }
  return degree;
}
