import type { QuantizePass } from '../../../protocol/recipe.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import type { PassContext } from '../../recipe/context.ts';
import { prepareDynamicScheme } from './dynamicScheme.ts';
import type { Scheme } from './scheme.ts';
import { prepareStaticScheme } from './staticScheme.ts';

export type { Scheme } from './scheme.ts';

/**
 * Prepares a model, in place, for the way of quantizing that a pass describes; a search for mixed precision starts from the
 * static one.
 * @throws UserError when the model cannot be prepared, the data does not fit it, or nothing can run on integers
 */
export function prepareScheme(
  model: Model,
  dataset: Dataset,
  pass: QuantizePass,
  context: PassContext,
): Promise<Scheme> {
  switch (pass.pass) {
    case 'quantize-static':
    case 'quantize-mixed':
      return prepareStaticScheme(model, dataset, pass.options, context);
    case 'quantize-dynamic':
      return prepareDynamicScheme(model, dataset, pass.options, context);
  }
}
