import ort from 'onnxruntime-node';
import { initialState } from '../../src/engine/runtime/runSamples.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import { median } from '../statistics.ts';
import { openSamples } from './openSamples.ts';
import type { FiguresOf, LatencyFigures, TaskOf } from './task.ts';

/** Runs of one model before the turn goes to the next, and how many of them only warm the caches. */
const block = { warm: 2, timed: 5 } as const;

/**
 * Times models against each other in one process: blocks of runs in turn, so that whatever slows the machine down slows all
 * of them. Who begins changes from round to round.
 */
export async function measureLatency({
  variants,
  samples,
  threads,
  runs,
}: TaskOf<'latency'>): Promise<FiguresOf<'latency'>> {
  const entries = Object.entries(variants);
  const feeds = await firstFeeds(entries[0]![1], samples);
  const racers = await Promise.all(
    entries.map(async ([name, file]) => ({ name, session: await load(file, threads), blocks: new Array<number[]>() })),
  );
  for (let round = 0; round * block.timed < runs; round++) {
    for (let turn = 0; turn < racers.length; turn++) {
      const { session, blocks } = racers[(round + turn) % racers.length]!;
      for (let run = 0; run < block.warm; run++) await session.run(feeds);
      const times: number[] = [];
      for (let run = 0; run < block.timed; run++) {
        const start = performance.now();
        await session.run(feeds);
        times.push(performance.now() - start);
      }
      blocks.push(times);
    }
  }
  await Promise.all(racers.map(({ session }) => session.release()));
  return Object.fromEntries(racers.map(({ name, blocks }) => [name, summary(blocks)]));
}

/** As a server would load it. Threads stop spinning after each run, so that they do not take time from the next model. */
function load(file: string, threads: number): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(file, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
    extra: { session: { force_spinning_stop: '1' } },
  });
}

async function firstFeeds(file: string, samples: TaskOf<'latency'>['samples']): Promise<Record<string, ort.Tensor>> {
  const model = openModel(file);
  try {
    const dataset = await openSamples(samples, model);
    const feeds = new Map(initialState(dataset));
    for await (const sample of dataset.samples({ end: 1 })) {
      for (const [name, tensor] of sample.feeds) feeds.set(name, tensor);
    }
    return Object.fromEntries(
      [...feeds].map(([name, { type, data, dims }]) => [
        name,
        new ort.Tensor(type as 'float32', data as Float32Array, dims),
      ]),
    );
  } finally {
    model.close();
  }
}

function summary(blocks: readonly (readonly number[])[]): LatencyFigures {
  const sorted = blocks.flat().sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return {
    median: median(sorted),
    lower: median(sorted.slice(0, half)),
    upper: median(sorted.slice(-half)),
    runs: sorted.length,
    blocks: blocks.map(median),
  };
}
