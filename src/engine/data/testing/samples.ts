import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { UserError } from '../../../protocol/userError.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import type { Dataset, Sample, Selection } from '../dataset.ts';
import type { ModelInput } from '../modelInputs.ts';

/** A new folder that is gone when the tests of the file have run. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'whittle-data-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** All samples of a selection. */
export async function collect(dataset: Dataset, selection?: Selection): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for await (const sample of dataset.samples(selection)) samples.push(sample);
  return samples;
}

/** The elements that a sample feeds to an input, as numbers. */
export function fed(sample: Sample | undefined, input: string): readonly number[] {
  const data = sample?.feeds.get(input)?.data ?? [];
  return Array.from(data as ArrayLike<number | bigint>, Number);
}

/** The code of the {@link UserError} that an action ends in; anything else it does fails the test. */
export async function refusal(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (cause) {
    if (cause instanceof UserError) return cause.detail.code;
    throw cause;
  }
  return 'no error';
}

/** The message of the {@link UserError} that an action ends in. */
export async function complaint(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (cause) {
    if (cause instanceof UserError) return cause.message;
    throw cause;
  }
  return 'no error';
}

export function input(
  name: string,
  dims: readonly (number | string)[],
  type: ModelInput['type'] = 'float32',
): ModelInput {
  return { name, type, dims };
}

export function tensor(dims: readonly number[], values: readonly number[]): DenseTensor {
  return { type: 'float32', dims, data: Float32Array.from(values) };
}

/** A dataset in memory: one float `x` of shape [1] in each sample, whose value is the index. */
export function countingDataset(size: number, more: Partial<Dataset> = {}): Dataset {
  return {
    source: 'counting',
    synthetic: false,
    size,
    hasLabels: true,
    feedback: [],
    async *samples({ start = 0, end = size, step = 1, wanted } = {}) {
      for (let index = start; index < Math.min(end, size); index += step) {
        if (wanted?.(index) === false) continue;
        yield await Promise.resolve({ index, feeds: new Map([['x', tensor([1], [index])]]), labels: [index % 10] });
      }
    },
    ...more,
  };
}
