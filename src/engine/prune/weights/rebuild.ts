import type { Products } from '../../linear/products.ts';
import type { SolveOptions } from '../../linear/solve.ts';
import type { Model } from '../../onnx/model.ts';
import type { Reals } from '../../onnx/reals.ts';
import type { LayerInputs } from './layerInputs.ts';
import { outputError } from './outputError.ts';
import type { Pattern } from './pattern.ts';
import type { PrunableWeight } from './prunable.ts';
import { factorsOf, reconstructLayer } from './reconstructLayer.ts';
import { reconstructionTarget } from './reconstructionTarget.ts';
import type { WeightMatrix } from './weightMatrix.ts';

/** A layer to be pruned with the others of its weights making up for those that go. */
export interface Rebuilt {
  readonly weight: PrunableWeight;
  /** Its weights as they are, row by row. */
  readonly values: Reals;
  readonly inputs: LayerInputs;
  readonly pattern: Pattern;
  readonly wanted: number;
}

/** Prunes a layer by reconstruction, and its bias in the model. @returns what its outputs lose of what they should be */
export async function rebuild(
  model: Model,
  stored: WeightMatrix,
  { weight, values, inputs, pattern, wanted }: Rebuilt,
  products: Products,
  options: Pick<SolveOptions, 'threads' | 'signal'>,
): Promise<number | undefined> {
  const target = await reconstructionTarget(model, weight, values, inputs, products, options);
  const factors = await factorsOf(weight, target.inputs, options);
  const given = [weight, target.inputs, factors, pattern, wanted, products] as const;
  stored.replace((await reconstructLayer(target.values, ...given)).values);
  const after = stored.values();
  target.storeBias(after);
  return outputError(target.values, after, weight.matrix.inputs, target.inputs.grams, products);
}
