import type { Products } from '../../linear/products.ts';
import { inverseUpperFactor, type SolveOptions } from '../../linear/solve.ts';
import type { Reals } from '../../onnx/reals.ts';
import type { LayerInputs } from './layerInputs.ts';
import type { Pattern } from './pattern.ts';
import type { PrunableWeight } from './prunable.ts';
import { reconstruct } from './sparseGpt.ts';

/** The weights of a layer after reconstruction, row by row, each matrix with the moments of its own inputs. */
export async function reconstructLayer(
  values: Reals,
  { matrix: { groups, outputs, inputs: columns } }: PrunableWeight,
  { grams, squares }: LayerInputs,
  pattern: Pattern,
  wanted: number,
  products: Products,
  options: Pick<SolveOptions, 'threads' | 'signal'>,
): Promise<Float64Array> {
  const result = Float64Array.from(values);
  const length = outputs * columns;
  let gone = 0;
  for (let group = 0; group < groups; group++) {
    const own = result.subarray(group * length, (group + 1) * length);
    const until = Math.round((wanted * (group + 1)) / groups);
    const { factor } = await inverseUpperFactor(grams[group]!, columns, options);
    const ofInputs = squares.subarray(group * columns, (group + 1) * columns);
    await reconstruct(
      { values: own, rows: outputs, columns, factor, squares: ofInputs, pattern, wanted: until - gone },
      products,
    );
    gone = until;
  }
  return result;
}
