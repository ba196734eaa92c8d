import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../test/fixtures/random.ts';
import { catalogue } from '../messages/catalogue.ts';
import { recipeFile } from './recipeFile.ts';
import { recipeSchema } from './recipeSchema.ts';
import { recipeSnippets } from './recipeSnippets.ts';

const file = new URL('../../../schemas/recipe.schema.json', import.meta.url);
const schema = recipeSchema() as { readonly properties: Readonly<Record<string, object>> };
const accepts = new Ajv().compile(schema) as (value: unknown) => boolean;

type Json = Record<string, unknown>;

const images = { preset: 'imagenet', mean: [1, 2, 3], std: [0.5], width: 224, fit: 'crop' };
const valid: readonly Json[] = [
  { passes: [{ pass: 'quantize-dynamic' }] },
  {
    ...{ $schema: './s.json', version: 1, name: 'n', description: 'd' },
    passes: [
      {
        pass: 'quantize-static',
        options: {
          ...{ preset: 'qnn', observer: 'percentile', percentile: 99.9, perChannel: true, excludeNodes: ['/a/*'] },
          tensorOverrides: { x: { range: [-1, 1], symmetric: true, observer: 'mse', exclude: false } },
        },
      },
      { pass: 'quantize-dynamic', options: { weightType: 'uint8', allowConvolutions: true } },
    ],
    data: {
      ...{ kind: 'images', path: 'photos', labels: { from: 'folders' }, preprocessing: images },
      dims: { batch: 1, image: [1, 3, 224, 224] },
    },
    verify: { evaluation: { kind: 'npz', path: 't.npz' }, metrics: ['m.mjs'], heldOut: 0.5, latency: false },
    run: { threads: 4, seed: 7 },
  },
  {
    passes: [{ pass: 'quantize-mixed', options: {}, search: { floor: 'top1=-0.5', maxLatency: 0.5, steps: 3 } }],
    data: { kind: 'synthetic', count: 8, distribution: 'normal', feedback: [{ output: 'hn', input: 'h' }] },
  },
  {
    passes: [
      {
        pass: 'prune-channels',
        options: {
          ratio: 0.5,
          criterion: 'activation',
          groupRatios: { '/stem/*': 0.25 },
          pruneSteps: 2,
          repair: 'refit',
        },
      },
      { pass: 'prune-weights', options: { pattern: '2:4', criterion: 'wanda', layerSparsity: { '/head': 0 } } },
      { pass: 'factorize', options: { rank: 'macs=0.5', convolutions: 'spatial', onlyFaster: false } },
      { pass: 'quantize-static' },
    ],
  },
];

describe('the schema of recipes', () => {
  it('in the package is the one that the sources describe (else: npm run contributions)', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
  });

  it('describes every setting in the words of the catalogue', () => {
    const texts = new Set<unknown>(Object.values(catalogue));
    const undescribed: string[] = [];
    const visit = (place: string, node: Json): void => {
      for (const [name, property] of Object.entries((node['properties'] ?? {}) as Record<string, Json>)) {
        // Inside a tensor's settings and a pair of tensors the names say all there is; what holds others describes them.
        const isPlain = /tensorOverrides|feedback/.test(place) || name === 'pass';
        const isGroup = property['properties'] !== undefined || property['oneOf'] !== undefined;
        if (!isPlain && !isGroup && !texts.has(property['description'])) undescribed.push(`${place}.${name}`);
        visit(`${place}.${name}`, property);
      }
      for (const each of (node['oneOf'] ?? []) as Json[]) visit(`${place}(${String(each['title'])})`, each);
      if (typeof node['items'] === 'object' && !Array.isArray(node['items']))
        visit(`${place}[]`, node['items'] as Json);
    };
    visit('', schema);
    expect(undescribed).toEqual([]);
  });

  it('says nothing that only the command line has', () => {
    expect(JSON.stringify(schema)).not.toMatch(/--[a-z]|image=1x3|hn:h|path of a JSON file/);
  });

  it.each(valid.map((recipe, index) => [index, recipe] as const))('takes the recipe %i that is read', (_, recipe) => {
    expect(recipeFile.safeParse(recipe).error).toBeUndefined();
    expect(accepts(recipe)).toBe(true);
  });

  it('takes every snippet, filled in as it is proposed', () => {
    for (const { body } of recipeSnippets) {
      const filled = JSON.parse(
        JSON.stringify(body).replaceAll(/\$\{\d+(?::([^}]*)|\|([^,}]*),[^}]*\|)\}/g, '$1$2'),
      ) as unknown;
      expect(recipeFile.safeParse(filled).error).toBeUndefined();
      expect(accepts(filled)).toBe(true);
    }
  });

  it('takes what is read, and refuses what is not, except where only reading can tell', () => {
    const counts = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(...valid), fc.integer({ min: 1, max: 3 }), (seed, begin, changes) => {
        const recipe = structuredClone(begin);
        const random = new Random(seed);
        for (let change = 0; change < changes; change++) disturb(recipe, random);
        const result = recipeFile.safeParse(recipe);
        // A range the wrong way round, the form of a floor, a search among others: JSON Schema cannot say that.
        if (!result.success && result.error.issues.every(({ code }) => code === 'custom')) return;
        counts[result.success ? 'taken' : 'refused']++;
        expect(accepts(recipe), JSON.stringify(recipe)).toBe(result.success);
      }),
      { numRuns: 600 },
    );
    expect(Math.min(counts.taken, counts.refused)).toBeGreaterThan(50);
  });
});

const others: readonly unknown[] = [
  0,
  -1,
  1,
  0.5,
  1e9,
  '',
  'npz',
  'entropy',
  'uint8',
  true,
  null,
  [],
  {},
  ['a'],
  [1, 2],
];

/** Changes something anywhere: takes it out, puts something else there, or adds something. */
function disturb(recipe: Json, random: Random): void {
  const places = placesIn(recipe);
  if (places.length === 0) return;
  const [holder, key] = places[random.integer(places.length)]!;
  const other = structuredClone(others[random.integer(others.length)]);
  switch (random.integer(4)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      break;
    case 1:
      if (!Array.isArray(holder)) holder['unheard'] = other;
      break;
    default:
      holder[key] = other;
  }
}

function placesIn(value: unknown): readonly (readonly [Json, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Json;
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...placesIn(holder[key])]);
}
