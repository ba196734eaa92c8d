import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dump, type TypedArray } from 'npyjs';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { FeedbackPair } from '../../src/engine/data/spec.ts';
import type { DenseTensor } from '../../src/engine/onnx/tensor.ts';

/** Samples on disk, as both quantizers read them: `<input>.npy` with all samples along the first axis. */
export interface SampleFolder {
  readonly folder: string;
  readonly count: number;
  /** State that goes from sample to sample. */
  readonly feedback: readonly FeedbackPair[];
  /** Shapes of the state, which a quantizer that feeds nothing back gets as zeros. */
  readonly states: Readonly<Record<string, readonly number[]>>;
}

/** Writes a dataset whose samples have a batch of one. */
export async function writeSamples(dataset: Dataset, folder: string): Promise<SampleFolder> {
  mkdirSync(folder, { recursive: true });
  const rows = new Map<string, DenseTensor[]>();
  let count = 0;
  for await (const { feeds } of dataset.samples()) {
    count++;
    for (const [name, tensor] of feeds) {
      const column = rows.get(name);
      if (column === undefined) rows.set(name, [tensor]);
      else column.push(tensor);
    }
  }
  for (const [name, tensors] of rows) {
    writeFileSync(path.join(folder, `${name}.npy`), new Uint8Array(columnOf(tensors)));
  }
  const { feedback } = dataset;
  return {
    folder,
    count,
    feedback: feedback.map(({ input, output }) => ({ input, output })),
    states: Object.fromEntries(feedback.map(({ input, initial }) => [input, initial.dims])),
  };
}

/** A scalar is the same for all samples and written once. */
function columnOf(tensors: readonly DenseTensor[]): ArrayBuffer {
  const [first] = tensors;
  const data = first!.data as TypedArray;
  if (first!.dims.length === 0) return dump(data, []);
  const Elements = data.constructor as new (length: number) => Float32Array;
  const all = new Elements(data.length * tensors.length);
  tensors.forEach((tensor, index) => all.set(tensor.data as Float32Array, index * data.length));
  return dump(all, [tensors.length, ...first!.dims.slice(1)]);
}
