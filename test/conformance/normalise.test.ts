import { describe, expect, it } from 'vitest';
import type { Feeds } from '../../src/engine/data/dataset.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { normalise } from '../../src/engine/onnx/normalise/normalise.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import { upgradeOpset } from '../../src/engine/onnx/upgrade/upgrade.ts';
import { largestError, outputsOf } from '../fixtures/computes.ts';
import { realModels } from '../fixtures/realModels.ts';
import { type ConformanceCase, conformanceCases, hasConformanceSet, readDataTensor } from './cases.ts';

function feedsOf({ sets }: ConformanceCase, model: Model): Feeds | undefined {
  const [set] = sets;
  const exchanged = [...model.graph.feeds, ...model.graph.outputs];
  if (set === undefined || exchanged.some((info) => !info.type?.tensorType)) return undefined;
  return new Map(set.inputs.map((file, index) => [model.graph.feeds[index]!.name, readDataTensor(file)]));
}

/** How far a model is from itself once it is normalised; undefined where nothing changed or the runtime does not run it. */
async function errorOf(each: ConformanceCase): Promise<number | undefined> {
  const model = openModel(each.model);
  try {
    const feeds = feedsOf(each, model);
    if (feeds === undefined || normalise(model).steps.length === 0) return undefined;
    const wanted = await outputsOf(each.model, feeds).catch(() => undefined);
    return wanted && largestError(await outputsOf(model, feeds), wanted);
  } finally {
    model.close();
  }
}

describe('real models, raised to opset 21 and normalised', () => {
  for (const { name, file, feeds } of realModels) {
    it(`${name} compute the same`, async () => {
      const model = openModel(file);
      const wanted = await outputsOf(file, feeds());
      upgradeOpset(model, 21);
      normalise(model);
      expect(largestError(await outputsOf(model, feeds()), wanted)).toBeLessThan(5e-5);
      expect([...model.graph.nodes].some(({ opType }) => opType === 'BatchNormalization')).toBe(false);
      model.close();
    });
  }
});

describe.skipIf(!hasConformanceSet && process.env['CI'] !== 'true')(
  "the ONNX project's test models (node scripts/conformance.mjs fetches them), normalised",
  () => {
    it('compute the same', async () => {
      const changed: string[] = [];
      const wrong: string[] = [];
      for (const each of conformanceCases()) {
        const error = await errorOf(each);
        if (error !== undefined) changed.push(each.name);
        if (error !== undefined && !(error < 1e-5)) wrong.push(`${each.name} by ${error}`);
      }
      expect(wrong).toEqual([]);
      expect(changed.length).toBeGreaterThan(90);
    });
  },
);
