import type { Pass } from '../../../protocol/recipe.ts';
import type { PassInput, PassOutcome } from './pass.ts';
import { runQuantizeDynamic } from './quantizeDynamic.ts';
import { runQuantizeMixed } from './quantizeMixed.ts';
import { runQuantizeStatic } from './quantizeStatic.ts';
import { runReduce } from './reduce.ts';

/** Runs one step of a recipe on a model, in place. @throws UserError where the model, the data or the options do not fit */
export async function runPass(pass: Pass, input: PassInput): Promise<PassOutcome> {
  switch (pass.pass) {
    case 'quantize-static':
      return runQuantizeStatic(input, pass.options);
    case 'quantize-dynamic':
      return runQuantizeDynamic(input, pass.options);
    case 'quantize-mixed':
      return runQuantizeMixed(input, pass);
    case 'prune-channels':
    case 'prune-weights':
    case 'factorize':
      return runReduce(pass, input);
  }
}
