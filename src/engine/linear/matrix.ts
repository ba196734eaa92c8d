/** A matrix of float64 numbers, row after row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** `rows · columns` numbers. */
  readonly values: Float64Array;
}

/** A matrix around these numbers, or zeros; nothing is copied. */
export function matrix(rows: number, columns: number, values: Float64Array = new Float64Array(rows * columns)): Matrix {
  return { rows, columns, values };
}

/** Side of the squares in which a matrix is turned, so that both of its forms stay in the cache. */
const tile = 32;

export function transposed({ rows, columns, values }: Matrix): Matrix {
  const turned = new Float64Array(values.length);
  for (let top = 0; top < rows; top += tile) {
    const bottom = Math.min(rows, top + tile);
    for (let left = 0; left < columns; left += tile) {
      const right = Math.min(columns, left + tile);
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) turned[column * rows + row] = values[row * columns + column]!;
      }
    }
  }
  return matrix(columns, rows, turned);
}

/** The first rows of a matrix, without a copy. */
export function firstRows({ columns, values }: Matrix, count: number): Matrix {
  return matrix(count, columns, values.subarray(0, count * columns));
}

/** Row `index`, without a copy. */
export function rowOf({ columns, values }: Matrix, index: number): Float64Array {
  return values.subarray(index * columns, (index + 1) * columns);
}

/** Sum of the products of two vectors of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}

/** Adds `factor · from` to `to`. */
export function addScaled(to: Float64Array, factor: number, from: Float64Array): void {
  for (let index = 0; index < to.length; index++) to[index] = to[index]! + factor * from[index]!;
}

/** Sum of the squares of all elements: the squared Frobenius norm. */
export function squaredNorm({ values }: Matrix): number {
  return dot(values, values);
}
