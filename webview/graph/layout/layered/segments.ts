import { groupByKey, type Rows } from '../typed/rows.ts';
import { IndexList, NumberList } from '../typed/numberList.ts';
import { sortByKey } from '../typed/sortByKey.ts';
import type { Layers } from './layers.ts';
import type { ScopeGraph } from './scopeGraph.ts';

/** The wires as pairs of vertices in neighbouring ranks: what ordering and placing look at. */
export interface Segments {
  readonly upper: Int32Array;
  readonly lower: Int32Array;
  /** From the middle of the vertex to the port, where that has its place; 0 elsewhere. */
  readonly upperOffset: Float64Array;
  readonly lowerOffset: Float64Array;
  /** Which of the vertex's ports it is at, counted from the left. Vertices without fixed ports have one for all. */
  readonly upperSlot: Int32Array;
  readonly lowerSlot: Int32Array;
  /** For each vertex how many such ports there are below and above it. */
  readonly slotsBelow: Int32Array;
  readonly slotsAbove: Int32Array;
  /** For each vertex the segments below it and those above it, by port. */
  readonly below: Rows;
  readonly above: Rows;
  /** The wire of each; -1 for those that are not drawn and only keep the ends of a net that goes back near its nodes. */
  readonly wire: Int32Array;
  /** The end of the wire that the segment leads to, among all ends; -1 where that is not drawn. */
  readonly end: Int32Array;
  /** Items and the dummies beside them by which a net turns to go back, in the same rank; offsets are those of the items' ports. */
  readonly tied: Int32Array;
  readonly tiedTo: Int32Array;
  readonly tiedOffset: Float64Array;
}

export function segmentsOf(scope: ScopeGraph, layers: Layers): Segments {
  const lists = new SegmentLists(scope, layers);
  for (let wire = 0; wire < layers.wires.count; wire++) lists.addWire(wire);
  return lists.done();
}

class SegmentLists {
  private readonly upper = new IndexList();
  private readonly lower = new IndexList();
  private readonly upperOffset = new NumberList();
  private readonly lowerOffset = new NumberList();
  private readonly wire = new IndexList();
  private readonly ends = new IndexList();
  private readonly tied = new IndexList();
  private readonly tiedTo = new IndexList();
  private readonly tiedOffset = new NumberList();

  constructor(
    private readonly scope: ScopeGraph,
    private readonly layers: Layers,
  ) {}

  addWire(wire: number): void {
    const { start, vertex, below, entry } = this.layers.wires;
    const first = start[wire]!;
    if (below[first] === 1) {
      this.addRising(wire);
      return;
    }
    const trunk = vertex[first]!;
    for (let end = first + 1; end < start[wire + 1]!; end++) {
      const at = vertex[end]!;
      if (at < 0) continue;
      if (below[end] === 0) this.addTurn(wire, trunk, at);
      else if (trunk >= 0) {
        this.add(trunk, at, this.sourceOffset(wire, trunk), this.targetOffset(entry[end]!, at), wire, end);
      }
    }
  }

  /** A wire of a net that goes back up. It enters its targets from above, beside its own way. */
  private addRising(wire: number): void {
    const { start, vertex, below, entry } = this.layers.wires;
    const first = start[wire]!;
    const last = start[wire + 1]! - 1;
    const trunk = vertex[first]!;
    const onward = below[last] === 0 ? vertex[last]! : -1;
    if (trunk >= 0 && onward >= 0) this.add(onward, trunk, 0, 0, wire, last);
    for (let end = first + 1; end <= last && below[end] === 1; end++) {
      const target = vertex[end]!;
      const offset = this.targetOffset(entry[end]!, target);
      if (trunk >= 0) this.tie(target, trunk, offset);
      if (onward >= 0) this.add(onward, target, 0, offset, -1, end);
    }
  }

  /** Where a net turns below its source to go back up beside it. */
  private addTurn(wire: number, source: number, dummy: number): void {
    const { wires, rank } = this.layers;
    this.tie(source, dummy, this.sourceOffset(wire, source));
    // The next wire leads on from there: the source is drawn towards where that goes.
    const onward = wires.vertex[wires.start[wire + 2]! - 1]!;
    if (onward >= 0 && rank[onward] === rank[source]! - 1) this.add(onward, source, 0, 0, -1, -1);
  }

  private tie(item: number, dummy: number, offset: number): void {
    this.tied.push(item);
    this.tiedTo.push(dummy);
    this.tiedOffset.push(offset);
  }

  done(): Segments {
    const { vertexCount } = this.layers;
    const upper = this.upper.toColumn();
    const lower = this.lower.toColumn();
    const upperOffset = this.upperOffset.toColumn();
    const lowerOffset = this.lowerOffset.toColumn();
    const below = groupByKey(upper, vertexCount);
    const above = groupByKey(lower, vertexCount);
    const lowerSlots = slots(below, upperOffset);
    const upperSlots = slots(above, lowerOffset);
    return {
      upper,
      lower,
      upperOffset,
      lowerOffset,
      upperSlot: lowerSlots.slot,
      slotsBelow: lowerSlots.count,
      lowerSlot: upperSlots.slot,
      slotsAbove: upperSlots.count,
      below,
      above,
      wire: this.wire.toColumn(),
      end: this.ends.toColumn(),
      tied: this.tied.toColumn(),
      tiedTo: this.tiedTo.toColumn(),
      tiedOffset: this.tiedOffset.toColumn(),
    };
  }

  private add(upper: number, lower: number, upperOffset: number, lowerOffset: number, wire: number, end: number): void {
    this.upper.push(upper);
    this.lower.push(lower);
    this.upperOffset.push(upperOffset);
    this.lowerOffset.push(lowerOffset);
    this.wire.push(wire);
    this.ends.push(end);
  }

  private sourceOffset(wire: number, vertex: number): number {
    const net = this.layers.wires.net[wire]!;
    if (vertex >= this.layers.itemCount) return 0;
    const port = this.scope.sourcePort[net]!;
    return Number.isNaN(port) ? 0 : port - this.scope.width[vertex]! / 2;
  }

  private targetOffset(entry: number, vertex: number): number {
    if (entry < 0 || vertex >= this.layers.itemCount) return 0;
    const port = this.scope.targetPort[entry]!;
    return Number.isNaN(port) ? 0 : port - this.scope.width[vertex]! / 2;
  }
}

/** Numbers the ports of each vertex from the left, and sorts its segments by them. */
function slots({ start, items }: Rows, offset: Float64Array): { slot: Int32Array; count: Int32Array } {
  const slot = new Int32Array(offset.length);
  const count = new Int32Array(start.length - 1).fill(1);
  for (let vertex = 0; vertex < count.length; vertex++) {
    const from = start[vertex]!;
    const to = start[vertex + 1]!;
    sortByKey(items, from, to, offset);
    let current = 0;
    for (let at = from + 1; at < to; at++) {
      if (offset[items[at]!]! > offset[items[at - 1]!]!) current++;
      slot[items[at]!] = current;
    }
    count[vertex] = current + 1;
  }
  return { slot, count };
}
