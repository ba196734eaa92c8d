// One model in a process of its own: its profile, or a run of it while nobody looks.
import { medianInterval } from '../../src/engine/benchmark/median.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import { profileModel } from '../../src/engine/profile/profileModel.ts';
import { withSession } from '../../src/engine/runtime/session.ts';
import { realModels } from '../../test/fixtures/realModels.ts';
import type { Figures, Task } from './task.ts';

/** Milliseconds of runs that are timed, and of those before that only warm up. */
const timed = 2000;
const warmUp = 300;

async function measure({ model: name, what, threads, folder }: Task): Promise<Figures> {
  const { file, feeds } = realModels.find((each) => each.name === name)!;
  const start = performance.now();
  const model = openModel(file);
  if (what === 'profile') {
    const profile = await profileModel(model, feeds(), {
      ...{ temporaryFolder: folder, threads, signal: new AbortController().signal },
      samples: { source: name, synthetic: false, count: 1, heldOut: false },
    });
    const ofNodes = profile.nodes.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    const overhead = profile.overhead.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    const took = performance.now() - start;
    return { sum: ofNodes + overhead, ofNodes, latency: profile.latency.median, nodes: profile.nodes.length, took };
  }
  const times: number[] = [];
  await withSession(model, { threads }, async (session) => {
    const inputs = feeds();
    const begin = performance.now();
    while (performance.now() - begin < warmUp + timed) {
      const before = performance.now();
      await session.run(inputs);
      if (before - begin >= warmUp) times.push(performance.now() - before);
    }
  });
  const latency = medianInterval(times).median;
  return { sum: 0, ofNodes: 0, latency, nodes: 0, took: performance.now() - start };
}

process.once('message', (task: Task) => {
  void measure(task).then((figures) => process.send!(figures, () => process.disconnect()));
});
