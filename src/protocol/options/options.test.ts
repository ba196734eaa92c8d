import { describe, expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod';
import { catalogue } from '../messages/catalogue.ts';
import { type DataOptions, dataOptions } from './data.ts';
import { jsonSchema } from './jsonSchema.ts';
import { quantizeDynamicOptions } from './quantizeDynamic.ts';
import { type QuantizeStaticInput, quantizeStaticOptions } from './quantizeStatic.ts';
import { verifyOptions } from './verify.ts';

describe('the options of static quantization', () => {
  it('have a default wherever a preset does not decide', () => {
    expect(quantizeStaticOptions.parse({})).toEqual({
      preset: 'cpu',
      observer: 'min-max',
      percentile: 99.999,
      excludeOperators: [],
      excludeNodes: [],
      tensorOverrides: {},
      batchSize: 1,
    });
  });

  it.each<[string, object]>([
    ['an observer that does not exist', { observer: 'maximum' }],
    ['a misspelt option', { perChanel: true }],
    ['a percentile beyond 100', { percentile: 100.1 }],
    ['a range the wrong way round', { tensorOverrides: { x: { range: [1, -1] } } }],
    ['no samples at all', { calibrationSamples: 0 }],
  ])('refuse %s', (_what, value) => {
    expect(quantizeStaticOptions.safeParse(value).success).toBe(false);
  });

  it('can be written with nothing but what differs', () => {
    expectTypeOf<{ observer: 'entropy' }>().toExtend<QuantizeStaticInput>();
  });
});

describe('data options', () => {
  it('keep what belongs to another kind of data apart', () => {
    expect(dataOptions.safeParse({ kind: 'npz', path: 'a.npz', preprocessing: { preset: 'imagenet' } }).success).toBe(
      false,
    );
    const images: DataOptions = { kind: 'images', path: 'photos', preprocessing: { preset: 'imagenet' } };
    expect(dataOptions.parse(images)).toEqual(images);
  });

  it('take the size of a dimension and the shape of an input', () => {
    const dims = { batch: 1, image: [1, 3, 224, 224] };
    expect(dataOptions.parse({ kind: 'synthetic', dims })).toEqual({ kind: 'synthetic', dims });
    expect(dataOptions.safeParse({ kind: 'synthetic', dims: { batch: 0 } }).success).toBe(false);
  });
});

describe('the JSON Schema', () => {
  it.each([
    ['static', quantizeStaticOptions],
    ['dynamic', quantizeDynamicOptions],
    ['verification', verifyOptions.omit({ evaluation: true })],
  ])('describes every option of %s in the words of the catalogue', (_name, schema) => {
    const described = jsonSchema(schema);
    const texts = new Set<string>(Object.values(catalogue));
    for (const [name, property] of Object.entries(described.properties ?? {})) {
      expect(texts, name).toContain((property as { description?: string }).description);
    }
    expect(Object.keys(described.properties ?? {})).toEqual(Object.keys(schema.shape));
  });

  it('says what may be left out and what is not known', () => {
    const described = jsonSchema(z.strictObject(quantizeStaticOptions.shape));
    expect(described.required).toBeUndefined();
    expect(described.additionalProperties).toBe(false);
    expect(described.properties?.['observer']).toMatchObject({ default: 'min-max' });
  });
});
