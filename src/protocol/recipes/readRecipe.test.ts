import { describe, expect, it } from 'vitest';
import { UserError } from '../userError.ts';
import { largestRecipe, readRecipe } from './readRecipe.ts';

const whole = {
  version: 1,
  name: 'small',
  description: 'for the phone',
  passes: [
    { pass: 'quantize-static', options: { observer: 'entropy', excludeOperators: ['Gemm'] } },
    { pass: 'quantize-dynamic' },
  ],
  data: { kind: 'npz', path: 'data/calibration.npz', dims: { batch: 1, image: [1, 3, 8, 8] } },
  verify: { evaluation: { kind: 'auto', path: 'test.npz' }, floorAgreement: 0.99 },
  run: { threads: 2 },
};

function refusal(text: string): UserError {
  try {
    readRecipe(text, 'small.whittle.json');
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  return expect.fail('it should have been refused');
}

/** What is said of a recipe like {@link whole} with something else in it. */
const saidOf = (change: object): string => refusal(JSON.stringify({ ...whole, ...change })).message;

describe('a recipe', () => {
  it('is read as it was written, without the defaults of what it leaves out', () => {
    expect(readRecipe(JSON.stringify(whole), 'f')).toEqual(whole);
    expect(readRecipe('\uFEFF{"passes":[{"pass":"quantize-dynamic"}]}', 'f')).toEqual({
      passes: [{ pass: 'quantize-dynamic' }],
    });
  });

  it('may stand under its schema', () => {
    const text = '{"$schema": "./recipe.schema.json", "passes": [{"pass": "quantize-static"}]}';
    expect(readRecipe(text, 'f').passes).toHaveLength(1);
  });
});

describe('a text that is no recipe', () => {
  it.each<[string, string, string, string]>([
    ['nothing', '', 'recipes.empty', 'small.whittle.json is empty'],
    ['white space', ' \n\t ', 'recipes.empty', 'is empty'],
    ['half of one', JSON.stringify(whole).slice(0, -20), 'recipes.truncated', 'ends before its last bracket is closed'],
    ['a comment', '{\n  // why\n  "passes": []\n}', 'recipes.not-json', 'line 2, column 3'],
    ['a comma too many', '{"passes": [\n{"pass": "quantize-dynamic"},\n]}', 'recipes.not-json', 'line 3, column 1'],
    ['a list', '[]', 'recipes.foreign', 'it has no list of passes'],
    ['null', 'null', 'recipes.foreign', 'it has no list of passes'],
    ['something else', '{"name": "package", "version": "1.0.0"}', 'recipes.foreign', 'it has no list of passes'],
    ['a report', '{"format": "whittle-report", "version": 1}', 'recipes.is-report', 'Save a recipe from it'],
    ['of a later version', '{"version": 2, "steps": []}', 'recipes.newer', 'version 2'],
    ['nested without end', '['.repeat(100_000), 'recipes.deep', 'column 33'],
  ])('%s', (_what, text, code, words) => {
    const error = refusal(text);
    expect(error.detail.code).toBe(code);
    expect(error.message).toContain(words);
  });

  it('too large a one', () => {
    expect(refusal(' '.repeat(largestRecipe + 1)).detail.code).toBe('recipes.huge');
  });
});

describe('what is wrong inside is told with its place', () => {
  it.each<[string, object, readonly string[]]>([
    ['no passes', { passes: [] }, ['passes', 'at least 1']],
    ['passes that are no list', { passes: 'quantize-static' }, ['passes', 'a list']],
    [
      'an unknown pass',
      { passes: [{ pass: 'quantize-static' }, { pass: 'prune' }] },
      ['passes[1].pass', 'must be one of quantize-static, quantize-dynamic, quantize-mixed'],
    ],
    ['a pass without a name', { passes: [{}] }, ['passes[0].pass', 'quantize-static, quantize-dynamic']],
    [
      'a misspelt option',
      { passes: [{ pass: 'quantize-dynamic', options: { perChanel: true } }] },
      ['passes[0].options', 'no setting perChanel', 'weightType, perChannel, allowConvolutions'],
    ],
    [
      'an option of another pass',
      { passes: [{ pass: 'quantize-dynamic', search: {} }] },
      ['passes[0]', 'no setting search', 'Possible are: pass, options.'],
    ],
    [
      'a value that is not possible',
      { passes: [{ pass: 'quantize-static', options: { observer: 'max' } }] },
      ['passes[0].options.observer', 'min-max, moving-average, entropy, percentile, mse'],
    ],
    [
      'a value out of range',
      { passes: [{ pass: 'quantize-static', options: { percentile: 101 } }] },
      ['passes[0].options.percentile', 'at most 100'],
    ],
    [
      'a range the wrong way round',
      { passes: [{ pass: 'quantize-static', options: { tensorOverrides: { x: { range: [1, 0] } } } }] },
      ['passes[0].options.tensorOverrides.x.range', 'lower end is above its upper end'],
    ],
    [
      'a search among others',
      { passes: [{ pass: 'quantize-static' }, { pass: 'quantize-mixed' }] },
      ['passes', 'must be the only one'],
    ],
    [
      'a share of all channels',
      { passes: [{ pass: 'prune-channels', options: { ratio: 1 } }] },
      ['passes[0].options.ratio', 'below 1'],
    ],
    [
      'a share of a group that is none',
      { passes: [{ pass: 'prune-channels', options: { groupRatios: { '/a': 1.5 } } }] },
      ['passes[0].options.groupRatios./a', 'below 1'],
    ],
    [
      'a pattern that is none',
      { passes: [{ pass: 'prune-weights', options: { pattern: '2-4' } }] },
      ['passes[0].options.pattern', '2:4'],
    ],
    [
      'a rank that is none',
      { passes: [{ pass: 'factorize', options: { rank: 'energy=2' } }] },
      ['passes[0].options.rank', 'energy='],
    ],
    [
      'an option of pruning weights where channels go',
      { passes: [{ pass: 'prune-channels', options: { sparsity: 0.5 } }] },
      ['passes[0].options', 'no setting sparsity', 'ratio, criterion'],
    ],
    ['data of no kind', { data: { path: 'x.npz' } }, ['data.kind', 'auto, npz, npyFolder']],
    [
      'a setting of another kind of data',
      { data: { kind: 'npz', path: 'x.npz', preprocessing: {} } },
      ['data', 'no setting preprocessing', 'path, kind, labels, dims, feedback'],
    ],
    ['an unknown key', { models: ['x.onnx'] }, ['the recipe', 'no setting models', 'passes, data, verify, run']],
    ['another type', { run: { threads: 'all' } }, ['run.threads', 'must be a number']],
    ['a version that is none', { version: '1' }, ['version', 'must be one of 1']],
    ['a key of objects themselves', { toString: 1 }, ['no setting toString']],
  ])('%s', (_what, change, words) => {
    const said = saidOf(change);
    for (const each of ['small.whittle.json', ...words]) expect(said).toContain(each);
  });

  it('and nothing of it reaches what all objects have', () => {
    const text = '{"passes": [{"pass": "quantize-dynamic"}], "__proto__": {"polluted": true}}';
    expect(refusal(text).message).toContain('no setting __proto__');
    expect('polluted' in {}).toBe(false);
  });

  it('in few words, however long the names are', () => {
    expect(saidOf({ ['x'.repeat(100_000)]: 1 }).length).toBeLessThan(500);
  });
});
