import { dot, type Matrix, matrix } from '../../linear/matrix.ts';
import type { Products } from '../../linear/products.ts';
import type { Reals } from '../../onnx/reals.ts';

/**
 * How far the outputs of a layer are from what they were, without the bias: ‖(W − Ŵ) X‖² / ‖W X‖², from the Gram matrices X Xᵀ.
 * Undefined where the outputs were all 0.
 * @param grams one `[columns, columns]` for each matrix of the layer, which lie one after the other
 */
export async function outputError(
  before: Reals,
  after: Reals,
  columns: number,
  grams: readonly Float64Array[],
  products: Products,
): Promise<number | undefined> {
  const length = before.length / grams.length;
  let lost = 0;
  let whole = 0;
  for (const [group, gram] of grams.entries()) {
    const from = group * length;
    const old = matrix(length / columns, columns, Float64Array.from(before.subarray(from, from + length)));
    const change = matrix(length / columns, columns);
    for (let index = 0; index < length; index++) change.values[index] = old.values[index]! - after[from + index]!;
    const moments = matrix(columns, columns, gram);
    lost += await energy(change, moments, products);
    whole += await energy(old, moments, products);
  }
  return whole > 0 ? Math.max(0, lost) / whole : undefined;
}

/** tr(W G Wᵀ) */
async function energy(weights: Matrix, gram: Matrix, products: Products): Promise<number> {
  return dot((await products.times(weights, gram)).values, weights.values);
}
