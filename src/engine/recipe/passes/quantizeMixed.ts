import type { Pass } from '../../../protocol/recipe.ts';
import type { PassInput, PassOutcome } from './pass.ts';

/** Mixed precision as a pass. @throws UserError where the model, the data or the options do not fit */
export function runQuantizeMixed(_: PassInput, pass: Extract<Pass, { pass: 'quantize-mixed' }>): Promise<PassOutcome> {
  return Promise.reject(new Error(`${pass.pass} is not built yet`));
}
