import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { factorizeOptions, type FactorizeOptions } from '../../../protocol/options/factorize.ts';
import type { ReductionOf } from '../../../protocol/result/reduction.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import type { PassContext } from '../../recipe/context.ts';
import { factorize } from '../factorize.ts';

/** Factorizes a model with nothing measured but what `options` ask for. */
export async function factorized(
  model: Model,
  dataset: Dataset | undefined,
  options: Partial<FactorizeOptions>,
  run = factorize,
): Promise<ReductionOf<'low-rank'>> {
  const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-factorize-'));
  try {
    return await run(
      model,
      dataset,
      factorizeOptions.parse({ onlyFaster: false, ...options }),
      quietContext(temporaryFolder),
    );
  } finally {
    rmSync(temporaryFolder, { recursive: true });
  }
}

function quietContext(temporaryFolder: string): PassContext {
  const nothing = (): void => undefined;
  const { signal } = new AbortController();
  return { progress: nothing, log: nothing, finding: nothing, signal, temporaryFolder, threads: 1, seed: 0 };
}
