import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { relativeTo, resolvedFrom, withPaths } from './paths.ts';
import type { RecipeFile } from './recipeFile.ts';

const recipe: RecipeFile = {
  passes: [
    { pass: 'quantize-static', options: { statistics: 'seen.json' } },
    { pass: 'quantize-static' },
    { pass: 'quantize-mixed', options: { statistics: 'b/seen.json' } },
    { pass: 'quantize-dynamic', options: {} },
  ],
  data: {
    kind: 'images',
    path: 'photos',
    labels: { from: 'file', path: 'labels.csv', classNames: 'names.txt' },
    preprocessing: { preset: 'imagenet' },
  },
  verify: {
    evaluation: { kind: 'auto', path: '../test', labels: { from: 'folders', classNames: 'names.txt' } },
    metrics: ['own.mjs'],
    floorSqnr: 20,
  },
};

describe('the paths of a recipe', () => {
  it('are changed wherever there is one, and nothing else is', () => {
    const found: string[] = [];
    const changed = withPaths(recipe, (file) => {
      found.push(file);
      return `<${file}>`;
    });
    const wanted = ['seen.json', 'b/seen.json', 'photos', 'labels.csv', 'names.txt', '../test', 'names.txt', 'own.mjs'];
    expect(found.toSorted()).toEqual(wanted.toSorted());
    const told = JSON.stringify(changed);
    expect(JSON.parse(told.replaceAll(/[<>]/g, ''))).toEqual(recipe);
    expect(wanted.filter((file) => !told.includes(`"<${file}>"`))).toEqual([]);
  });

  it('stay out where there is nothing to name', () => {
    const plain: RecipeFile = { passes: [{ pass: 'quantize-dynamic' }], data: { kind: 'synthetic' } };
    expect(withPaths(plain, () => expect.fail('there is no file'))).toEqual(plain);
  });

  it('say the same from where the file lies, there and back', () => {
    const folder = path.resolve('/models/recipes');
    const absolute = withPaths(recipe, resolvedFrom(folder));
    expect(absolute.data).toMatchObject({ path: path.resolve('/models/recipes/photos') });
    expect(withPaths(absolute, relativeTo(folder))).toEqual(recipe);
    expect(relativeTo(folder)(folder)).toBe('.');
  });
});
