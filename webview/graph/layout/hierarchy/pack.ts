/** A rectangle to be placed. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Packing extends Size {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** How much wider than high a heap of rectangles becomes. */
const aspect = 1.6;

/**
 * Places rectangles without overlap: the first at the left with nothing below it, the others in rows beside it; or all in
 * rows, where the first is lower than the others and nothing needs the space below it.
 * @param keepBelow whether the space below the first has to stay free
 */
export function pack(sizes: readonly Size[], gap: number, keepBelow: boolean): Packing {
  const [main, ...others] = sizes;
  if (main === undefined) return { x: new Float64Array(0), y: new Float64Array(0), width: 0, height: 0 };
  const beside = packRows(others, gap);
  if (main.height < beside.height && !keepBelow) return packRows(sizes, gap);
  const left = main.width + gap;
  return {
    x: Float64Array.from([0, ...beside.x.map((x) => x + left)]),
    y: Float64Array.from([0, ...beside.y]),
    width: others.length === 0 ? main.width : left + beside.width,
    height: Math.max(main.height, beside.height),
  };
}

function packRows(sizes: readonly Size[], gap: number): Packing {
  const area = sizes.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const rowWidth = sizes.reduce((most, { width }) => Math.max(most, width), Math.sqrt(area * aspect));
  const x = new Float64Array(sizes.length);
  const y = new Float64Array(sizes.length);
  let [nextX, nextY, rowHeight, width] = [0, 0, 0, 0];
  sizes.forEach((size, index) => {
    if (nextX > 0 && nextX + size.width > rowWidth) {
      nextX = 0;
      nextY += rowHeight + gap;
      rowHeight = 0;
    }
    x[index] = nextX;
    y[index] = nextY;
    width = Math.max(width, nextX + size.width);
    rowHeight = Math.max(rowHeight, size.height);
    nextX += size.width + gap;
  });
  return { x, y, width, height: nextY + rowHeight };
}
