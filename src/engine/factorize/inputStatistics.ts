import type { LayerMoments } from '../linear/layerMoments.ts';
import { dot, type Matrix, matrix, rowOf } from '../linear/matrix.ts';

/** What is known of the inputs of layers that share a weight. */
export interface InputStatistics {
  /**
   * Mean of x xᵀ over all rows of inputs of all layers, `[inputs, inputs]`; around the mean of its layer where the bias can take up
   * what the mean contributes.
   */
  readonly covariance: Matrix;
  /** Mean inputs of each layer; undefined where there is no bias to correct. */
  readonly means: readonly Float64Array[] | undefined;
  /** Share of each layer in all rows. */
  readonly shares: readonly number[];
}

/** @param moments of each layer, of one group @param centred whether each layer has a bias that can be corrected */
export function inputStatistics(moments: readonly LayerMoments[], centred: boolean): InputStatistics {
  const size = moments[0]?.inputs ?? 0;
  const rows = moments.reduce((sum, each) => sum + each.rows, 0);
  const covariance = matrix(size, size);
  const { values } = covariance;
  const means = moments.map((each) => each.sums.map((sum) => sum / each.rows));
  for (const [index, each] of moments.entries()) {
    const gram = each.grams[0]!;
    const mean = means[index]!;
    for (let row = 0; row < size; row++) {
      const take = centred ? each.rows * mean[row]! : 0;
      for (let column = 0, at = row * size; column < size; column++, at++) {
        values[at] = values[at]! + (gram[at]! - take * mean[column]!) / rows;
      }
    }
  }
  return { covariance, means: centred ? means : undefined, shares: moments.map((each) => each.rows / rows) };
}

/**
 * Energy of the outputs that comes from the mean of the inputs and the bias, mean over rows: Σ share · ‖W·mean + bias‖². Nothing
 * where there is no bias: then the means are in the covariance.
 */
export function meanEnergy(
  weight: Matrix,
  { means, shares }: InputStatistics,
  biases: readonly (Float64Array | undefined)[],
): number {
  let energy = 0;
  for (const [index, mean] of means?.entries() ?? []) {
    for (let row = 0; row < weight.rows; row++) {
      const value = dot(rowOf(weight, row), mean) + (biases[index]?.[row] ?? 0);
      energy += shares[index]! * value * value;
    }
  }
  return energy;
}
