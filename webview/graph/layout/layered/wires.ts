import { IndexList } from '../typed/numberList.ts';

/**
 * The pieces of the nets in the gaps between ranks. Gap `g` is above rank `g`. In each gap a net has one wire: it enters at one
 * end, the first of its list, and leaves at all the others, up or down. So a net that many nodes read is one trunk that
 * branches.
 */
export interface Wires {
  readonly count: number;
  readonly gap: Int32Array;
  readonly net: Int32Array;
  /** Where the ends of each wire begin; one more than there are wires. */
  readonly start: Uint32Array;
  /** The vertex at each end, or `-2 - lane` where the net runs in a lane in the margin. */
  readonly vertex: Int32Array;
  /** 1 where the end is at the lower border of the gap, 0 where it is at the upper one. */
  readonly below: Uint8Array;
  /** The target entry that the net reaches at an end, or -1 where it goes on or comes from. */
  readonly entry: Int32Array;
}

/** The `vertex` of an end that lies in a lane in the margin, and the reverse. */
export const laneEnd = (lane: number): number => -2 - lane;

/** Collects wires one after another. */
export class WireList {
  private readonly gap = new IndexList();
  private readonly net = new IndexList();
  private readonly start = new IndexList();
  private readonly vertex = new IndexList();
  private readonly below = new IndexList();
  private readonly entry = new IndexList();

  /** Begins a wire; its ends follow, the one where the net enters first. */
  begin(net: number, gap: number): void {
    this.net.push(net);
    this.gap.push(gap);
    this.start.push(this.vertex.length);
  }

  end(vertex: number, below: boolean, entry = -1): void {
    this.vertex.push(vertex);
    this.below.push(below ? 1 : 0);
    this.entry.push(entry);
  }

  done(): Wires {
    this.start.push(this.vertex.length);
    return {
      count: this.gap.length,
      gap: this.gap.toColumn(),
      net: this.net.toColumn(),
      start: this.start.toUint32Array(),
      vertex: this.vertex.toColumn(),
      below: new Uint8Array(this.below.toColumn()),
      entry: this.entry.toColumn(),
    };
  }
}
