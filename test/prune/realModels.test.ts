import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Feeds } from '../../src/engine/data/dataset.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { disposableCopy } from '../../src/engine/onnx/disposableCopy.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { elementCount } from '../../src/engine/onnx/tensor.ts';
import { countMacs } from '../../src/engine/profile/nodeMacs.ts';
import { removeChannels } from '../../src/engine/prune/groups/removeChannels.ts';
import { typesAfter } from '../../src/engine/prune/groups/typesAfter.ts';
import type { TensorTypes } from '../../src/engine/runtime/tensorTypes.ts';
import { withSession } from '../../src/engine/runtime/session.ts';
import { type ConformanceCase, conformanceCases, hasConformanceSet, readDataTensor } from '../conformance/cases.ts';
import { exportedTransformer } from '../fixtures/exportedTransformer.ts';
import { mobileNetV2 } from '../fixtures/mobileNetV2.ts';
import { Random } from '../fixtures/random.ts';
import { randomFeeds } from '../fixtures/randomFeeds.ts';
import { type RealModel, realModels } from '../fixtures/realModels.ts';
import { resnet50 } from '../fixtures/resnet50.ts';
import {
  type Analysed,
  analysed,
  measuredTypes,
  prunable,
  someUnits,
  weightedLayers,
  wrongsOfRemoval,
} from './removal.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-prune-real-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Real numbers that the main graph has stored. */
function parameters({ graph }: Model, types: TensorTypes): number {
  const constants = [...graph.nodes].filter(({ opType }) => opType === 'Constant').map(({ output }) => output[0]!);
  const names = [...constants, ...Array.from(graph.initializers, ({ name }) => name)];
  return names.reduce((count, name) => {
    const header = types.get(name);
    return header?.type === 'float32' ? count + elementCount(header.dims) : count;
  }, 0);
}

/** 30 % of the units of each group, at least one. */
function share(model: Analysed): ReadonlyMap<string, readonly number[]> {
  const random = new Random(30);
  return new Map(
    prunable(model).map((group) => [group.id, someUnits(random, group, Math.max(1, Math.floor(0.3 * group.units)))]),
  );
}

/** What the model costs without some channels: as its shapes say, and as it was predicted. */
async function costs({ build, feeds, types, groups }: Analysed, removed: ReadonlyMap<string, readonly number[]>) {
  const predicted = typesAfter(types, groups, removed);
  const before = build();
  const model = build();
  removeChannels(model, groups, removed, types);
  const file = path.join(folder, `${path.basename(model.file)}.pruned.onnx`);
  saveModel(model, file, { overwrite: true });
  const opened = openModel(file);
  const actual = await measuredTypes(opened, feeds);
  const cost = {
    before: { macs: countMacs(before, types).total, parameters: parameters(before, types) },
    predicted: { macs: countMacs(before, predicted).total, parameters: parameters(before, predicted) },
    actual: { macs: countMacs(opened, actual).total, parameters: parameters(opened, actual) },
  };
  // As it is used: with everything that the runtime does to it.
  const outputs = await withSession(opened, { threads: 1 }, (session) => session.run(feeds));
  opened.close();
  return { ...cost, outputs };
}

interface Known {
  readonly name: string;
  readonly build: () => Model;
  readonly feeds: Feeds;
  /** Groups that are found at least. */
  readonly groups: number;
  /** Share of the multiplications that is left at most when every group has lost 30 % of its channels. */
  readonly left: number;
}

/** A model that is made once and copied without its weights. */
function generated(model: Model): Pick<Known, 'build' | 'feeds'> {
  const feeds = new Map(Object.entries(randomFeeds(model, new Random(2), { N: 1 })));
  return { build: () => disposableCopy(model), feeds };
}

const floors: Readonly<Record<RealModel['name'], readonly [groups: number, left: number]>> = {
  'pp-ocr-det': [36, 0.6],
  'pp-ocr-rec': [25, 0.6],
  'pp-ocr-cls': [26, 0.6],
  digits: [8, 0.55],
  // All of it is inside the branches for the two sampling rates.
  'silero-legacy': [0, 1],
  'silero-v5': [0, 1],
};

const models: readonly Known[] = [
  ...realModels.map(({ name, file, feeds }): Known => {
    const [groups, left] = floors[name];
    return { name, build: () => openModel(file), feeds: feeds(), groups, left };
  }),
  { name: 'ResNet-50', ...generated(resnet50()), groups: 37, left: 0.55 },
  { name: 'MobileNetV2', ...generated(mobileNetV2()), groups: 25, left: 0.55 },
  {
    ...{ name: 'a transformer', build: () => exportedTransformer(300), groups: 10, left: 0.65 },
    feeds: new Map([['ids', { type: 'int64', dims: [1, 6], data: BigInt64Array.of(1n, 2n, 3n, 15n, 0n, 7n) }]]),
  },
];

/** Layers with weights in no group are named with a reason, or what holds them is: its id begins theirs. */
function expectReasons({ build, groups }: Analysed): void {
  const produced = new Set<string>(groups.groups.flatMap(({ producers }) => producers));
  const frozen = groups.frozen.map(({ node }) => node);
  const model = build();
  const silent = weightedLayers(model).filter((id) => !produced.has(id) && !frozen.some((node) => isOrHolds(node, id)));
  expect(silent).toEqual([]);
  for (const { reason } of groups.frozen) expect(reason.code).toMatch(/^pruneGroups\./);
  model.close();
}

const isOrHolds = (node: string, id: string): boolean => id === node || id.startsWith(`${node}/`);

describe('real models', () => {
  it.each(models)('$name without 30 % of its channels', async (known) => {
    const model = await analysed(() => known.build(), known.feeds);
    expectReasons(model);
    const removed = share(model);
    expect(removed.size).toBeGreaterThanOrEqual(known.groups);
    if (removed.size === 0) return;
    expect(await wrongsOfRemoval(model, removed)).toEqual([]);
    const { before, predicted, actual } = await costs(model, removed);
    expect(actual).toEqual(predicted);
    expect(actual.macs / before.macs).toBeLessThanOrEqual(known.left);
    expect(actual.parameters).toBeLessThan(before.parameters);
  });
});

function feedsOf({ model: file, sets: [set] }: ConformanceCase): Feeds | undefined {
  const model = openModel(file);
  const exchanged = [...model.graph.feeds, ...model.graph.outputs];
  if (set === undefined || exchanged.some((info) => !info.type?.tensorType)) return undefined;
  return new Map(set.inputs.map((input, index) => [model.graph.feeds[index]!.name, readDataTensor(input)]));
}

describe.skipIf(!hasConformanceSet && process.env['CI'] !== 'true')(
  "the ONNX project's test models (node scripts/conformance.mjs fetches them)",
  () => {
    it('that store weights compute what they compute with zeros, or say why no channel can go', async () => {
      const wrongs: string[] = [];
      let pruned = 0;
      for (const each of conformanceCases()) {
        const feeds = feedsOf(each);
        const build = (): Model => openModel(each.model);
        if (feeds === undefined || [...build().graph.initializers].length === 0) continue;
        const model = await analysed(build, feeds, { pruneOutputs: true }).catch(() => undefined);
        if (model === undefined) continue;
        expectReasons(model);
        const removed = share(model);
        if (removed.size > 0) pruned++;
        wrongs.push(...(await wrongsOfRemoval(model, removed)).map((wrong) => `${each.name}: ${wrong}`));
      }
      expect(wrongs).toEqual([]);
      expect(pruned).toBeGreaterThan(5);
    });
  },
);
