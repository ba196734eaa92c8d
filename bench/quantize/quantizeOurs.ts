import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openModel } from '../../src/engine/onnx/open.ts';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { quantizeStatic } from '../../src/engine/quantize/static.ts';
import { quantizeStaticOptions } from '../../src/protocol/options/quantizeStatic.ts';
import { peakMemory } from '../../src/engine/benchmark/peakMemory.ts';
import { openSamples } from './openSamples.ts';
import type { FiguresOf, TaskOf } from './task.ts';

/** Quantizes a model with the engine, as the preset for this machine has it, and writes the result. */
export async function measureQuantize({
  model: file,
  samples,
  observer,
  output,
}: TaskOf<'quantize'>): Promise<FiguresOf<'quantize'>> {
  const temporaryFolder = mkdtempSync(path.join(os.tmpdir(), 'whittle-bench-'));
  try {
    const start = performance.now();
    const model = openModel(file);
    const dataset = await openSamples(samples, model);
    const nothing = (): void => undefined;
    await quantizeStatic(model, dataset, quantizeStaticOptions.parse({ observer }), {
      log: nothing,
      finding: nothing,
      progress: nothing,
      signal: new AbortController().signal,
      temporaryFolder,
      threads: undefined,
      seed: 0,
    });
    saveModel(model, output, { overwrite: true });
    model.close();
    const end = performance.now();
    // The clock of the process begins when the process does.
    return { seconds: (end - start) / 1000, processSeconds: end / 1000, peakBytes: peakMemory() };
  } finally {
    rmSync(temporaryFolder, { recursive: true, force: true });
  }
}
