import { dot, matrix } from '../../linear/matrix.ts';
import type { Products } from '../../linear/products.ts';
import type { SolveOptions } from '../../linear/solve.ts';
import type { Reals } from '../../onnx/reals.ts';
import type { CurvePoint } from './allocation.ts';
import type { LayerInputs } from './layerInputs.ts';
import type { Pattern } from './pattern.ts';
import type { PrunableWeight } from './prunable.ts';
import { factorsOf, reconstructLayer } from './reconstructLayer.ts';
import { countOf, type Target } from './targets.ts';

/** Weights that a layer keeps at the points that are tried, as multiples of what it would keep if all lost the same share. */
const keptMultiples = [6, 3.5, 2.2, 1.5, 1, 0.65, 0.4, 0.2] as const;

/**
 * What a layer loses of the energy of its outputs at several shares around the common one, its other weights making up for it.
 * @param sparsity the common share
 */
export async function errorCurve(
  values: Reals,
  weight: PrunableWeight,
  inputs: LayerInputs,
  pattern: Pattern,
  { most }: Target,
  sparsity: number,
  products: Products,
  options: Pick<SolveOptions, 'threads' | 'signal'>,
): Promise<readonly CurvePoint[]> {
  const count = countOf(weight);
  const shares = keptMultiples.map((multiple) => 1 - multiple * (1 - sparsity)).filter((share) => share > 0);
  const wanted = [...shares.map((share) => Math.round(share * count)).filter((each) => each < most), most];
  const energy = await energyOf(values, weight, inputs, products);
  const factors = await factorsOf(weight, inputs, options);
  const points: CurvePoint[] = [];
  for (const weights of wanted) {
    options.signal?.throwIfAborted();
    const { loss } = await reconstructLayer(values, weight, inputs, factors, pattern, weights, products);
    points.push({ weights, error: energy > 0 ? loss / energy : 0 });
  }
  return points;
}

/** tr(W G Wᵀ), over all matrices of the layer. */
async function energyOf(
  values: Reals,
  { matrix: { groups, outputs, inputs: columns } }: PrunableWeight,
  { grams }: LayerInputs,
  products: Products,
): Promise<number> {
  let energy = 0;
  for (let group = 0; group < groups; group++) {
    const length = outputs * columns;
    const own = matrix(outputs, columns, Float64Array.from(values.subarray(group * length, (group + 1) * length)));
    energy += dot((await products.times(own, matrix(columns, columns, grams[group]))).values, own.values);
  }
  return energy;
}
