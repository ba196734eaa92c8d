import { describe, expect, expectTypeOf, it } from 'vitest';
import { dataOptions, type KnownDataOptions } from '../../protocol/options/data.ts';
import type { DatasetSpec } from './spec.ts';

type OfKind<Spec extends { readonly kind: string }, Kind> = Extract<Spec, { readonly kind: Kind }>;
type Preprocessing<Spec extends { readonly kind: string }> =
  OfKind<Spec, 'images'> extends { readonly preprocessing?: infer P } ? P : never;

describe('DatasetSpec', () => {
  it('is what the options of the protocol give', () => {
    expectTypeOf<KnownDataOptions>().toExtend<DatasetSpec>();
    expectTypeOf<keyof OfKind<DatasetSpec, 'npz'>>().toEqualTypeOf<keyof OfKind<KnownDataOptions, 'npz'>>();
    expectTypeOf<keyof OfKind<DatasetSpec, 'images'>>().toEqualTypeOf<keyof OfKind<KnownDataOptions, 'images'>>();
    expectTypeOf<keyof OfKind<DatasetSpec, 'synthetic'>>().toEqualTypeOf<keyof OfKind<KnownDataOptions, 'synthetic'>>();
    expectTypeOf<keyof NonNullable<Preprocessing<DatasetSpec>>>().toEqualTypeOf<
      keyof NonNullable<Preprocessing<KnownDataOptions>>
    >();
    const spec: DatasetSpec = {
      kind: 'images',
      path: 'a',
      labels: { from: 'folders' },
      preprocessing: { preset: '-1-1' },
    };
    expect(dataOptions.parse(spec)).toEqual(spec);
  });
});
