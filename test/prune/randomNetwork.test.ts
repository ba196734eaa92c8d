import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realsOf } from '../../src/engine/onnx/reals.ts';
import { outputsOf } from '../fixtures/computes.ts';
import { Random } from '../fixtures/random.ts';
import { randomFeeds } from '../fixtures/randomFeeds.ts';
import { convolutionalBlocks } from './network/convolutionalBlocks.ts';
import { sequenceBlocks } from './network/sequenceBlocks.ts';
import { type NetworkPlan, networkPlans, randomNetwork } from './randomNetwork.ts';

/** Standard deviations of what the network gives. */
async function deviations(plan: NetworkPlan): Promise<readonly number[]> {
  const model = randomNetwork(plan);
  const outputs = await outputsOf(model, new Map(Object.entries(randomFeeds(model, new Random(1)))));
  return [...outputs.values()].map((output) => {
    const values = Array.from(realsOf(output));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  });
}

const single: readonly NetworkPlan[] = [
  ...Object.keys(convolutionalBlocks).map((name) => ({ body: 'maps' as const, blocks: [name], seed: 1 })),
  ...Object.keys(sequenceBlocks).map((name) => ({ body: 'sequences' as const, blocks: [name], seed: 1 })),
];

describe('random networks', () => {
  it.each(single)('of $blocks run, whatever is chosen', async (plan) => {
    for (let seed = 0; seed < 6; seed++) {
      for (const deviation of await deviations({ ...plan, seed })) {
        expect(deviation).toBeGreaterThan(0.001);
        expect(deviation).toBeLessThan(100);
      }
    }
  });

  it('of several blocks run', async () => {
    await fc.assert(
      fc.asyncProperty(networkPlans, async (plan) => {
        for (const deviation of await deviations(plan)) {
          expect(deviation).toBeGreaterThan(1e-4);
          expect(deviation).toBeLessThan(1000);
        }
      }),
      { numRuns: 50 },
    );
  });
});
