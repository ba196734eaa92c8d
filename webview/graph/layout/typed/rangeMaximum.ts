/** The greatest value over ranges of cells, with ranges raised as one goes: a segment tree, O(log n) for each step. */
export class RangeMaximum {
  private readonly size: number;
  /** The greatest value anywhere below a node of the tree, and the value that all cells below it were raised to at least. */
  private readonly greatest: Int32Array;
  private readonly raised: Int32Array;

  /** All cells begin at -1. */
  constructor(cellCount: number) {
    let size = 1;
    while (size < cellCount) size *= 2;
    this.size = size;
    this.greatest = new Int32Array(2 * size).fill(-1);
    this.raised = new Int32Array(2 * size).fill(-1);
  }

  /** The greatest value of the cells `from … to`, both included. */
  maximum(from: number, to: number): number {
    let best = -1;
    for (let [low, high] = [from + this.size, to + this.size]; low <= high; low >>= 1, high >>= 1) {
      if (low % 2 === 1) best = Math.max(best, this.greatest[low++]!);
      if (high % 2 === 0) best = Math.max(best, this.greatest[high--]!);
    }
    for (let [low, high] = [(from + this.size) >> 1, (to + this.size) >> 1]; high >= 1; low >>= 1, high >>= 1) {
      best = Math.max(best, this.raised[low]!, this.raised[high]!);
    }
    return best;
  }

  /** Raises the cells `from … to`, both included, to `value` where they are lower. */
  raise(from: number, to: number, value: number): void {
    const { greatest, raised, size } = this;
    const lift = (node: number): void => {
      greatest[node] = Math.max(greatest[node]!, value);
      raised[node] = Math.max(raised[node]!, value);
    };
    for (let [low, high] = [from + size, to + size]; low <= high; low >>= 1, high >>= 1) {
      if (low % 2 === 1) lift(low++);
      if (high % 2 === 0) lift(high--);
    }
    for (const cell of [from, to]) {
      for (let node = (cell + size) >> 1; node >= 1; node >>= 1) greatest[node] = Math.max(greatest[node]!, value);
    }
  }
}
