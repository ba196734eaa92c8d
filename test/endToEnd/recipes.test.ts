import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { readRecipe } from '../../src/protocol/recipes/readRecipe.ts';
import type { RecipeFile } from '../../src/protocol/recipes/recipeFile.ts';
import { readReport } from '../../src/protocol/result/readReport.ts';
import type { Report } from '../../src/protocol/result/report.ts';
import { fragileDigits } from '../fixtures/fragileModels.ts';
import { digits, Program } from './program.ts';

let whittle: Program;

beforeAll(async () => {
  whittle = await Program.build();
});
afterEach(() => whittle.clear());
afterAll(() => whittle.remove());

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

function report(name: string): Report {
  return readReport(readFileSync(whittle.at(name), 'utf8'), name);
}

/** Puts the sample and a recipe, in a folder of its own, where the program runs. */
function prepare(recipe: RecipeFile): string {
  for (const file of [digits.model, digits.calibration, digits.test])
    copyFileSync(file, whittle.at(path.basename(file)));
  mkdirSync(whittle.at('recipes'));
  writeFileSync(whittle.at('recipes/small.whittle.json'), JSON.stringify(recipe));
  return 'recipes/small.whittle.json';
}

const static24 = { pass: 'quantize-static', options: { calibrationSamples: 24, observer: 'entropy' } } as const;
const beside = { kind: 'npz', path: '../calibration.npz' } as const;
const quick = { latency: false } as const;

describe('a recipe', () => {
  it.each<[string, RecipeFile]>([
    ['static', { passes: [static24], data: beside, verify: quick }],
    ['dynamic', { passes: [{ pass: 'quantize-dynamic' }], verify: quick }],
    [
      'in several passes',
      {
        passes: [
          { pass: 'quantize-static', options: { calibrationSamples: 24, excludeOperators: ['Gemm'] } },
          { pass: 'quantize-dynamic' },
        ],
        data: beside,
        verify: quick,
      },
    ],
  ])(
    '%s makes the same bytes every time, and its report says how',
    async (_what, recipe) => {
      const file = prepare({ name: 'Small', ...recipe });
      const first = await whittle.run('run', file, 'digits.onnx');
      expect(first.code, first.err).toBe(0);
      const second = await whittle.run('run', file, 'digits.onnx', '-o', 'again.onnx');
      expect(second.code, second.err).toBe(0);
      expect(sha256(whittle.at('again.onnx'))).toBe(sha256(whittle.at('digits.small.onnx')));

      const [one, two] = [report('digits.small.whittle-report.json'), report('again.whittle-report.json')];
      expect(two.recipe).toEqual(one.recipe);
      expect(one.recipe.passes.map(({ pass }) => pass)).toEqual(recipe.passes.map(({ pass }) => pass));
      expect(one).toMatchObject({
        recipeFile: { path: file, sha256: sha256(whittle.at(file)), name: 'Small' },
        input: { path: 'digits.onnx', sha256: sha256(digits.model) },
      });
      if (recipe.data === undefined) return;
      expect(one.data).toEqual({ kind: 'npz', path: 'calibration.npz' });
      expect(one.accuracy?.agreement).toBeGreaterThan(0.95);

      const { coverage } = one;
      const reasons = new Map(coverage!.decisions.map(({ operator, reason }) => [operator, reason.code]));
      expect(reasons.get('Conv')).toBe('reason.integer-kernel');
      expect(reasons.get('Gemm')).toBe(recipe.passes.length > 1 ? 'reason.dynamic' : 'reason.integer-kernel');
      expect(coverage!.macs?.integer).toBe(coverage!.macs?.total);

      // From the report alone, and from elsewhere, too.
      mkdirSync(whittle.at('elsewhere'));
      await whittle.run('recipe', 'digits.small.whittle-report.json', '-o', 'elsewhere/r.whittle.json');
      const third = await whittle.run('run', 'elsewhere/r.whittle.json', 'digits.onnx', '-o', 'third.onnx');
      expect(third.code, third.err).toBe(0);
      expect(sha256(whittle.at('third.onnx'))).toBe(sha256(whittle.at('again.onnx')));
    },
    120_000,
  );

  it('saved from a search for mixed precision makes the model that it came to, without searching', async () => {
    const { model } = fragileDigits('range');
    saveModel(model, whittle.at('fragile.onnx'));
    model.close();
    const search = ['--mixed', '--floor', 'agreement=97', '--steps', '3', '--save-recipe', 'found.whittle.json'];
    const { code, err } = await whittle.run(
      ...['quantize', 'fragile.onnx', '--data', digits.calibration, '--calibration-samples', '24'],
      ...[...search, '-o', 'found.onnx'],
    );
    expect([0, 3], err).toContain(code);
    const { passes } = readRecipe(readFileSync(whittle.at('found.whittle.json'), 'utf8'), 'found');
    expect(passes).toMatchObject([{ pass: 'quantize-static' }]);
    await whittle.run('run', 'found.whittle.json', 'fragile.onnx', '--no-latency', '-o', 'again.onnx');
    expect(sha256(whittle.at('again.onnx'))).toBe(sha256(whittle.at('found.onnx')));
  }, 300_000);

  it('gives way to what is given on the command line', async () => {
    const file = prepare({
      ...{ passes: [static24], data: beside, run: { seed: 5 } },
      verify: { ...quick, floorAgreement: 0.9, floorSqnr: 1 },
    });
    const args = ['--data', 'test.npz', '--floor-sqnr', '2', '--evaluate', 'calibration.npz', '--seed', '9'];
    const { code, err } = await whittle.run('run', file, 'digits.onnx', '-o', 'x.onnx', ...args);
    expect(code, err).toBe(0);
    expect(report('x.whittle-report.json')).toMatchObject({
      data: { kind: 'auto', path: 'test.npz' },
      run: { seed: 9 },
      verify: { floorAgreement: 0.9, floorSqnr: 2, latency: false, evaluation: { path: 'calibration.npz' } },
    });
  }, 60_000);

  it('runs on several models, of which one that fails keeps no other from being made', async () => {
    const file = prepare({ passes: [{ pass: 'quantize-dynamic' }], verify: quick });
    writeFileSync(whittle.at('broken.onnx'), readFileSync(digits.model).subarray(0, 5000));
    copyFileSync(digits.model, whittle.at('other.onnx'));
    mkdirSync(whittle.at('out'));
    const models = ['digits.onnx', 'broken.onnx', 'other.onnx'];
    const { code, out, err } = await whittle.run('run', file, ...models, '-o', 'out');
    expect(code).toBe(1);
    expect(err).toContain('broken.onnx is damaged');
    const summary = out.slice(out.search(/^model +result$/m));
    expect(summary).toMatch(/^digits\.onnx +2\.55 MB → .*$/m);
    expect(summary).toMatch(/^broken\.onnx +failed: .*$/m);
    expect(sha256(whittle.at('out/digits.small.onnx'))).toBe(sha256(whittle.at('out/other.small.onnx')));

    const flagged = await whittle.run('run', file, 'digits.onnx', 'other.onnx', '--floor-sqnr', '200', '--json');
    const list = JSON.parse(flagged.out) as readonly { readonly model: string; readonly result: object }[];
    expect(list.map(({ model }) => model)).toEqual(['digits.onnx', 'other.onnx']);
    expect(list[0]!.result).toMatchObject({ kind: 'compress', report: { recipeFile: { path: file } } });
    expect(flagged.code).toBe(3);
  }, 120_000);
});

describe('a recipe that cannot be run', () => {
  const dynamic: RecipeFile = { passes: [{ pass: 'quantize-dynamic' }], verify: quick };

  it.each<[string, RecipeFile, readonly string[], number, string]>([
    ['lacks data', { passes: [static24] }, ['digits.onnx'], 1, 'recipes/small.whittle.json measures what the model'],
    [
      'names data that is gone',
      { passes: [static24], data: { kind: 'npz', path: 'x' } },
      ['digits.onnx'],
      1,
      'recipes/x',
    ],
    [
      'has a pass with nothing left to do',
      { passes: [static24, { pass: 'quantize-dynamic' }], data: beside, verify: quick },
      ['digits.onnx'],
      1,
      'Pass 2 of the recipe (quantize-dynamic) finds nothing to do',
    ],
    ['has no model', dynamic, [], 2, "missing required argument 'models'"],
    ['has one output for several models', dynamic, ['digits.onnx', 'x.onnx', '-o', 'o.onnx'], 2, 'o.onnx is no folder'],
    [
      'has one report for several models',
      dynamic,
      ['digits.onnx', 'x.onnx', '--report', 'r.json'],
      2,
      '--report is for',
    ],
    ['is run twice on one model', dynamic, ['digits.onnx', './digits.onnx'], 2, 'Two results would be written to'],
    ['would be replaced', dynamic, ['digits.onnx', '-o', 'recipes/small.whittle.json', '--force'], 1, 'part of what'],
    [
      'is given settings of other data',
      { ...dynamic, data: beside },
      ['digits.onnx', '--image-mean', '1'],
      1,
      'kind npz',
    ],
  ])('%s', async (_what, recipe, args, expected, words) => {
    const file = prepare(recipe);
    const before = whittle.files();
    const { code, err } = await whittle.run('run', file, ...args);
    expect(code, err).toBe(expected);
    expect(err).toContain(words);
    expect(whittle.files()).toEqual(before);
    expect(JSON.parse(readFileSync(whittle.at(file), 'utf8'))).toEqual(recipe);
  });

  it('is told where it is wrong', async () => {
    const file = prepare({ passes: [{ pass: 'prune' }] } as unknown as RecipeFile);
    const { code, err } = await whittle.run('run', file, 'digits.onnx');
    expect(code).toBe(1);
    expect(err).toContain(
      'passes[0].pass must be one of quantize-static, quantize-dynamic, quantize-mixed, prune-channels, prune-weights, factorize',
    );
    expect((await whittle.run('run', 'nowhere.json', 'digits.onnx')).err).toContain('nowhere.json cannot be read');
  });

  it('is none of a benchmark, nor written over another without being asked', async () => {
    prepare(dynamic);
    await whittle.run(
      'quantize',
      'digits.onnx',
      '--method',
      'dynamic',
      '--no-latency',
      '--save-recipe',
      'a.whittle.json',
    );
    const again = await whittle.run(
      ...['quantize', 'digits.onnx', '--method', 'dynamic', '-o', 'b.onnx', '--save-recipe', 'a.whittle.json'],
    );
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('a.whittle.json is already there')]);
    const { err } = await whittle.run('recipe', 'digits.int8.whittle-report.json', '-o', 'a.whittle.json');
    expect(err).toContain('a.whittle.json is already there');
    expect((await whittle.run('recipe', 'a.whittle.json')).err).toContain('a.whittle.json');
  }, 60_000);
});
