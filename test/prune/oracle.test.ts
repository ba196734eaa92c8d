import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../fixtures/random.ts';
import { randomFeeds } from '../fixtures/randomFeeds.ts';
import { randomGraph } from '../fixtures/randomGraph/randomGraph.ts';
import { type Analysed, analysed, prunable, someUnits, weightedLayers, wrongsOfRemoval } from './removal.ts';
import { convolutionalBlocks } from './network/convolutionalBlocks.ts';
import { sequenceBlocks } from './network/sequenceBlocks.ts';
import { type NetworkPlan, networkPlans, randomNetwork } from './randomNetwork.ts';

async function ofNetwork(plan: NetworkPlan): Promise<Analysed> {
  const build = () => randomNetwork(plan);
  const feeds = new Map(Object.entries(randomFeeds(build(), new Random(plan.seed + 7))));
  const attention = plan.seed % 2 === 0 ? 'heads' : 'head-size';
  return analysed(build, feeds, { attention, pruneOutputs: plan.seed % 5 === 4 });
}

/** One unit, half of them, or all but one. */
function someCount(random: Random, units: number): number {
  return random.pick([1, Math.max(1, Math.floor(units / 2)), units - 1]);
}

/** Takes channels out of some groups alone, and out of all groups at once. */
async function wrongsOf(model: Analysed, seed: number): Promise<readonly string[]> {
  const random = new Random(seed);
  const groups = prunable(model);
  const choices = groups.map((group) => [group.id, someUnits(random, group, someCount(random, group.units))] as const);
  const alone = Array.from({ length: Math.min(2, choices.length) }, () => random.pick(choices));
  const removals = [...alone.map((choice) => [choice]), choices];
  const wrongs: string[] = [];
  for (const removal of removals) {
    const said = await wrongsOfRemoval(model, new Map(removal));
    const what = removal.map(([id, units]) => `${id} without ${units.join()}`).join('; ');
    wrongs.push(...said.map((wrong) => `${what}: ${wrong}`));
  }
  return wrongs;
}

/** Layers with weights that are neither in a group nor among those that stay, or in both. */
function unaccounted({ build, groups }: Analysed): readonly string[] {
  const produced = new Set(groups.groups.flatMap(({ producers }) => producers));
  const frozen = new Set(groups.frozen.map(({ node }) => node));
  return weightedLayers(build()).filter((id) => produced.has(id) === frozen.has(id));
}

const ofOneBlock: readonly NetworkPlan[] = [
  ...Object.keys(convolutionalBlocks).map((name) => ({ body: 'maps' as const, blocks: [name], seed: 0 })),
  ...Object.keys(sequenceBlocks).map((name) => ({ body: 'sequences' as const, blocks: [name], seed: 0 })),
];

/** Why layers are left, but for those that are outputs of the model: codes, and operators that stand against it. */
const goodReasons = new Set([
  ...['Softmax', 'LayerNormalization', 'ReduceMean', 'ReduceL2'].map((operator) => `pruneGroups.across ${operator}`),
  // Tokens that are looked up, where their table is the last layer too.
  'pruneGroups.shape-computed-positions Gather',
  // A product of two sigmoids.
  'pruneGroups.not-zero MatMul',
  // A gate of one channel is for all channels.
  'pruneGroups.needs-all Mul',
  // A group of a group normalisation that has only one.
  'pruneGroups.all-together ',
]);

interface Found {
  layers: number;
  prunable: number;
}

/** Adds the layers of a network that have channels to lose to those that have been found. */
function count({ groups: { groups, frozen } }: Analysed, found: Found): void {
  const producers = new Set(groups.filter(({ isOutput }) => !isOutput).flatMap((group) => group.producers));
  const left = frozen.filter(({ reason }) => reason.code !== 'pruneGroups.output');
  for (const { reason } of left) {
    const { operator } = reason.args as { readonly operator?: string };
    expect(goodReasons).toContain(`${reason.code} ${operator ?? ''}`);
  }
  found.prunable += producers.size;
  found.layers += producers.size + left.length;
}

describe('layers that can lose channels are found', () => {
  it.each([
    ['maps', 0.85],
    ['sequences', 0.65],
  ] as const)('in networks on %s', async (body, floor) => {
    const found: Found = { layers: 0, prunable: 0 };
    for (const plan of ofOneBlock) {
      if (plan.body !== body) continue;
      for (let seed = 0; seed < 6; seed += 2) count(await ofNetwork({ ...plan, seed }), found);
    }
    expect(found.prunable / found.layers).toBeGreaterThan(floor);
  });
});

describe('networks without channels compute what they compute with zeros', () => {
  it.each(ofOneBlock)('$blocks', async (plan) => {
    for (let seed = 0; seed < 5; seed++) {
      const network = await ofNetwork({ ...plan, seed });
      expect(await wrongsOf(network, seed)).toEqual([]);
      expect(unaccounted(network)).toEqual([]);
    }
  });

  it('of random blocks', async () => {
    await fc.assert(
      fc.asyncProperty(networkPlans, async (plan) => {
        const network = await ofNetwork(plan);
        expect(await wrongsOf(network, plan.seed)).toEqual([]);
        expect(unaccounted(network)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(Array.from({ length: 40 }, (_, seed) => seed))('random graph %i', async (seed) => {
    const build = () => randomGraph(seed);
    const graph = await analysed(build, new Map(Object.entries(randomFeeds(build(), new Random(seed)))));
    expect(await wrongsOf(graph, seed)).toEqual([]);
    expect(unaccounted(graph)).toEqual([]);
  });
});
