import { normalNumbers, seededRandom } from '../data/random.ts';
import { type EigenOptions, leadingEigen } from './leadingEigen.ts';
import { dot, type Matrix, matrix, rowOf, transposed } from './matrix.ts';
import { orthonormalize } from './orthonormal.ts';
import type { Products } from './products.ts';

/** A ≈ Σ valuesᵢ · leftᵢ · rightᵢᵀ. */
export interface Svd {
  /** Singular values in falling order. */
  readonly values: Float64Array;
  /** Orthonormal, one vector a row: `[values, rows of A]`. */
  readonly left: Matrix;
  /** Orthonormal, one vector a row: `[values, columns of A]`. */
  readonly right: Matrix;
}

export interface SvdOptions extends EigenOptions {
  /** How many of the largest singular values are wanted; all unless given. */
  readonly rank?: number;
}

/**
 * Singular value decomposition. The eigenvectors of the smaller of AᵀA and AAᵀ ({@link leadingEigen}: all, or for large matrices
 * the leading ones by subspace iteration) nearly make A's columns orthogonal; one-sided Jacobi rotations finish that (Hestenes, 1958;
 * Drmač and Veselić, 2008), so that also small singular values have an error of some ε · the largest, which the squares in
 * AᵀA would have lost.
 */
export async function svd(a: Matrix, options: SvdOptions): Promise<Svd> {
  const rank = Math.min(options.rank ?? Infinity, a.rows, a.columns);
  // The side with fewer numbers is decomposed: below, `tall` has at least as many rows as columns.
  const isTall = a.rows >= a.columns;
  const tall = isTall ? a : transposed(a);
  const wide = isTall ? transposed(a) : a;
  const { products } = options;
  const { vectors } = await leadingEigen(
    {
      size: tall.columns,
      apply: async (rows) => products.times(await products.times(rows, wide), tall),
      whole: () => products.timesTransposed(wide, wide),
    },
    rank,
    options,
  );
  const images = await products.times(vectors, wide);
  await rotateOrthogonal(images, vectors, products);
  const found = await sorted(images, vectors, rank, options);
  return isTall ? found : { values: found.values, left: found.right, right: found.left };
}

const mostSweeps = 40;

/** Turns pairs of images, and their vectors alike, until all images are orthogonal to each other. */
async function rotateOrthogonal(images: Matrix, vectors: Matrix, products: Products): Promise<void> {
  const tolerance = 8 * Number.EPSILON * Math.sqrt(images.columns);
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    const pairs = slantedPairs(await products.timesTransposed(images, images), tolerance);
    if (pairs.length === 0) return;
    for (const [i, j] of pairs) {
      const [one, other] = [rowOf(images, i), rowOf(images, j)];
      const between = dot(one, other);
      const [p, q] = [dot(one, one), dot(other, other)];
      if (Math.abs(between) <= tolerance * Math.sqrt(p * q)) continue;
      const slope = (q - p) / (2 * between);
      const tangent = (slope >= 0 ? 1 : -1) / (Math.abs(slope) + Math.hypot(slope, 1));
      const cosine = 1 / Math.hypot(tangent, 1);
      rotate(one, other, cosine, cosine * tangent);
      rotate(rowOf(vectors, i), rowOf(vectors, j), cosine, cosine * tangent);
    }
  }
}

/** Pairs of rows that are not orthogonal, of those that are not lost in the rounding of the largest. */
function slantedPairs(
  { rows: count, values: gram }: Matrix,
  tolerance: number,
): readonly (readonly [number, number])[] {
  const lengths = Float64Array.from({ length: count }, (_, index) => Math.sqrt(gram[index * (count + 1)]!));
  const least = lengths.reduce((largest, each) => Math.max(largest, each), 0) * count * Number.EPSILON;
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < count; i++) {
    if (lengths[i]! <= least) continue;
    for (let j = i + 1; j < count; j++) {
      const isSlanted = Math.abs(gram[i * count + j]!) > tolerance * lengths[i]! * lengths[j]!;
      if (isSlanted && lengths[j]! > least) pairs.push([i, j]);
    }
  }
  return pairs;
}

function rotate(a: Float64Array, b: Float64Array, cosine: number, sine: number): void {
  for (let index = 0; index < a.length; index++) {
    const [one, other] = [a[index]!, b[index]!];
    a[index] = cosine * one - sine * other;
    b[index] = sine * one + cosine * other;
  }
}

/** Lengths of the images are the singular values, their directions the other vectors. */
async function sorted(images: Matrix, vectors: Matrix, rank: number, { products, seed }: SvdOptions): Promise<Svd> {
  const lengths = Float64Array.from({ length: images.rows }, (_, index) => {
    const image = rowOf(images, index);
    return Math.sqrt(dot(image, image));
  });
  const order = Array.from(lengths.keys()).sort((a, b) => lengths[b]! - lengths[a]!);
  const least = (lengths[order[0]!] ?? 0) * Math.max(images.columns, vectors.columns) * Number.EPSILON;
  const values = new Float64Array(rank);
  const left = matrix(rank, images.columns);
  const right = matrix(rank, vectors.columns);
  order.slice(0, rank).forEach((from, to) => {
    rowOf(right, to).set(rowOf(vectors, from));
    const length = lengths[from]!;
    if (length <= least) return;
    values[to] = length;
    rowOf(left, to).set(rowOf(images, from).map((each) => each / length));
  });
  // Where the value is 0 any direction will do that is orthogonal to the others.
  if (values.includes(0)) await orthonormalize(left, products, normalNumbers(seededRandom(seed)));
  return { values, left, right };
}
