import { type Matrix, matrix } from '../../linear/matrix.ts';
import type { Products } from '../../linear/products.ts';
import { solveDamped, type SolveOptions } from '../../linear/solve.ts';

/** Second moments of some inputs of a layer, and of them with the outputs that are wanted. Sums over rows. */
export interface RefitMoments {
  readonly rows: number;
  /** Σ x xᵀ, `[inputs, inputs]`. */
  readonly gram: Float64Array;
  /** Σ x yᵀ, `[inputs, outputs]`. */
  readonly cross: Float64Array;
  /** Σ x and Σ y. */
  readonly sums: Float64Array;
  readonly outputSums: Float64Array;
  /** Σ y². */
  readonly outputSquares: Float64Array;
}

export interface RefitOptions extends SolveOptions {
  /** Whether the layer has a bias that is fitted too; else outputs are those without bias. */
  readonly withBias: boolean;
}

/** A layer that is fitted to given outputs. */
export interface RefitLayer {
  /** `[outputs, inputs]` */
  readonly weights: Matrix;
  /** Of each output; undefined where none is fitted. */
  readonly bias: Float64Array | undefined;
  /** Σ (y − ŷ)² as a share of the energy of y, before (with the best bias for the old weights) and after. */
  readonly errorBefore: number;
  readonly errorAfter: number;
  readonly damping: number;
}

/**
 * Weights and bias with the least Σ |y − W x − b|² over rows that only their moments are known of, with a penalty for going far from
 * the weights that are there: what the rows say nothing of stays as it is (ridge regression about a given point; Hoerl and Kennard, 1970).
 * With a bias everything is about the means.
 * @param weights `[outputs, inputs]`
 */
export async function leastSquares(
  moments: RefitMoments,
  weights: Matrix,
  products: Products,
  { withBias, ...options }: RefitOptions,
): Promise<RefitLayer> {
  const { rows: outputs, columns: inputs } = weights;
  const about = withBias ? centred(moments, inputs, outputs) : moments;
  const gram = matrix(inputs, inputs, about.gram);
  const explained = (await products.timesTransposed(gram, weights)).values;
  const rest = about.cross.map((value, index) => value - explained[index]!);
  const { solution: change, damping } = await solveDamped(about.gram, inputs, rest, outputs, options);
  const fitted = new Float64Array(weights.values.length);
  let [oldFit, restFit, gain, distance] = [0, 0, 0, 0];
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      const [at, place] = [output * inputs + input, input * outputs + output];
      const [weight, delta] = [weights.values[at]!, change[place]!];
      fitted[at] = weight + delta;
      oldFit += weight * explained[place]!;
      restFit += weight * rest[place]!;
      gain += delta * rest[place]!;
      distance += delta * delta;
    }
  }
  const energy = about.outputSquares.reduce((sum, value) => sum + value, 0);
  // |y − W x|² = |y|² − 2 W·(rest + G Wᵀ) + W·G Wᵀ; the change D solves (G + λ) D = rest, so it takes off D·rest + λ |D|².
  const before = energy - oldFit - 2 * restFit;
  const after = before - gain - damping * meanDiagonal(about.gram, inputs) * distance;
  const share = (error: number): number => (energy > 0 ? Math.max(0, error) / energy : 0);
  return {
    weights: matrix(outputs, inputs, fitted),
    bias: withBias ? biasFor(moments, fitted, inputs, outputs) : undefined,
    errorBefore: share(before),
    errorAfter: share(after),
    damping,
  };
}

/** The bias with which the mean of the outputs is what is wanted, for weights `[outputs, inputs]`. */
export function biasFor(
  { rows, sums, outputSums }: Pick<RefitMoments, 'rows' | 'sums' | 'outputSums'>,
  weights: ArrayLike<number>,
  inputs: number,
  outputs: number,
): Float64Array {
  return Float64Array.from({ length: outputs }, (_, output) => {
    let explained = 0;
    for (let input = 0; input < inputs; input++) explained += weights[output * inputs + input]! * sums[input]!;
    return (outputSums[output]! - explained) / rows;
  });
}

/** The moments about the means. */
function centred(
  { rows, gram, cross, sums, outputSums, outputSquares }: RefitMoments,
  inputs: number,
  outputs: number,
): Pick<RefitMoments, 'gram' | 'cross' | 'outputSquares'> {
  const without = (products: Float64Array, other: Float64Array, width: number): Float64Array =>
    products.map((value, index) => value - (sums[Math.floor(index / width)]! * other[index % width]!) / rows);
  const about = without(gram, sums, inputs);
  // What rounding leaves of an input that is always the same.
  for (let input = 0; input < inputs; input++) {
    const at = input * (inputs + 1);
    if (about[at]! > 1e-12 * gram[at]!) continue;
    for (let other = 0; other < inputs; other++) about[input * inputs + other] = about[other * inputs + input] = 0;
  }
  return {
    gram: about,
    cross: without(cross, outputSums, outputs),
    outputSquares: outputSquares.map((value, output) => value - outputSums[output]! ** 2 / rows),
  };
}

function meanDiagonal(matrix: Float64Array, size: number): number {
  let mean = 0;
  for (let index = 0; index < size; index++) mean += matrix[index * (size + 1)]! / size;
  return mean;
}
