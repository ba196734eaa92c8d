import { itemsOf } from '../../prepare/lists.ts';
import { nobody, type Pairs } from './pairs.ts';
import type { Side, Sides } from './side.ts';

/** More inputs are told apart by their places up to here. */
const mostPorts = 1 << 16;

/**
 * Pairs what reads from, and writes for, nodes that are a pair, where it is the same by its label and only one assignment is
 * possible or the numbers agree; then what is beside those. Each pair is looked at once: the time is in proportion to edges.
 * @param label what has to be the same of both
 */
export function pairNeighbours(sides: Sides, pairs: Pairs, label: 'work' | 'computed'): void {
  const { before, after } = sides;
  // The list grows while it is gone through.
  for (const one of pairs.made) {
    const other = pairs.afterOf[one]!;
    for (const direction of ['read', 'written'] as const) {
      const ones = neighbours(before, one, direction, pairs.afterOf, label);
      if (ones.size === 0) continue;
      const others = neighbours(after, other, direction, pairs.beforeOf, label);
      for (const [key, list] of ones) {
        const partners = others.get(key);
        if (partners?.length === list.length) list.forEach((node, place) => pairs.add(node, partners[place]!));
      }
    }
  }
}

/** Neighbours without a partner, by what they are and at which input the edge ends. */
function neighbours(
  side: Side,
  node: number,
  direction: 'read' | 'written',
  partners: Int32Array,
  label: 'work' | 'computed',
): ReadonlyMap<number, number[]> {
  const { nets } = side.view;
  const found = new Map<number, number[]>();
  for (const entry of itemsOf(side[direction], node)) {
    const neighbour = direction === 'read' ? side.entrySource[entry]! : nets.target[entry]!;
    if (partners[neighbour] !== nobody) continue;
    const key = side[label][neighbour]! * mostPorts + ((nets.port[entry]! + 1) % mostPorts);
    const list = found.get(key);
    if (list === undefined) found.set(key, [neighbour]);
    else if (list.at(-1) !== neighbour) list.push(neighbour);
  }
  return found;
}
