import type { Blocks } from './blocks.ts';
import { gather } from './gather.ts';

/** Two blocks that are nearer than this to the least distance touch. */
const touching = 1e-6;

/**
 * Horizontal positions of the blocks that keep the least distances and make the springs short: springs pull, blocks that touch
 * and are pulled against each other move as one (the pendulum method of Sander, "A fast heuristic for hierarchical Manhattan
 * layout", 1995), and positions that would overlap are pushed apart evenly to both sides. In the end blocks settle at the
 * median of what they are connected to, so that as many lines as possible are straight.
 */
export function* placeBlocks(blocks: Blocks): Generator<void, Float64Array> {
  const placement = new Placement(blocks);
  placement.pack();
  const rounds = blocks.count <= 4_000 ? 60 : blocks.count <= 40_000 ? 16 : 8;
  for (let round = 0; round < rounds; round++) {
    const moved = placement.relax();
    if (round % 4 === 3) yield;
    if (moved < 0.25) break;
  }
  gather(blocks, placement.x);
  for (let round = 0; round < 3; round++) {
    placement.straighten(round % 2 === 0);
    yield;
  }
  return placement.x;
}

class Placement {
  readonly x: Float64Array;
  private readonly wanted: Float64Array;
  private readonly fromLeft: Float64Array;
  private readonly fromRight: Float64Array;
  private readonly pull: Float64Array;
  private readonly mass: Float64Array;
  private readonly region: Int32Array;

  constructor(private readonly blocks: Blocks) {
    const { count } = blocks;
    this.x = new Float64Array(count);
    this.wanted = new Float64Array(count);
    this.fromLeft = new Float64Array(count);
    this.fromRight = new Float64Array(count);
    this.pull = new Float64Array(count);
    this.mass = new Float64Array(count);
    this.region = new Int32Array(count);
  }

  /** A first placement: each block in the middle between where it is packed to the left and to the right. */
  pack(): void {
    const { x, wanted, fromLeft, fromRight } = this;
    wanted.fill(0);
    this.pushRight();
    const width = fromLeft.reduce((a, b) => Math.max(a, b), 0);
    wanted.fill(width);
    this.pushLeft();
    for (let block = 0; block < x.length; block++) x[block] = (fromLeft[block]! + fromRight[block]!) / 2;
  }

  /** Lets the springs pull once; returns how far the block went that moved most. */
  relax(): number {
    const { x, wanted, fromLeft, fromRight } = this;
    this.measurePull();
    this.mergeRegions();
    for (let block = 0; block < x.length; block++) {
      const region = this.find(block);
      wanted[block] = x[block]! + this.pull[region]! / this.mass[region]!;
    }
    this.pushRight();
    this.pushLeft();
    let farthest = 0;
    for (let block = 0; block < x.length; block++) {
      // The placements that keep all distances are convex, so the mean of two of them is one.
      const next = (fromLeft[block]! + fromRight[block]!) / 2;
      farthest = Math.max(farthest, Math.abs(next - x[block]!));
      x[block] = next;
    }
    return farthest;
  }

  /** Moves each block to the median of its springs, or as near as its neighbours let it. */
  straighten(leftFirst: boolean): void {
    const { order, count } = this.blocks;
    for (let index = 0; index < count; index++) this.settle(order[leftFirst ? index : count - 1 - index]!);
  }

  private settle(block: number): void {
    const { springs, one } = this.blocks;
    const from = springs.start[block]!;
    const springCount = springs.start[block + 1]! - from;
    if (springCount === 0) return;
    const places = new Float64Array(springCount);
    for (let index = 0; index < springCount; index++) {
      const end = springs.items[from + index]!;
      places[index] = this.placeFor(end < one.length ? end : end - one.length, end < one.length);
    }
    places.sort();
    const here = this.x[block]!;
    const low = places[(springCount - 1) >> 1]!;
    const high = places[springCount >> 1]!;
    const median = Math.abs(low - here) <= Math.abs(high - here) ? low : high;
    this.x[block] = Math.min(Math.max(median, this.leftLimit(block)), this.rightLimit(block));
  }

  /** Where a block would have to be for a spring to be vertical. */
  private placeFor(spring: number, isOne: boolean): number {
    const { one, other, stretch } = this.blocks;
    return isOne ? this.x[other[spring]!]! - stretch[spring]! : this.x[one[spring]!]! + stretch[spring]!;
  }

  private leftLimit(block: number): number {
    const { fromLeft, left, distance } = this.blocks;
    let limit = -Infinity;
    for (let at = fromLeft.start[block]!; at < fromLeft.start[block + 1]!; at++) {
      const constraint = fromLeft.items[at]!;
      limit = Math.max(limit, this.x[left[constraint]!]! + distance[constraint]!);
    }
    return limit;
  }

  private rightLimit(block: number): number {
    const { toRight, right, distance } = this.blocks;
    let limit = Infinity;
    for (let at = toRight.start[block]!; at < toRight.start[block + 1]!; at++) {
      const constraint = toRight.items[at]!;
      limit = Math.min(limit, this.x[right[constraint]!]! - distance[constraint]!);
    }
    return limit;
  }

  private measurePull(): void {
    const { one, other, stretch, weight } = this.blocks;
    const { x, pull, mass } = this;
    pull.fill(0);
    // Blocks that nothing holds follow those that push them.
    mass.fill(1e-3);
    for (let spring = 0; spring < one.length; spring++) {
      const a = one[spring]!;
      const b = other[spring]!;
      const w = weight[spring]!;
      const force = w * (x[b]! - x[a]! - stretch[spring]!);
      pull[a]! += force;
      pull[b]! -= force;
      mass[a]! += w;
      mass[b]! += w;
    }
  }

  /** Blocks that touch and are pulled towards each other become one region, which is pulled by the sum. */
  private mergeRegions(): void {
    const { left, right, distance } = this.blocks;
    const { x, pull, mass, region } = this;
    for (let block = 0; block < region.length; block++) region[block] = block;
    for (let pass = 0; pass < 6; pass++) {
      let merged = false;
      for (let constraint = 0; constraint < left.length; constraint++) {
        if (x[right[constraint]!]! - x[left[constraint]!]! - distance[constraint]! > touching) continue;
        const a = this.find(left[constraint]!);
        const b = this.find(right[constraint]!);
        if (a === b || pull[a]! * mass[b]! <= pull[b]! * mass[a]!) continue;
        region[b] = a;
        pull[a]! += pull[b]!;
        mass[a]! += mass[b]!;
        merged = true;
      }
      if (!merged) return;
    }
  }

  private find(block: number): number {
    const { region } = this;
    let root = block;
    while (region[root] !== root) {
      region[root] = region[region[root]!]!;
      root = region[root]!;
    }
    return root;
  }

  /** The places nearest to the wanted ones, at them or right of them. */
  private pushRight(): void {
    const { order, fromLeft, left, distance } = this.blocks;
    for (const block of order) {
      let place = this.wanted[block]!;
      for (let at = fromLeft.start[block]!; at < fromLeft.start[block + 1]!; at++) {
        const constraint = fromLeft.items[at]!;
        place = Math.max(place, this.fromLeft[left[constraint]!]! + distance[constraint]!);
      }
      this.fromLeft[block] = place;
    }
  }

  /** The places nearest to the wanted ones, at them or left of them. */
  private pushLeft(): void {
    const { order, toRight, right, distance } = this.blocks;
    for (let index = order.length - 1; index >= 0; index--) {
      const block = order[index]!;
      let place = this.wanted[block]!;
      for (let at = toRight.start[block]!; at < toRight.start[block + 1]!; at++) {
        const constraint = toRight.items[at]!;
        place = Math.min(place, this.fromRight[right[constraint]!]! - distance[constraint]!);
      }
      this.fromRight[block] = place;
    }
  }
}
