import { nowhere, type Rectangle } from '../scene/rectangle.ts';

const branching = 16;
/** Along the curve that sorts rectangles, in each direction. */
const cells = 1 << 15;

/** Numbers that a search finds, in an array that grows and is used again: no garbage while panning. */
export class Found {
  private numbers = new Uint32Array(1024);
  private length = 0;

  clear(): void {
    this.length = 0;
  }

  add(number: number): void {
    if (this.length === this.numbers.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.length++] = number;
  }

  /** What was found, until the next search. */
  get all(): Uint32Array {
    return this.numbers.subarray(0, this.length);
  }
}

/**
 * Which of many rectangles are near a place: an R-tree without pointers, packed once from the rectangles in the order of a
 * Hilbert curve (Kamel and Faloutsos, “On packing R-trees”, 1993). Building takes n log n, a search follows what it finds.
 */
export class RectangleIndex {
  /** Corners of all rectangles, level by level from the leaves up: left, top, right, bottom. */
  private readonly corners: Float32Array;
  /** What each leaf stands for. */
  private readonly numbers: Uint32Array;
  /** Where each level ends, in rectangles. */
  private readonly levelEnds: readonly number[];
  private readonly stack = new Uint32Array(branching * 16);

  /** @param numbers what the rectangles are called; 0, 1, … when left out */
  constructor(count: number, rectangle: (number: number) => Rectangle, numbers?: ArrayLike<number>) {
    const own = new Float32Array(4 * count);
    for (let index = 0; index < count; index++) {
      const { left, top, right, bottom } = rectangle(numbers?.[index] ?? index);
      own.set([left, top, right, bottom], 4 * index);
    }
    const order = hilbertOrder(own);
    this.numbers = order.map((index) => numbers?.[index] ?? index);
    this.levelEnds = levelEndsOf(count);
    this.corners = new Float32Array(4 * (this.levelEnds.at(-1) ?? 0));
    order.forEach((index, leaf) => this.corners.set(own.subarray(4 * index, 4 * index + 4), 4 * leaf));
    this.packLevels();
  }

  /** Around all rectangles. */
  get bounds(): Rectangle {
    const root = 4 * ((this.levelEnds.at(-1) ?? 0) - 1);
    if (root < 0) return nowhere;
    const [left, top, right, bottom] = this.corners.subarray(root, root + 4);
    return { left: left!, top: top!, right: right!, bottom: bottom! };
  }

  /** Adds to `found` what touches a rectangle, borders included, in no particular order. */
  search(within: Rectangle, found: Found): void {
    const { corners, levelEnds, stack } = this;
    const { left, top, right, bottom } = within;
    const leaves = this.numbers.length;
    const total = levelEnds.at(-1) ?? 0;
    if (total === 0) return;
    let depth = 0;
    stack[depth++] = total - 1;
    while (depth > 0) {
      const node = stack[--depth]!;
      const at = 4 * node;
      if (corners[at]! > right || corners[at + 1]! > bottom || corners[at + 2]! < left || corners[at + 3]! < top)
        continue;
      if (node < leaves) {
        found.add(this.numbers[node]!);
        continue;
      }
      const [first, end] = this.childrenOf(node);
      for (let child = end - 1; child >= first; child--) stack[depth++] = child;
    }
  }

  private childrenOf(node: number): readonly [number, number] {
    const level = this.levelEnds.findIndex((end) => node < end);
    const below = level > 1 ? this.levelEnds[level - 2]! : 0;
    const start = this.levelEnds[level - 1]!;
    const first = below + (node - start) * branching;
    return [first, Math.min(first + branching, start)];
  }

  private packLevels(): void {
    const { corners } = this;
    for (let node = this.numbers.length; node < (this.levelEnds.at(-1) ?? 0); node++) {
      const [first, end] = this.childrenOf(node);
      let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
      for (let child = 4 * first; child < 4 * end; child += 4) {
        left = Math.min(left, corners[child]!);
        top = Math.min(top, corners[child + 1]!);
        right = Math.max(right, corners[child + 2]!);
        bottom = Math.max(bottom, corners[child + 3]!);
      }
      corners.set([left, top, right, bottom], 4 * node);
    }
  }
}

function levelEndsOf(count: number): readonly number[] {
  if (count === 0) return [];
  const ends = [count];
  for (let level = count; level > 1;) {
    level = Math.ceil(level / branching);
    ends.push(ends.at(-1)! + level);
  }
  return ends;
}

/** Numbers of rectangles, sorted by where their middles are on a Hilbert curve through all of them. */
function hilbertOrder(corners: Float32Array): Uint32Array {
  const count = corners.length / 4;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < corners.length; at += 4) {
    left = Math.min(left, corners[at]!);
    top = Math.min(top, corners[at + 1]!);
    right = Math.max(right, corners[at + 2]!);
    bottom = Math.max(bottom, corners[at + 3]!);
  }
  const [scaleX, scaleY] = [(cells - 1) / (right - left || 1), (cells - 1) / (bottom - top || 1)];
  // Place on the curve above, number below, in one double: sorting plain numbers is what engines do fastest.
  const keys = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const x = Math.floor(((corners[4 * index]! + corners[4 * index + 2]!) / 2 - left) * scaleX);
    const y = Math.floor(((corners[4 * index + 1]! + corners[4 * index + 3]!) / 2 - top) * scaleY);
    keys[index] = hilbert(x, y) * 2 ** 22 + index;
  }
  keys.sort();
  return Uint32Array.from(keys, (key) => key % 2 ** 22);
}

/** How far along the Hilbert curve a cell is. */
function hilbert(column: number, row: number): number {
  let [x, y, along] = [column, row, 0];
  for (let size = cells / 2; size >= 1; size /= 2) {
    const [rightHalf, lowerHalf] = [(x & size) > 0, (y & size) > 0];
    along += size * size * ((rightHalf ? 3 : 0) ^ (lowerHalf ? 1 : 0));
    if (lowerHalf) continue;
    if (rightHalf) [x, y] = [cells - 1 - x, cells - 1 - y];
    [x, y] = [y, x];
  }
  return along;
}
