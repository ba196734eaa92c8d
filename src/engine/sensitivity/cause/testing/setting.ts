import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { Dataset } from '../../../data/dataset.ts';
import type { Model } from '../../../onnx/model.ts';
import { initialState } from '../../../runtime/runSamples.ts';
import type { Layer, QuantizableModel } from '../../layer.ts';
import type { CauseOptions, MeasuredCause } from '../causeMeter.ts';
import { scaledModel } from './scaledModel.ts';

const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-cause-'));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

/** One thread, memory enough for everything. */
export const causeOptions: CauseOptions = {
  threads: 1,
  signal: new AbortController().signal,
  memory: 1e9,
  base: 'float',
};

/** {@link scaledModel} with the types that the first sample gives. */
export async function scaled(
  model: Model,
  dataset: Dataset,
  operators?: ReadonlySet<string>,
): Promise<QuantizableModel> {
  for await (const { feeds } of dataset.samples({ end: 1 })) {
    return scaledModel(
      model,
      new Map([...feeds, ...initialState(dataset)]),
      { temporaryFolder, threads: 1 },
      operators,
    );
  }
  throw new Error('no samples');
}

/** The ids of layers, the one that hurts most first. */
export function ranking(measured: readonly (readonly [Layer, MeasuredCause])[]): readonly string[] {
  return [...measured].sort(([, a], [, b]) => a.effect.sqnr - b.effect.sqnr).map(([{ node }]) => node);
}
