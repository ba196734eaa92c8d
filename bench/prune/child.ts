// A process of its own: prunes a model step by step, or measures the staircase.
import { peakMemory } from '../../src/engine/benchmark/peakMemory.ts';
import type { Dataset, Feeds } from '../../src/engine/data/dataset.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import { elementCount } from '../../src/engine/onnx/tensor.ts';
import { criteria } from '../../src/engine/prune/channels/criteria/registry.ts';
import { channelGroups } from '../../src/engine/prune/groups/channelGroups.ts';
import type { ChannelGroups } from '../../src/engine/prune/groups/group.ts';
import { removeChannels } from '../../src/engine/prune/groups/removeChannels.ts';
import { repair } from '../../src/engine/prune/repair/repair.ts';
import { withSession } from '../../src/engine/runtime/session.ts';
import { tensorTypes } from '../../src/engine/runtime/tensorTypes.ts';
import { pruneChannelsOptions } from '../../src/protocol/options/pruneChannels.ts';
import { generatedDataset } from '../../test/fixtures/generatedDataset.ts';
import { Random } from '../../test/fixtures/random.ts';
import { median } from '../statistics.ts';
import { staircase } from './staircase.ts';
import type { PruneFigures, Step, Task } from './task.ts';

const nothing = (): void => undefined;

function images(count: number): Dataset {
  return generatedDataset('noise', count, (index) => ({ feeds: image(index) }));
}

function image(seed: number): Feeds {
  const dims = [1, 3, 224, 224];
  return new Map([['images', { type: 'float32', dims, data: new Random(seed).normals(elementCount(dims)) }]]);
}

async function prune(task: Task & { readonly what: 'prune' }): Promise<PruneFigures> {
  const { file, folder, threads } = task;
  const signal = new AbortController().signal;
  const model = openModel(file);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const steps: Step[] = [];
  const step = async <T>(name: string, perform: () => T | Promise<T>): Promise<T> => {
    const start = performance.now();
    const done = await perform();
    const milliseconds = performance.now() - start;
    steps.push({ name, milliseconds, extraPeakBytes: Math.max(0, peakMemory() - before) });
    return done;
  };

  const types = await step('shapes', () => tensorTypes(model, image(0), { temporaryFolder: folder, threads }));
  const parametersBefore = parametersOf(model);
  let groups: ChannelGroups = await step('groups', () => channelGroups(model, types, pruneChannelsOptions.parse({})));
  const context = { model, groups: groups.groups, types, threads, seed: 0, signal, onProgress: nothing };
  const dataset = task.repair === 'refit' ? images(task.samples) : undefined;
  const criterion = dataset === undefined ? 'group-norm' : 'activation';
  const importance = await step(`rank by ${criterion}`, () => criteria[criterion]({ ...context, dataset }));
  const chosen = groups.groups.filter(({ isOutput, units }) => !isOutput && units > 1);
  const removed = new Map(
    chosen.map(({ id, units }) => [id, least(importance.get(id)!.scores, Math.round(units * task.ratio))]),
  );
  if (dataset !== undefined) {
    const surroundings = { progress: nothing, log: nothing, finding: nothing, temporaryFolder: folder };
    const pass = { ...surroundings, signal, threads, seed: 0 };
    const options = { repair: task.repair };
    const repaired = await step('refit', () => repair(model, model, groups, removed, dataset, options, pass));
    groups = repaired.groups;
  }
  await step('remove', () => removeChannels(model, groups, removed, types));
  return {
    steps,
    groups: chosen.length,
    parameters: [parametersBefore, parametersOf(model)],
    // Last, so that what a session takes is in no step.
    latency: [await latencyOf(openModel(file), threads), await latencyOf(model, threads)],
  };
}

function least(scores: Float64Array, count: number): readonly number[] {
  const rising = Array.from(scores.keys()).toSorted((a, b) => scores[a]! - scores[b]!);
  return rising.slice(0, count).toSorted((a, b) => a - b);
}

function parametersOf(model: Model): number {
  let count = 0;
  for (const tensor of model.graph.initializers) {
    const { type, dims } = model.header(tensor);
    if (type === 'float32') count += elementCount(dims);
  }
  return count;
}

function latencyOf(model: Model, threads: number): Promise<number> {
  return withSession(model, { threads }, async (session) => {
    const times: number[] = [];
    for (let run = 0; run < 12; run++) {
      const start = performance.now();
      await session.run(image(0));
      if (run > 1) times.push(performance.now() - start);
    }
    return median(times);
  });
}

process.once('message', (task: Task) => {
  const done = task.what === 'prune' ? prune(task) : staircase(task.counts, task.milliseconds, task.threads);
  void done.then((figures) => process.send!(figures, () => process.disconnect()));
});
