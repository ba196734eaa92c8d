import type { Layers } from './layers.ts';
import type { ScopeGraph } from './scopeGraph.ts';
import type { Spacing } from '../spacing.ts';
import { groupByKey } from '../typed/rows.ts';
import { sortByKey } from '../typed/sortByKey.ts';

/** Lines whose ends are nearer than this count as straight. */
export const straightEnough = 0.5;

/**
 * The horizontal position of every end of every wire. A line that comes straight down meets its node in the middle; others
 * keep their order beside it.
 * @param x the middle of each vertex
 * @param laneX the position of each lane in the margin
 */
export function placePorts(
  scope: ScopeGraph,
  layers: Layers,
  x: Float64Array,
  laneX: Float64Array,
  spacing: Spacing,
): Float64Array {
  const { wires, itemCount } = layers;
  const place = new Float64Array(wires.vertex.length);
  for (let end = 0; end < place.length; end++) {
    const vertex = wires.vertex[end]!;
    place[end] = vertex >= 0 ? x[vertex]! : laneX[-2 - vertex]!;
  }
  const ports = new PortPlacer(scope, layers, x, place, spacing);
  const sides = sidesToPlace(layers, ports);
  const { start, items } = groupByKey(sides, 2 * itemCount);
  for (let side = 0; side < 2 * itemCount; side++) {
    if (start[side] !== start[side + 1]) ports.place(side % itemCount, items, start[side]!, start[side + 1]!);
  }
  return place;
}

/**
 * The side of an item that each end is at, where it needs to be placed, or -1: lower sides first, numbered as the items, then
 * the upper sides. An end alone is in the middle, where it was put first, unless its port is fixed.
 */
function sidesToPlace({ wires, itemCount }: Layers, ports: PortPlacer): Int32Array {
  const sides = new Int32Array(wires.vertex.length).fill(-1);
  const count = new Uint32Array(2 * itemCount);
  for (let end = 0; end < sides.length; end++) {
    const vertex = wires.vertex[end]!;
    if (vertex < 0 || vertex >= itemCount) continue;
    sides[end] = vertex + wires.below[end]! * itemCount;
    count[sides[end]!]!++;
  }
  for (let end = 0; end < sides.length; end++) {
    if (sides[end]! >= 0 && count[sides[end]!] === 1 && Number.isNaN(ports.fixedPort(end))) sides[end] = -1;
  }
  return sides;
}

class PortPlacer {
  private readonly partner: Float64Array;
  private readonly wireOf: Uint32Array;

  constructor(
    private readonly scope: ScopeGraph,
    private readonly layers: Layers,
    private readonly x: Float64Array,
    private readonly position: Float64Array,
    private readonly spacing: Spacing,
  ) {
    const { wires } = layers;
    this.partner = new Float64Array(position.length);
    this.wireOf = new Uint32Array(position.length);
    for (let wire = 0; wire < wires.count; wire++) this.wireOf.fill(wire, wires.start[wire], wires.start[wire + 1]);
  }

  /** Places the ends `ends[from] … ends[to - 1]`, all on one side of an item. */
  place(item: number, ends: Uint32Array, from: number, to: number): void {
    const fixed = this.fixedPort(ends[from]!);
    if (!Number.isNaN(fixed)) {
      const left = this.x[item]! - this.scope.width[item]! / 2;
      for (let at = from; at < to; at++) this.position[ends[at]!] = left + this.fixedPort(ends[at]!);
      return;
    }
    for (let at = from; at < to; at++) this.partner[ends[at]!] = this.partnerOf(ends[at]!, this.x[item]!);
    sortByKey(ends, from, to, this.partner);
    this.spread(item, this.ofDistinctNets(ends, from, to));
  }

  /** Where the port of an end is fixed, from the item's left edge; NaN where it is not. */
  fixedPort(end: number): number {
    const { wires } = this.layers;
    const entry = wires.entry[end]!;
    return entry >= 0 ? this.scope.targetPort[entry]! : this.scope.sourcePort[wires.net[this.wireOf[end]!]!]!;
  }

  /** Where the line at an end goes to or comes from: straight on where one of its other ends is, else their mean. */
  private partnerOf(end: number, middle: number): number {
    const { wires } = this.layers;
    const wire = this.wireOf[end]!;
    const first = wires.start[wire]!;
    if (end !== first) return this.position[first]!;
    let sum = 0;
    const last = wires.start[wire + 1]!;
    for (let other = first + 1; other < last; other++) {
      if (Math.abs(this.position[other]! - middle) < straightEnough) return middle;
      sum += this.position[other]!;
    }
    return sum / (last - first - 1);
  }

  /** Groups of ends that share a port: a net that goes both down and back up leaves its source once. */
  private ofDistinctNets(ends: Uint32Array, from: number, to: number): number[][] {
    const groups = new Map<number, number[]>();
    for (let at = from; at < to; at++) {
      const net = this.layers.wires.net[this.wireOf[ends[at]!]!]!;
      const group = groups.get(net);
      if (group === undefined) groups.set(net, [ends[at]!]);
      else group.push(ends[at]!);
    }
    return [...groups.values()];
  }

  private spread(item: number, groups: readonly number[][]): void {
    const middle = this.x[item]!;
    const room = Math.max(0, this.scope.width[item]! / 2 - 4);
    const wanted = groups.map((group) => this.partner[group[0]!]!);
    const places = spreadPorts(wanted, middle, room, this.spacing.port);
    groups.forEach((group, index) => {
      for (const end of group) this.position[end] = places[index]!;
    });
  }
}

/**
 * Places for ports whose lines come from `wanted`, ascending: the one from straight above in the middle, or all about it,
 * others straight where they can be, at most `room` from the middle.
 */
export function spreadPorts(wanted: readonly number[], middle: number, room: number, distance: number): number[] {
  const count = wanted.length;
  const straight = wanted.findIndex((each) => Math.abs(each - middle) < straightEnough);
  if (straight < 0) {
    const step = Math.min(distance, (2 * room) / Math.max(1, count - 1));
    return wanted.map((_, index) => middle + (index - (count - 1) / 2) * step);
  }
  const places = new Array<number>(count).fill(middle);
  for (const side of [-1, 1] as const) {
    const onSide = side < 0 ? straight : count - 1 - straight;
    const step = Math.min(distance, room / Math.max(1, onSide));
    for (let nth = 1; nth <= onSide; nth++) {
      const index = straight + side * nth;
      const nearest = Math.abs(places[index - side]! - middle) + step;
      const farthest = room - (onSide - nth) * step;
      const away = side * (wanted[index]! - middle);
      places[index] = middle + side * (away >= nearest && away <= farthest ? away : nearest);
    }
  }
  return places;
}
