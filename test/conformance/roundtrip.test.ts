import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Feeds } from '../../src/engine/data/dataset.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { openModel, storedTensors } from '../../src/engine/onnx/open.ts';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { bytesOf, type DenseTensor } from '../../src/engine/onnx/tensor.ts';
import { withSession } from '../../src/engine/runtime/session.ts';
import { realModels } from '../fixtures/realModels.ts';
import { type ConformanceCase, conformanceCases, hasConformanceSet, readDataTensor } from './cases.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-roundtrip-'));
const saved = path.join(folder, 'saved.onnx');
afterAll(() => rmSync(folder, { recursive: true }));

function isSameFile(a: string, b: string): boolean {
  return Buffer.compare(readFileSync(a), readFileSync(b)) === 0;
}

function withModel<T>(file: string, use: (model: Model) => T): T {
  const model = openModel(file);
  try {
    return use(model);
  } finally {
    model.close();
  }
}

/** Opens, edits nothing, saves. */
function resave(file: string, externalData: 'when-needed' | 'always' = 'when-needed'): void {
  withModel(file, (model) => saveModel(model, saved, { overwrite: true, externalData }));
}

/** Everything a model gives, as bytes; undefined for a model that the runtime does not run. */
async function outputBits(from: string | Model, feeds: Feeds): Promise<readonly string[] | undefined> {
  const run = withSession(from, { threads: 1 }, (session) => session.run(feeds));
  const outputs = await run.catch(() => undefined);
  return (
    outputs && [...outputs].map(([name, { type, dims, data }]) => `${name} ${type} [${dims.join()}] ${bits(data)}`)
  );
}

function bits(data: DenseTensor['data']): string {
  return 'byteLength' in data ? Buffer.from(bytesOf(data)).toString('base64') : JSON.stringify(data);
}

describe('real models, opened and saved', () => {
  for (const { name, file, feeds } of realModels) {
    it(`${name}: the same file, byte for byte`, () => {
      resave(file);
      expect(isSameFile(saved, file)).toBe(true);
    });

    it(`${name}: the same outputs, bit for bit, with the weights in a file beside`, async () => {
      resave(file, 'always');
      expect(isSameFile(saved, file)).toBe(false);
      const wanted = await outputBits(file, feeds());
      expect(wanted).toBeDefined();
      expect(await outputBits(saved, feeds())).toEqual(wanted);
      const model = openModel(saved);
      expect(await outputBits(model, feeds())).toEqual(wanted);
      model.close();
    });
  }
});

/** What keeps a model of the set from giving the same outputs twice. */
const random = /bernoulli|training_dropout(?!.*zero_ratio)/;

function feedsOf({ sets }: ConformanceCase, model: Model): Feeds | undefined {
  const [set] = sets;
  const tensors = model.graph.feeds.every((info) => info.type?.tensorType);
  if (set === undefined || !tensors) return undefined;
  return new Map(set.inputs.map((file, index) => [model.graph.feeds[index]!.name, readDataTensor(file)]));
}

describe.skipIf(!hasConformanceSet && process.env['CI'] !== 'true')(
  "the ONNX project's test models (node scripts/conformance.mjs fetches them), opened and saved",
  () => {
    it('are the same files, byte for byte', () => {
      const all = conformanceCases();
      const changed = all.filter(({ model }) => {
        resave(model);
        return !isSameFile(saved, model);
      });
      expect(all.length).toBeGreaterThan(1000);
      expect(changed.map(({ name }) => name)).toEqual([]);
    });

    it('give the same outputs, bit for bit, from memory and with weights in a file beside', async () => {
      let compared = 0;
      const different: string[] = [];
      for (const each of conformanceCases()) {
        if (random.test(each.name)) continue;
        const model = openModel(each.model);
        const feeds = feedsOf(each, model);
        const wanted = feeds && (await outputBits(each.model, feeds));
        if (feeds !== undefined && wanted !== undefined) {
          compared++;
          const given = [await outputBits(model, feeds)];
          if (holdsLargeTensors(model)) {
            saveModel(model, saved, { overwrite: true, externalData: 'always' });
            given.push(await outputBits(saved, feeds));
          }
          if (given.some((bits) => String(bits) !== String(wanted))) different.push(each.name);
        }
        model.close();
      }
      expect(different).toEqual([]);
      expect(compared).toBe(970);
    });
  },
);

/** Whether something would lie in a data file. */
function holdsLargeTensors(model: Model): boolean {
  return [...storedTensors(model.proto)].some(({ payload }) => payload > 0);
}
