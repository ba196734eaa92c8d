import type { MessageCode } from '../messages/catalogue.ts';

/** A whole recipe to begin with. `${1:…}` is a place to be filled in, in the syntax of VS Code's snippets. */
export interface RecipeSnippet {
  readonly label: MessageCode;
  readonly body: object;
}

const data = { kind: 'auto', path: '${9:calibration.npz}' };

export const recipeSnippets: readonly RecipeSnippet[] = [
  {
    label: 'recipes.snippet-static',
    body: {
      name: '${1:small}',
      passes: [{ pass: 'quantize-static', options: { observer: '${2|min-max,entropy,percentile,mse|}' } }],
      data,
    },
  },
  {
    label: 'recipes.snippet-dynamic',
    body: { name: '${1:small}', passes: [{ pass: 'quantize-dynamic' }] },
  },
  {
    label: 'recipes.snippet-mixed',
    body: {
      name: '${1:careful}',
      passes: [{ pass: 'quantize-mixed', search: { floor: '${2:agreement=99}' } }],
      data,
    },
  },
  {
    label: 'pruning.snippet-channels',
    body: { name: '${1:narrow}', passes: [{ pass: 'prune-channels', options: { ratio: 0.3 } }], data },
  },
  {
    label: 'pruning.snippet-channels-int8',
    body: {
      name: '${1:narrow-int8}',
      passes: [{ pass: 'prune-channels', options: { ratio: 0.3 } }, { pass: 'quantize-static' }],
      data,
    },
  },
  {
    label: 'pruning.snippet-weights',
    body: {
      name: '${1:sparse}',
      passes: [{ pass: 'prune-weights', options: { criterion: 'reconstruction', sparsity: 0.8 } }],
      data,
    },
  },
  {
    label: 'pruning.snippet-factorize',
    body: { name: '${1:low-rank}', passes: [{ pass: 'factorize', options: { rank: '${2:energy=0.99}' } }], data },
  },
];
