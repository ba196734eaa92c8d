/** The room that an open row takes. */
export interface OpenRow {
  readonly height: number;
  /** 2 where details stand below it, else 1. */
  readonly lines: number;
}

/** Where the rows of a long table are, so that only those in view need to exist. Heights are in pixels. */
export class RowLayout {
  private readonly tops: Float64Array;
  private readonly firstLines: Uint32Array;

  /**
   * @param height of a closed row
   * @param open rows that take more room, by their position
   */
  constructor(
    readonly count: number,
    height: number,
    open: ReadonlyMap<number, OpenRow>,
  ) {
    this.tops = new Float64Array(count + 1);
    this.firstLines = new Uint32Array(count + 1);
    for (let index = 0; index < count; index++) {
      const own = open.get(index);
      this.tops[index + 1] = this.top(index) + (own?.height ?? height);
      this.firstLines[index + 1] = this.firstLine(index) + (own?.lines ?? 1);
    }
  }

  /** Distance of a row from the first, and for `count` the height of all. */
  top(index: number): number {
    return this.tops[index] ?? 0;
  }

  /** Number of lines before a row, as a screen reader counts them. */
  firstLine(index: number): number {
    return this.firstLines[index] ?? 0;
  }

  get height(): number {
    return this.top(this.count);
  }

  get lines(): number {
    return this.firstLine(this.count);
  }

  /** The row at a distance from the first, in the bounds of the table. */
  at(distance: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.top(middle) <= distance) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }
}
