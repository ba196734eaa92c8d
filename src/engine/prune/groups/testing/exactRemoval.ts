import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { largestError, outputsOf } from '../../../../../test/fixtures/computes.ts';
import { Random } from '../../../../../test/fixtures/random.ts';
import { type DimensionSizes, randomFeeds } from '../../../../../test/fixtures/randomFeeds.ts';
import type { Feeds } from '../../../data/dataset.ts';
import type { Model } from '../../../onnx/model.ts';
import { tensorTypes } from '../../../runtime/tensorTypes.ts';
import { channelGroups } from '../channelGroups.ts';
import type { ChannelGroup, ChannelGroups, RemovedUnits } from '../group.ts';
import { maskChannels } from '../maskChannels.ts';
import { removeChannels } from '../removeChannels.ts';
import { typesAfter } from '../typesAfter.ts';

export interface RemovalOptions {
  readonly attention?: 'heads' | 'head-size';
  /** Sizes of the named dimensions in the run that groups are found by, and in further ones. */
  readonly sizes?: readonly [DimensionSizes, ...DimensionSizes[]];
  /** Whole numbers among the inputs are below this. */
  readonly below?: bigint;
}

/** What was found, and a model without the first half of every group. */
export interface Removal {
  /** Names of the producers, and the number of units: `a b: 8`. */
  readonly groups: readonly string[];
  /** By the name of the node, why it cannot lose channels. */
  readonly frozen: Readonly<Record<string, string>>;
  readonly pruned: Model;
  /** A model without these units of each group. */
  readonly prune: (...units: readonly (readonly number[])[]) => Model;
}

/**
 * Finds the groups of a model, takes some units out of each of them alone and out of all at once, and expects that this computes what
 * the model computes whose parameters there are zero, at all given sizes.
 */
export async function expectExactRemoval(
  build: () => Model,
  { attention = 'heads', sizes = [{}], below = 100n }: RemovalOptions = {},
): Promise<Removal> {
  const feeds = sizes.map((each) => feedsOf(build(), each, below));
  const types = await typesOf(build(), feeds[0]!);
  const found = channelGroups(build(), types, { attention });
  const some = (group: ChannelGroup, seed: number) => [group.id, someUnits(group.units, new Random(seed))] as const;
  const cases: RemovedUnits[] = found.groups.map((group, index) => new Map([some(group, index)]));
  cases.push(new Map(found.groups.map((group, index) => some(group, index + 100))));
  const prune = (removed: RemovedUnits): Model => {
    const model = build();
    removeChannels(model, found, removed, types);
    return model;
  };
  for (const removed of cases) {
    const pruned = prune(removed);
    const masked = build();
    maskChannels(masked, found, removed, types);
    for (const each of feeds)
      expect(largestError(await outputsOf(pruned, each), await outputsOf(masked, each))).toBeLessThan(1e-4);
    const expected = typesAfter(types, found, removed);
    for (const [tensor, { dims }] of await typesOf(pruned, feeds[0]!))
      if (expected.has(tensor) && !isList(pruned, tensor))
        expect([tensor, ...dims]).toEqual([tensor, ...expected.get(tensor)!.dims]);
  }
  const pruned = (...units: readonly (readonly number[])[]): Model =>
    prune(new Map(found.groups.map(({ id }, index) => [id, units[index] ?? []])));
  const halves = found.groups.map(({ units }) => Array.from({ length: Math.floor(units / 2) }, (_, unit) => unit));
  return { ...said(build(), found), pruned: pruned(...halves), prune: pruned };
}

function feedsOf(model: Model, sizes: DimensionSizes, below: bigint): Feeds {
  const feeds = Object.entries(randomFeeds(model, new Random(3), sizes)).map(([name, { data, ...header }]) => {
    const inRange = data instanceof BigInt64Array ? data.map((value) => value % below) : data;
    return [name, { ...header, data: inRange }] as const;
  });
  return new Map(feeds);
}

/** Lists of positions become shorter with what they count. */
function isList(model: Model, tensor: string): boolean {
  return model.constantHeader(model.graph, tensor)?.type === 'int64';
}

async function typesOf(model: Model, feeds: Feeds) {
  const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-shapes-'));
  try {
    return await tensorTypes(model, feeds, { temporaryFolder });
  } finally {
    rmSync(temporaryFolder, { recursive: true });
  }
}

function someUnits(units: number, random: Random): readonly number[] {
  const all = Array.from({ length: units }, (_, unit) => unit);
  const count = 1 + random.integer(units - 1);
  return Array.from({ length: count }, () => all.splice(random.integer(all.length), 1)[0]!).toSorted((a, b) => a - b);
}

function said({ graph }: Model, { groups, frozen }: ChannelGroups): Pick<Removal, 'groups' | 'frozen'> {
  const names = new Map([...graph.nodes].map((node) => [graph.id(node), node.name]));
  return {
    groups: groups.map(({ producers, units }) => `${producers.map((id) => names.get(id)).join(' ')}: ${units}`),
    frozen: Object.fromEntries(frozen.map(({ node, reason }) => [names.get(node) ?? node, reason.code])),
  };
}
