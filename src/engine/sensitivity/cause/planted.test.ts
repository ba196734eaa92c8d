import { describe, expect, it } from 'vitest';
import { fragileModels, fragileDigits } from '../../../../test/fixtures/fragileModels.ts';
import { calibrationDigits } from '../../../../test/fixtures/digits.ts';
import { passContext } from '../../../../test/quantize/quantized.ts';
import { quantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import type { Layer } from '../layer.ts';
import { prepareScheme } from '../scheme/prepareScheme.ts';
import { measureSymptom } from '../symptom/measureSymptom.ts';
import { withCauseMeter } from './causeMeter.ts';
import { causeOptions } from './testing/setting.ts';

interface Rankings {
  /** Layers with the decibels that each alone leaves at the outputs, the worst first. */
  readonly cause: readonly (readonly [Layer, number])[];
  /** Layers with the decibels that are left at their own result where all are quantized, the worst first. */
  readonly symptom: readonly (readonly [Layer, number])[];
}

async function rankings(model: Model, dataset: Dataset): Promise<Rankings> {
  const options = quantizeStaticOptions.parse({});
  const scheme = await prepareScheme(model, dataset, { pass: 'quantize-static', options }, passContext());
  const layers = scheme.layers.filter(({ precision }) => precision === 'integer');
  const worstFirst = (decibels: ReadonlyMap<Layer, number>) => [...decibels].sort(([, a], [, b]) => a - b);
  const cause = await withCauseMeter(scheme, dataset, causeOptions, async ({ measure }) => {
    const found = new Map<Layer, number>();
    for (const layer of layers) found.set(layer, (await measure(layer, 'both')).effect.sqnr);
    return worstFirst(found);
  });
  const { errors } = await measureSymptom(scheme, dataset, { threads: 1 });
  const symptom = worstFirst(new Map(layers.map((layer) => [layer, errors.get(layer.node)!.sqnr()])));
  return { cause, symptom };
}

describe('a layer that cannot bear 8 bits', () => {
  it.each(
    (['plain', 'residual', 'transformer'] as const).flatMap((architecture) =>
      (['range', 'saturation'] as const).map((fragility) => [architecture, fragility] as const),
    ),
  )('ranks first: %s, %s', async (architecture, fragility) => {
    const { model, dataset, fragile } = fragileModels[architecture](fragility);
    const { cause, symptom } = await rankings(model, dataset);
    expect(cause[0]![0].origins).toContain(fragile);
    // Not by chance: by decibels.
    expect(cause[1]![1] - cause[0]![1]).toBeGreaterThan(3);
    expect(symptom[0]![0].origins).toContain(fragile);
  });

  it('ranks first by cause in a trained classifier', async () => {
    const { model, fragile } = fragileDigits('range');
    const { cause } = await rankings(model, await calibrationDigits(8));
    expect(cause[0]![0].origins).toContain(fragile[0]);
  });
});
