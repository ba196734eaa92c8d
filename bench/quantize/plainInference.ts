import { openModel } from '../../src/engine/onnx/open.ts';
import { initialState } from '../../src/engine/runtime/runSamples.ts';
import { withSession } from '../../src/engine/runtime/session.ts';
import { peakMemory } from '../../src/engine/benchmark/peakMemory.ts';
import { openSamples } from './openSamples.ts';
import type { FiguresOf, TaskOf } from './task.ts';

/** Runs the float model once on each sample, with the same threads as calibration, and counts the time of the runs only. */
export async function measurePlain({ model: file, samples }: TaskOf<'plain'>): Promise<FiguresOf<'plain'>> {
  const model = openModel(file);
  const dataset = await openSamples(samples, model);
  const state = initialState(dataset);
  const milliseconds = await withSession(file, {}, async (session) => {
    let sum = 0;
    for await (const { feeds } of dataset.samples()) {
      const all = new Map([...feeds, ...state]);
      const start = performance.now();
      await session.run(all);
      sum += performance.now() - start;
    }
    return sum;
  });
  model.close();
  return { seconds: milliseconds / 1000, peakBytes: peakMemory() };
}
