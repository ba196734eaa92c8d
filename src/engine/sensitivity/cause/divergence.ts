import type { ClassRows } from '../../data/metrics/classRows.ts';

/** Below this a probability is not told from zero beside one in float32. */
const leastProbability = 2 ** -24;

/**
 * Kullback-Leibler divergence Σ p · ln(p / q) of the classes of each row from those of the reference p, summed over rows, in
 * nats. Values are logits, whose softmax is taken in the logarithm (logarithms of probabilities are logits too), or
 * probabilities, of which q is at least 2⁻²⁴. Rows in which the reference is not finite are left out; where only the other one
 * is not, or the shapes differ, the divergence is infinite.
 */
export function divergence(reference: ClassRows, changed: ClassRows): { readonly sum: number; readonly rows: number } {
  const own = areProbabilities(reference) ? divergenceOfProbabilities : divergenceOfLogits;
  const alike = reference.classes === changed.classes && reference.rows === changed.rows;
  let sum = 0;
  let rows = 0;
  for (let row = 0; row < reference.rows; row++) {
    if (!isFinite(reference, row)) continue;
    rows++;
    const finite = alike && isFinite(changed, row);
    sum += finite ? own(reference, changed, row * reference.classes) : Number.POSITIVE_INFINITY;
  }
  return { sum, rows };
}

/** Whether every row is at least 0 and sums up to 1, within what rounding leaves. */
function areProbabilities({ values, classes, rows }: ClassRows): boolean {
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let at = row * classes; at < (row + 1) * classes; at++) {
      if (values[at]! < 0) return false;
      sum += values[at]!;
    }
    if (Number.isFinite(sum) && Math.abs(sum - 1) > 1e-2) return false;
  }
  return true;
}

function isFinite({ values, classes }: ClassRows, row: number): boolean {
  let sum = 0;
  for (let at = row * classes; at < (row + 1) * classes; at++) sum += 0 * values[at]!;
  return sum === 0;
}

function divergenceOfLogits(reference: ClassRows, changed: ClassRows, start: number): number {
  const { classes } = reference;
  const [p, q] = [logarithmOfSum(reference.values, start, classes), logarithmOfSum(changed.values, start, classes)];
  let sum = 0;
  for (let at = start; at < start + classes; at++) {
    const logarithm = reference.values[at]! - p;
    sum += Math.exp(logarithm) * (logarithm - (changed.values[at]! - q));
  }
  return Math.max(0, sum);
}

/** ln Σ eˣ. */
function logarithmOfSum(values: ArrayLike<number>, start: number, count: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let at = start; at < start + count; at++) largest = Math.max(largest, values[at]!);
  let sum = 0;
  for (let at = start; at < start + count; at++) sum += Math.exp(values[at]! - largest);
  return largest + Math.log(sum);
}

function divergenceOfProbabilities(reference: ClassRows, changed: ClassRows, start: number): number {
  const { classes } = reference;
  const [whole, other] = [sumOf(reference.values, start, classes), sumOf(changed.values, start, classes)];
  let sum = 0;
  for (let at = start; at < start + classes; at++) {
    const p = reference.values[at]! / whole;
    const q = Math.max(leastProbability, changed.values[at]! / other || 0);
    if (p > 0) sum += p * Math.log(p / q);
  }
  return Math.max(0, sum);
}

function sumOf(values: ArrayLike<number>, start: number, count: number): number {
  let sum = 0;
  for (let at = start; at < start + count; at++) sum += Math.max(0, values[at]!);
  return sum;
}
