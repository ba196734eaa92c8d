import type { Flow } from './flow.ts';
import { netRoles, outside, type ScopeGraph } from './scopeGraph.ts';

/**
 * Which entries make up long paths: for each, how long the path through it is, as a share of the longest, where the target is
 * the source's longest way on and the source the target's longest way from above; 0 for all other entries. Those with 1 are
 * the main path.
 */
export function backboneOf(scope: ScopeGraph, flow: Flow): Float64Array {
  const paths = new LongestPaths(scope, flow);
  const above = paths.from('above');
  const below = paths.from('below');
  const share = new Float64Array(flow.netOfEntry.length);
  let longest = 1;
  for (let entry = 0; entry < share.length; entry++) {
    if (flow.backward[entry] === 1) continue;
    const source = scope.netSource[flow.netOfEntry[entry]!]!;
    const target = scope.target[entry]!;
    if (source !== outside && below.entry[source] !== entry) continue;
    if (target !== outside && above.entry[target] !== entry) continue;
    share[entry] = paths.before(entry, above, 'above') + paths.before(entry, below, 'below');
    longest = Math.max(longest, share[entry]!);
  }
  return share.map((length) => length / longest);
}

interface Longest {
  /** For each item how many nodes the longest path has, up to it and with it; a group counts for all its nodes. */
  readonly length: Float64Array;
  /** The entry by which that path comes to it; -1 where it begins. */
  readonly entry: Int32Array;
}

type Direction = 'above' | 'below';

class LongestPaths {
  /** What the main net at a border counts for: more than any path inside. */
  private readonly beyond: number;

  constructor(
    private readonly scope: ScopeGraph,
    private readonly flow: Flow,
  ) {
    this.beyond = scope.nodeCount.reduce((sum, count) => sum + count, 1);
  }

  /** The longest paths that come to each item from one side. */
  from(direction: Direction): Longest {
    const { scope, flow } = this;
    const itemCount = scope.width.length;
    const longest = { length: new Float64Array(itemCount), entry: new Int32Array(itemCount).fill(-1) };
    const { start, items } = direction === 'above' ? flow.incoming : flow.outgoing;
    for (let index = 0; index < itemCount; index++) {
      const item = flow.order[direction === 'above' ? index : itemCount - 1 - index]!;
      let best = -1;
      for (let at = start[item]!; at < start[item + 1]!; at++) {
        const entry = items[at]!;
        if (flow.backward[entry] === 1) continue;
        const before = this.before(entry, longest, direction);
        if (before <= best) continue;
        best = before;
        longest.entry[item] = entry;
      }
      longest.length[item] = Math.max(0, best) + scope.nodeCount[item]!;
    }
    return longest;
  }

  /** How long the path is that an entry brings from one side; through minor nets none comes. */
  before(entry: number, longest: Longest, direction: Direction): number {
    const { scope, flow } = this;
    const net = flow.netOfEntry[entry]!;
    const role = scope.netRole[net]!;
    if (role === netRoles.minor) return 0;
    const item = direction === 'above' ? scope.netSource[net]! : scope.target[entry]!;
    if (item !== outside) return longest.length[item]!;
    return role === netRoles.main ? this.beyond : 0;
  }
}
