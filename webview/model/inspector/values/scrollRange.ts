/** Browsers draw nothing further down than some tens of millions of pixels. */
const mostHeight = 8e6;

/** Where rows of one height are while they are scrolled, also when there are more than a browser has pixels for. */
export class ScrollRange {
  /** Pixels of what is scrolled. */
  readonly height: number;
  /** Row, maybe in part, that is the first in view at the end. */
  private readonly lastTop: number;

  /** @param room pixels in which rows are seen */
  constructor(
    readonly rows: number,
    readonly rowHeight: number,
    readonly room: number,
  ) {
    this.height = Math.min(mostHeight, rows * rowHeight);
    this.lastTop = Math.max(0, rows - room / rowHeight);
  }

  /** Whether a pixel that is scrolled is more than a pixel of rows. */
  get isScaled(): boolean {
    return this.rows * this.rowHeight > mostHeight;
  }

  /** The row, with the part of it that is out of view, at the top when so many pixels are scrolled. */
  topAt(scrolled: number): number {
    if (!this.isScaled) return this.clamp(scrolled / this.rowHeight);
    return this.clamp((scrolled / (this.height - this.room)) * this.lastTop);
  }

  /** How many pixels are to be scrolled for a row to be at the top. */
  scrolledTo(top: number): number {
    if (!this.isScaled) return this.clamp(top) * this.rowHeight;
    return (this.clamp(top) / this.lastTop) * (this.height - this.room);
  }

  /** The nearest place that can be scrolled to. */
  clamp(top: number): number {
    return Math.min(this.lastTop, Math.max(0, top));
  }

  /** The place nearest to a top row in which a row is wholly seen. */
  revealing(top: number, row: number): number {
    const seen = this.room / this.rowHeight;
    return this.clamp(Math.min(row, Math.max(top, row + 1 - seen)));
  }
}
