import type { Pass } from '../../../protocol/recipe.ts';
import { UserError, userError } from '../../../protocol/userError.ts';
import type { PassInput, PassOutcome } from './pass.ts';
import { runPass } from './runPass.ts';

/**
 * Runs the steps of a recipe in their order, each on what the one before left.
 * @param begin what a pass works on; given its share of the work of all
 * @throws UserError where the model, the data or the options do not fit, or a pass finds nothing left to do
 */
export async function runPasses(
  passes: readonly Pass[],
  begin: (share: number) => PassInput,
): Promise<readonly PassOutcome[]> {
  const outcomes: PassOutcome[] = [];
  for (const [index, pass] of passes.entries()) {
    try {
      outcomes.push(await runPass(pass, begin(1 / passes.length)));
    } catch (error) {
      if (index === 0 || !isIdle(error)) throw error;
      // That the file is quantized already would be said of the user's own model, which it is not.
      throw userError('recipes.pass-idle', { number: index + 1, pass: pass.pass }, { cause: error });
    }
  }
  return outcomes;
}

const idle: ReadonlySet<string> = new Set(['quantize.already-quantized', 'quantize.nothing-integer']);

function isIdle(error: unknown): boolean {
  return error instanceof UserError && idle.has(error.detail.code);
}
