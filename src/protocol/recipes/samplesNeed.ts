import type { Pass } from '../recipe.ts';

/** What samples are to a pass: nothing, what makes its result better, or what it cannot do without. */
export type SamplesNeed = 'none' | 'useful' | 'needed';

/** What samples are to a pass with its options. */
export function samplesNeed(pass: Pass): SamplesNeed {
  switch (pass.pass) {
    case 'quantize-static':
    case 'quantize-mixed':
      return 'needed';
    case 'quantize-dynamic':
      return 'none';
    case 'prune-weights': {
      const { criterion } = pass.options;
      return criterion === 'wanda' || criterion === 'reconstruction' ? 'needed' : 'none';
    }
    case 'prune-channels': {
      const { criterion, repair } = pass.options;
      if (criterion === 'activation' || repair === 'refit') return 'needed';
      return repair === 'none' ? 'none' : 'useful';
    }
    case 'factorize':
      return pass.options.factorization === 'activation-aware' ? 'useful' : 'none';
  }
}
