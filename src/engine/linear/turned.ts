import type { Reals } from '../onnx/reals.ts';

/** Side of the squares that are turned at once, so that both of their forms stay in the cache. */
const tile = 32;

/** The elements of a `[rows, columns]` matrix in the order of `[columns, rows]`, in an array of the same kind. */
export function turned(values: Reals, rows: number, columns: number): Reals {
  const result = values instanceof Float32Array ? new Float32Array(values.length) : new Float64Array(values.length);
  for (let top = 0; top < rows; top += tile) {
    const bottom = Math.min(rows, top + tile);
    for (let left = 0; left < columns; left += tile) {
      const right = Math.min(columns, left + tile);
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) result[column * rows + row] = values[row * columns + column]!;
      }
    }
  }
  return result;
}
