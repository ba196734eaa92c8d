import type { Products } from '../../linear/products.ts';
import { inverseUpperFactor, type SolveOptions } from '../../linear/solve.ts';
import type { Reals } from '../../onnx/reals.ts';
import type { LayerInputs } from './layerInputs.ts';
import type { Pattern } from './pattern.ts';
import type { PrunableWeight } from './prunable.ts';
import { reconstruct } from './sparseGpt.ts';

/** The factors of the inverses of a layer's Gram matrices, one for each of its matrices. */
export async function factorsOf(
  { matrix: { inputs } }: PrunableWeight,
  { grams }: LayerInputs,
  options: Pick<SolveOptions, 'threads' | 'signal'>,
): Promise<readonly Float64Array[]> {
  const factors: Float64Array[] = [];
  for (const gram of grams) factors.push((await inverseUpperFactor(gram, inputs, options)).factor);
  return factors;
}

/**
 * The weights of a layer after reconstruction, row by row, each matrix with the moments of its own inputs; and what the outputs lose,
 * as the sum of squares over the rows that were looked at.
 * @param factors see {@link factorsOf}
 */
export async function reconstructLayer(
  values: Reals,
  { matrix: { groups, outputs, inputs: columns } }: PrunableWeight,
  { squares }: LayerInputs,
  factors: readonly Float64Array[],
  pattern: Pattern,
  wanted: number,
  products: Products,
): Promise<{ readonly values: Float64Array; readonly loss: number }> {
  const result = Float64Array.from(values);
  const length = outputs * columns;
  let gone = 0;
  let loss = 0;
  for (const [group, factor] of factors.entries()) {
    const until = Math.round((wanted * (group + 1)) / groups);
    const own = { values: result.subarray(group * length, (group + 1) * length), rows: outputs, columns };
    const ofInputs = squares.subarray(group * columns, (group + 1) * columns);
    loss += await reconstruct({ ...own, factor, squares: ofInputs, pattern, wanted: until - gone }, products);
    gone = until;
  }
  return { values: result, loss };
}
