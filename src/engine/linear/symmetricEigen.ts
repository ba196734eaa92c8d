import { addScaled, dot, type Matrix, matrix, rowOf } from './matrix.ts';

/** Eigenvalues in falling order, and their eigenvectors: orthonormal, one a row. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Matrix;
}

/** Rotations that a single eigenvalue may take; two or three are usual. */
const mostSteps = 60;

/**
 * All eigenvalues and eigenvectors of a symmetric matrix, of which the lower triangle is read: Householder reflections to
 * tridiagonal form, then the implicit QL iteration with Wilkinson's shift (Golub and Van Loan, Matrix Computations, 8.3).
 * About 9 n³ operations; the error of an eigenvalue is some ε · the largest one.
 * @throws RangeError where elements are not finite
 */
export function symmetricEigen({ rows: size, values: elements }: Matrix): SymmetricEigen {
  if (!elements.every(Number.isFinite)) throw new RangeError('eigenvalues of a matrix that is not finite');
  const { diagonal, beside, reflectors } = tridiagonal(matrix(size, size, elements.slice()));
  const turned = identity(size);
  diagonalise(diagonal, beside, turned);
  const order = Array.from(diagonal.keys()).sort((a, b) => diagonal[b]! - diagonal[a]!);
  const vectors = matrix(size, size);
  order.forEach((from, to) => {
    const vector = rowOf(vectors, to);
    vector.set(rowOf(turned, from));
    reflectBack(vector, reflectors);
  });
  return { values: Float64Array.from(order, (index) => diagonal[index]!), vectors };
}

function identity(size: number): Matrix {
  const made = matrix(size, size);
  for (let index = 0; index < size; index++) made.values[index * (size + 1)] = 1;
  return made;
}

interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** Element `i` stands between `i` and `i + 1` of the diagonal; the last is 0. */
  readonly beside: Float64Array;
  /** Unit vectors v of the reflections I − 2 v vᵀ in the order they were applied; they begin at element `k + 1`. */
  readonly reflectors: readonly Float64Array[];
}

/** Reduces a symmetric matrix, which is overwritten. */
function tridiagonal(work: Matrix): Tridiagonal {
  const size = work.rows;
  const { values } = work;
  const reflectors: Float64Array[] = [];
  const diagonal = new Float64Array(size);
  const beside = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    diagonal[k] = values[k * size + k]!;
    if (k + 1 === size) break;
    const rest = size - k - 1;
    const column = new Float64Array(rest);
    for (let row = 0; row < rest; row++) column[row] = values[(k + 1 + row) * size + k]!;
    if (rest === 1) {
      beside[k] = column[0]!;
      continue;
    }
    beside[k] = toReflector(column);
    reflectors.push(column);
    reflectRest(work, k + 1, column);
  }
  return { diagonal, beside, reflectors };
}

/**
 * Turns a vector x into the unit vector of the reflection that takes it to ±‖x‖ · e₁, and gives that number; zeros where
 * there is nothing to reflect.
 */
function toReflector(x: Float64Array): number {
  let largest = 0;
  for (const each of x) largest = Math.max(largest, Math.abs(each));
  if (largest === 0) return 0;
  for (let index = 0; index < x.length; index++) x[index] = x[index]! / largest;
  const norm = Math.sqrt(dot(x, x));
  const first = x[0]!;
  const target = first > 0 ? -norm : norm;
  x[0] = first - target;
  const length = Math.sqrt(dot(x, x));
  for (let index = 0; index < x.length; index++) x[index] = x[index]! / length;
  return target * largest;
}

/** A ← (I − 2vvᵀ) A (I − 2vvᵀ) for the lower triangle of the square that begins at `from`. */
function reflectRest({ rows: size, values }: Matrix, from: number, v: Float64Array): void {
  const rest = v.length;
  const product = new Float64Array(rest);
  for (let row = 0; row < rest; row++) {
    const start = (from + row) * size + from;
    const own = v[row]!;
    let sum = values[start + row]! * own;
    for (let column = 0; column < row; column++) {
      const element = values[start + column]!;
      sum += element * v[column]!;
      product[column] = product[column]! + element * own;
    }
    product[row] = product[row]! + sum;
  }
  // w = 2 (A v − (vᵀ A v) v), so that A − v wᵀ − w vᵀ is the reflected matrix.
  addScaled(product, -dot(product, v), v);
  for (let row = 0; row < rest; row++) {
    const start = (from + row) * size + from;
    const [a, b] = [2 * v[row]!, 2 * product[row]!];
    for (let column = 0; column <= row; column++) {
      values[start + column] = values[start + column]! - a * product[column]! - b * v[column]!;
    }
  }
}

/** QL iterations until the matrix is diagonal; every rotation turns two rows of `vectors` as well. */
function diagonalise(diagonal: Float64Array, beside: Float64Array, vectors: Matrix): void {
  let largest = 0;
  for (const [index, each] of diagonal.entries())
    largest = Math.max(largest, Math.abs(each) + Math.abs(beside[index]!));
  // Relative to the whole matrix: eigenvalues that are rounding themselves would not settle beside each other.
  const negligible = Number.EPSILON * largest;
  for (let low = 0; low < diagonal.length; low++) {
    for (let step = 0; ; step++) {
      const high = endOfBlock(beside, low, negligible);
      if (high === low) break;
      if (step === mostSteps) throw new RangeError('eigenvalues do not converge');
      sweep(diagonal, beside, vectors, low, high);
    }
  }
}

/** The last row of the block that begins at `low` and has nothing above `negligible` beside its diagonal. */
function endOfBlock(beside: Float64Array, low: number, negligible: number): number {
  let high = low;
  while (high + 1 < beside.length && Math.abs(beside[high]!) > negligible) high++;
  return high;
}

function sweep(diagonal: Float64Array, beside: Float64Array, vectors: Matrix, low: number, high: number): void {
  const half = (diagonal[low + 1]! - diagonal[low]!) / (2 * beside[low]!);
  const root = Math.hypot(half, 1);
  let g = diagonal[high]! - diagonal[low]! + beside[low]! / (half + (half >= 0 ? root : -root));
  let [sine, cosine, shift] = [1, 1, 0];
  for (let index = high - 1; index >= low; index--) {
    const f = sine * beside[index]!;
    const b = cosine * beside[index]!;
    const length = Math.hypot(f, g);
    beside[index + 1] = length;
    if (length === 0) {
      // The block falls apart here; what is left of it is taken up again.
      diagonal[index + 1] = diagonal[index + 1]! - shift;
      beside[high] = 0;
      return;
    }
    sine = f / length;
    cosine = g / length;
    const top = diagonal[index + 1]! - shift;
    const turn = (diagonal[index]! - top) * sine + 2 * cosine * b;
    shift = sine * turn;
    diagonal[index + 1] = top + shift;
    g = cosine * turn - b;
    rotate(rowOf(vectors, index), rowOf(vectors, index + 1), cosine, sine);
  }
  diagonal[low] = diagonal[low]! - shift;
  beside[low] = g;
  beside[high] = 0;
}

function rotate(a: Float64Array, b: Float64Array, cosine: number, sine: number): void {
  for (let index = 0; index < a.length; index++) {
    const [one, other] = [a[index]!, b[index]!];
    a[index] = cosine * one - sine * other;
    b[index] = sine * one + cosine * other;
  }
}

/** From an eigenvector of the tridiagonal matrix to that of the matrix it was made of. */
function reflectBack(vector: Float64Array, reflectors: readonly Float64Array[]): void {
  for (let k = reflectors.length - 1; k >= 0; k--) {
    const v = reflectors[k]!;
    const part = vector.subarray(k + 1);
    addScaled(part, -2 * dot(part, v), v);
  }
}
