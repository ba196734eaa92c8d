import { tmpdir } from 'node:os';
import { quantizeStaticOptions } from '../../src/protocol/options/quantizeStatic.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import type { NodeId } from '../../src/engine/onnx/nodeId.ts';
import { rankLayers } from '../../src/engine/sensitivity/stability.ts';
import type { SampleErrors } from '../../src/engine/sensitivity/sampleErrors.ts';
import { prepareScheme, type Scheme } from '../../src/engine/sensitivity/scheme/prepareScheme.ts';

export const { signal } = new AbortController();

/** The model in the scheme that is proposed for this machine, calibrated on all samples. */
export function prepared(model: Model, dataset: Dataset): Promise<Scheme> {
  const nothing = (): void => undefined;
  return prepareScheme(
    model,
    dataset,
    { pass: 'quantize-static', options: quantizeStaticOptions.parse({}) },
    {
      ...{ signal, temporaryFolder: tmpdir(), threads: undefined, seed: 0 },
      ...{ progress: nothing, log: nothing, finding: nothing },
    },
  );
}

/** What an action gives, and the seconds it takes. */
export async function timed<T>(action: () => Promise<T>): Promise<readonly [T, number]> {
  const start = performance.now();
  const result = await action();
  return [result, (performance.now() - start) / 1000];
}

/** Rank correlation of the layers in the two halves of the samples. */
export function halves(errors: ReadonlyMap<NodeId, SampleErrors>): number {
  return rankLayers(errors, 0).stability.halves;
}
