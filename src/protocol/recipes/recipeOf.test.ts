import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runOptions } from '../options/run.ts';
import { verifyOptions } from '../options/verify.ts';
import { recipe as recipeSchema } from '../recipe.ts';
import type { MixedFront } from '../result/mixed.ts';
import { readReport } from '../result/readReport.ts';
import { recipeOf, recipeText } from './recipeOf.ts';
import { recipeOfReport, recipeOutput, recipeStem } from './recipeNames.ts';
import { readRecipe } from './readRecipe.ts';

describe('the recipe of a report', () => {
  it('says all that the report says of how the model was made', () => {
    const file = new URL('../../../test/fixtures/reports/digits.json', import.meta.url);
    const report = readReport(readFileSync(file, 'utf8'), 'digits.json');
    const made = readRecipe(recipeText(recipeOf(report)), 'r');
    const { data, verify, run } = report;
    expect(made).toEqual({ version: 1, passes: report.recipe.passes, data, verify, run });
    expect(recipeSchema.parse({ passes: made.passes })).toEqual(report.recipe);
  });

  it('has what a search came to in its place', () => {
    const { passes } = recipeSchema.parse({ passes: [{ pass: 'quantize-mixed', search: { floor: 'sqnr=30' } }] });
    const [search] = passes;
    if (search?.pass !== 'quantize-mixed') return expect.fail('it is a search');
    const options = { ...search.options, excludeNodes: ['/head/conv'], observer: 'entropy' as const };
    const front = {
      points: [
        { id: 0, options: search.options },
        { id: 7, options },
      ],
      chosen: 7,
    };
    const making = { recipe: { passes }, verify: verifyOptions.parse({}), run: runOptions.parse({}) };
    expect(recipeOf({ ...making, mixed: front as unknown as MixedFront }).passes).toEqual([
      { pass: 'quantize-static', options },
    ]);
    return undefined;
  });
});

describe('names', () => {
  it('of results follow model and recipe', () => {
    expect(recipeOutput('/m/digits.onnx', '/r/small.whittle.json')).toBe('/m/digits.small.onnx');
    expect(recipeOutput('net.ONNX', 'Small.Whittle.JSON')).toBe('net.Small.onnx');
    expect(recipeStem('other.json')).toBe('other');
  });

  it('of recipes follow the report', () => {
    expect(recipeOfReport('/m/digits.int8.whittle-report.json')).toBe('/m/digits.int8.whittle.json');
  });
});
