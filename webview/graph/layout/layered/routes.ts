import { IndexList, NumberList } from '../typed/numberList.ts';
import { sortByKey } from '../typed/sortByKey.ts';
import type { Heights } from './heights.ts';
import type { Layers } from './layers.ts';
import { straightEnough } from './ports.ts';
import { outside, type Routes, type ScopeGraph } from './scopeGraph.ts';

/** What the lines are drawn between. */
export interface Geometry {
  /** The horizontal position of each end of all wires. */
  readonly position: Float64Array;
  readonly heights: Heights;
  /** Upper edges of the items. */
  readonly itemY: Float64Array;
  /** How far before a corner a line branches at most. */
  readonly corner: number;
}

/** Draws the nets as paths: vertical through the ranks, horizontal on the tracks between them. */
export function routesOf(scope: ScopeGraph, layers: Layers, geometry: Geometry): Routes {
  const tracer = new Tracer(scope, layers, geometry);
  const netPath = new Uint32Array(scope.netSource.length + 1);
  let wire = 0;
  for (let net = 0; net < scope.netSource.length; net++) {
    wire = tracer.trace(net, wire);
    netPath[net + 1] = tracer.pathCount;
  }
  return tracer.done(netPath);
}

/** A path that is still being drawn. */
interface Piece {
  /** The path that it continues, or -1. */
  readonly parent: number;
  /** x and y in turn. */
  readonly points: number[];
}

class Tracer {
  private readonly parent = new IndexList();
  private readonly start = new IndexList();
  private readonly x = new NumberList();
  private readonly y = new NumberList();
  private readonly targetPath: Int32Array;
  /** The ends by which the current wire leaves its gap, from left to right. */
  private readonly exits: Int32Array;

  constructor(
    private readonly scope: ScopeGraph,
    private readonly layers: Layers,
    private readonly geometry: Geometry,
  ) {
    this.targetPath = new Int32Array(scope.target.length).fill(-1);
    this.exits = new Int32Array(layers.wires.vertex.length);
  }

  get pathCount(): number {
    return this.parent.length;
  }

  /** Draws a net, whose wires begin at `first`; returns the wire after its last. */
  trace(net: number, first: number): number {
    const { wires } = this.layers;
    let wire = first;
    let open: Piece | undefined;
    for (; wire < wires.count && wires.net[wire] === net; wire++) {
      if (open !== undefined && this.goesStraightOn(wire)) continue;
      // A chain begins at the source, and ends where nothing is left open.
      open = this.passGap(wire, open ?? this.leaveSource(net, wires.start[wire]!));
    }
    return wire;
  }

  done(netPath: Uint32Array): Routes {
    this.start.push(this.x.length);
    return {
      netPath,
      pathParent: this.parent.toColumn(),
      pathStart: this.start.toUint32Array(),
      pointX: this.x.toColumn(),
      pointY: this.y.toColumn(),
      targetPath: this.targetPath,
    };
  }

  private leaveSource(net: number, end: number): Piece {
    const source = this.scope.netSource[net]!;
    const { itemY, heights, position } = this.geometry;
    const y = source === outside ? heights.top[0]! : itemY[source]! + this.scope.height[source]!;
    return { parent: -1, points: [position[end]!, y] };
  }

  /** Whether a net only passes a gap. */
  private goesStraightOn(wire: number): boolean {
    const { start, entry } = this.layers.wires;
    const { position } = this.geometry;
    const first = start[wire]!;
    return (
      start[wire + 1]! - first === 2 &&
      entry[first + 1]! < 0 &&
      Math.abs(position[first + 1]! - position[first]!) < straightEnough
    );
  }

  /** Leads a piece through a gap to all exits of a wire; returns the piece that goes on to the next gap, if there is one. */
  private passGap(wire: number, piece: Piece): Piece | undefined {
    const { start, below } = this.layers.wires;
    const { position } = this.geometry;
    const first = start[wire]!;
    const x = position[first]!;
    if (start[wire + 1]! - first === 2 && Math.abs(position[first + 1]! - x) < straightEnough) {
      return this.arrive(first + 1, piece);
    }
    const y = this.geometry.heights.trackY[wire]!;
    const { left, right, count } = this.sortExits(first, start[wire + 1]!);
    const directions = Number(left > 0) + Number(right > left) + Number(count > right);
    let from = piece;
    if (directions > 1) {
      const before = y + (below[first] === 1 ? 1 : -1) * this.cornerBefore(piece, y);
      piece.points.push(x, before);
      from = { parent: this.write(piece), points: [x, before] };
    }
    const arm = (): Piece => (directions > 1 ? { parent: from.parent, points: [...from.points] } : from);
    let open: Piece | undefined;
    if (left > 0) open = this.follow(arm(), x, y, left - 1, -1) ?? open;
    for (let index = left; index < right; index++) open = this.arrive(this.exits[index]!, arm()) ?? open;
    if (count > right) open = this.follow(arm(), x, y, right, count) ?? open;
    return open;
  }

  /** Sorts the exits: `0 … left - 1` are left of the trunk, `left … right - 1` straight on, the others right of it. */
  private sortExits(first: number, end: number): { left: number; right: number; count: number } {
    const { exits } = this;
    const { position } = this.geometry;
    const count = end - first - 1;
    for (let index = 0; index < count; index++) exits[index] = first + 1 + index;
    sortByKey(exits, 0, count, position);
    const x = position[first]!;
    let left = 0;
    while (left < count && position[exits[left]!]! <= x - straightEnough) left++;
    let right = left;
    while (right < count && position[exits[right]!]! < x + straightEnough) right++;
    return { left, right, count };
  }

  /** Goes along a track from exit to exit, a branch leaving at each; the last takes the piece itself. */
  private follow(piece: Piece, trunkX: number, y: number, from: number, to: number): Piece | undefined {
    const { position, corner } = this.geometry;
    const step = to > from ? 1 : -1;
    let open: Piece | undefined;
    let along = piece;
    let x = trunkX;
    along.points.push(x, y);
    for (let index = from; index !== to - step; index += step) {
      const exit = this.exits[index]!;
      const turn = position[exit]!;
      const before = turn - step * Math.min(corner, Math.abs(turn - x) / 2);
      along.points.push(before, y);
      const parent = this.write(along);
      open = this.arrive(exit, { parent, points: [before, y, turn, y] }) ?? open;
      along = { parent, points: [before, y] };
      x = turn;
    }
    const last = this.exits[to - step]!;
    along.points.push(position[last]!, y);
    return this.arrive(last, along) ?? open;
  }

  /** Ends a piece at its target, or returns it where it goes on. */
  private arrive(exit: number, piece: Piece): Piece | undefined {
    const entry = this.layers.wires.entry[exit]!;
    if (entry < 0) return piece;
    const target = this.scope.target[entry]!;
    const { itemY, heights, position } = this.geometry;
    piece.points.push(position[exit]!, target === outside ? heights.height : itemY[target]!);
    this.targetPath[entry] = this.write(piece);
    return undefined;
  }

  private cornerBefore({ points }: Piece, y: number): number {
    return Math.min(this.geometry.corner, Math.abs(points.at(-1)! - y) / 2);
  }

  private write({ parent, points }: Piece): number {
    this.parent.push(parent);
    this.start.push(this.x.length);
    for (let index = 0; index < points.length; index += 2) {
      this.x.push(points[index]!);
      this.y.push(points[index + 1]!);
    }
    return this.parent.length - 1;
  }
}
