import { describe, expect, it } from 'vitest';
import { fragileModels, fragileDigits } from '../../../../test/fixtures/fragileModels.ts';
import { calibrationDigits } from '../../../../test/fixtures/digits.ts';
import { passContext } from '../../../../test/quantize/quantized.ts';
import { quantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import type { Layer } from '../layer.ts';
import { prepareScheme } from '../scheme/prepareScheme.ts';
import { type MeasuredCause, withCauseMeter } from './causeMeter.ts';
import { causeOptions } from './testing/setting.ts';

type Ranked = readonly (readonly [Layer, MeasuredCause])[];

/** All layers with what quantizing each alone does, the one that hurts most first. */
async function ranked(model: Model, dataset: Dataset): Promise<Ranked> {
  const options = quantizeStaticOptions.parse({});
  const scheme = await prepareScheme(model, dataset, { pass: 'quantize-static', options }, passContext());
  return withCauseMeter(scheme, dataset, causeOptions, async ({ measure }) => {
    const measured: [Layer, MeasuredCause][] = [];
    for (const layer of scheme.layers) measured.push([layer, await measure(layer, 'both')]);
    return measured.sort(([, a], [, b]) => a.effect.sqnr - b.effect.sqnr);
  });
}

describe('a layer that cannot bear 8 bits', () => {
  it.each(
    (['plain', 'residual', 'transformer'] as const).flatMap((architecture) =>
      (['range', 'saturation'] as const).map((fragility) => [architecture, fragility] as const),
    ),
  )('ranks first by cause: %s, %s', async (architecture, fragility) => {
    const { model, dataset, fragile } = fragileModels[architecture](fragility);
    const [[first, worst], [, second]] = (await ranked(model, dataset)) as [Ranked[0], Ranked[1]];
    expect(first.origins).toContain(fragile);
    // Not by chance: by decibels.
    expect(second.effect.sqnr - worst.effect.sqnr).toBeGreaterThan(3);
  });

  it('ranks first by cause in a trained classifier', async () => {
    const { model, fragile } = fragileDigits('range');
    const [[first]] = (await ranked(model, await calibrationDigits(8))) as [Ranked[0]];
    expect(first.origins).toContain(fragile[0]);
  });
});
