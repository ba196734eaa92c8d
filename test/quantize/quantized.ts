import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { Dataset, Feeds } from '../../src/engine/data/dataset.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { realsOf } from '../../src/engine/onnx/reals.ts';
import { quantizeStatic, type StaticOutcome } from '../../src/engine/quantize/static.ts';
import type { PassContext } from '../../src/engine/recipe/context.ts';
import { withSession } from '../../src/engine/runtime/session.ts';
import type { Message } from '../../src/protocol/messages/message.ts';
import { type QuantizeStaticInput, quantizeStaticOptions } from '../../src/protocol/options/quantizeStatic.ts';
import { generatedDataset } from '../fixtures/generatedDataset.ts';
import { Random } from '../fixtures/random.ts';
import { type DimensionSizes, randomFeeds } from '../fixtures/randomFeeds.ts';

const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-quantize-'));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

/** A pass context that keeps what is logged. */
export function passContext(log: Message[] = []): PassContext {
  return {
    progress: () => undefined,
    log: (message) => log.push(message),
    finding: () => undefined,
    signal: new AbortController().signal,
    temporaryFolder,
    threads: 1,
    seed: 0,
  };
}

/** Random samples for a model's inputs: normal floats. */
export function randomDataset(model: Model, size = 8, sizes: DimensionSizes = {}, seed = 1): Dataset {
  return generatedDataset('random', size, (index) => ({
    feeds: new Map(Object.entries(randomFeeds(model, new Random(seed + index), sizes))),
  }));
}

export interface Quantized extends StaticOutcome {
  readonly model: Model;
  /** Signal to noise of all outputs together, against the float model on samples it was not calibrated on, in dB. */
  readonly decibels: number;
  readonly log: readonly Message[];
}

/** Quantizes a model that `build` makes anew each time, and compares it with the float one. */
export async function quantized(
  build: () => Model,
  input: QuantizeStaticInput = {},
  sizes: DimensionSizes = {},
  feedsFor: (index: number) => Feeds | undefined = () => undefined,
): Promise<Quantized> {
  const original = build();
  const dataset: Dataset = generatedDataset('random', 12, (index) => ({
    feeds: feedsFor(index) ?? new Map(Object.entries(randomFeeds(original, new Random(1 + index), sizes))),
  }));
  const model = build();
  const log: Message[] = [];
  const calibration = { ...dataset, size: 8, samples: () => dataset.samples({ end: 8 }) };
  const outcome = await quantizeStatic(model, calibration, quantizeStaticOptions.parse(input), passContext(log));
  let signal = 0;
  let noise = 0;
  for await (const { feeds } of dataset.samples({ start: 8 })) {
    const expected = await withSession(original, { threads: 1 }, (session) => session.run(feeds));
    const actual = await withSession(model, { threads: 1 }, (session) => session.run(feeds));
    for (const [name, tensor] of expected) {
      const other = actual.get(name);
      if (other?.dims.join() !== tensor.dims.join() || other.type !== tensor.type) throw new Error(`${name} differs`);
      const [reference, result] = [realsOf(tensor), realsOf(other)];
      reference.forEach((value, index) => {
        if (!Number.isFinite(value)) return;
        signal += value ** 2;
        noise += (value - (result[index] ?? NaN)) ** 2;
      });
    }
  }
  return { ...outcome, model, decibels: 10 * Math.log10(signal / noise), log };
}

/** What the plan says of each node, by operator. */
export function precisions({ plan }: StaticOutcome): readonly string[] {
  return plan.nodes.filter((node) => node.precision !== 'none').map((node) => `${node.operator} ${node.precision}`);
}
