import { outside, type ScopeGraph } from '../layered/scopeGraph.ts';
import { Partition } from '../typed/partition.ts';
import { groupByKey } from '../typed/rows.ts';
import { ascending, bytes, integers, reals } from '../typed/filled.ts';

/** A piece of a scope that no net connects with the rest. */
export interface Part {
  readonly graph: ScopeGraph;
  /** Its items and nets in the scope. */
  readonly items: Uint32Array;
  readonly nets: Uint32Array;
  readonly atBorder: boolean;
}

/** Cuts a scope into connected parts. All that is connected with the border is one part, and the first; then the largest. */
export function connectedParts(scope: ScopeGraph): readonly Part[] {
  const itemCount = scope.width.length;
  const netCount = scope.netSource.length;
  const { partOf, partCount } = label(scope);
  const borderPart = partOf[itemCount] ?? -1;
  if (partCount === 1) {
    return [{ graph: scope, items: ascending(itemCount), nets: ascending(netCount), atBorder: borderPart === 0 }];
  }
  const items = groupByKey(partOf.subarray(0, itemCount), partCount);
  const partOfNet = integers(netCount, (net) => {
    const source = scope.netSource[net]!;
    return partOf[source === outside ? itemCount : source]!;
  });
  const nets = groupByKey(partOfNet, partCount);
  const local = new Int32Array(itemCount);
  const parts = Array.from({ length: partCount }, (_, part): Part => {
    const ofPart = items.items.subarray(items.start[part], items.start[part + 1]);
    const netsOfPart = nets.items.subarray(nets.start[part], nets.start[part + 1]);
    ofPart.forEach((item, index) => (local[item] = index));
    return {
      graph: extract(scope, ofPart, netsOfPart, local),
      items: ofPart,
      nets: netsOfPart,
      atBorder: part === borderPart,
    };
  });
  return parts.sort((a, b) => Number(b.atBorder) - Number(a.atBorder) || b.items.length - a.items.length);
}

/** Numbers the parts by their first items. The border counts as one more item where a net crosses it. */
function label(scope: ScopeGraph): { partOf: Int32Array; partCount: number } {
  const { netSource, netStart, target } = scope;
  const border = scope.width.length;
  const crossed = netSource.includes(outside) || target.includes(outside);
  const joined = new Partition(border + (crossed ? 1 : 0));
  for (let net = 0; net < netSource.length; net++) {
    const source = netSource[net] === outside ? border : netSource[net]!;
    for (let entry = netStart[net]!; entry < netStart[net + 1]!; entry++) {
      joined.join(source, target[entry] === outside ? border : target[entry]!);
    }
  }
  return joined.parts();
}

function extract(scope: ScopeGraph, items: Uint32Array, nets: Uint32Array, local: Int32Array): ScopeGraph {
  const netStart = new Uint32Array(nets.length + 1);
  nets.forEach((net, index) => {
    netStart[index + 1] = netStart[index]! + scope.netStart[net + 1]! - scope.netStart[net]!;
  });
  const target = new Int32Array(netStart[nets.length]!);
  const targetPort = new Float64Array(target.length);
  nets.forEach((net, index) => {
    for (let nth = 0; nth < netStart[index + 1]! - netStart[index]!; nth++) {
      const entry = scope.netStart[net]! + nth;
      const item = scope.target[entry]!;
      target[netStart[index]! + nth] = item === outside ? outside : local[item]!;
      targetPort[netStart[index]! + nth] = scope.targetPort[entry]!;
    }
  });
  return {
    width: reals(items.length, (item) => scope.width[items[item]!]!),
    height: reals(items.length, (item) => scope.height[items[item]!]!),
    nodeCount: reals(items.length, (item) => scope.nodeCount[items[item]!]!),
    netSource: integers(nets.length, (net) => {
      const source = scope.netSource[nets[net]!]!;
      return source === outside ? outside : local[source]!;
    }),
    netStart,
    target,
    sourcePort: reals(nets.length, (net) => scope.sourcePort[nets[net]!]!),
    targetPort,
    netRole: bytes(nets.length, (net) => scope.netRole[nets[net]!]!),
    boxed: scope.boxed,
  };
}
