import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { FeedbackPair } from '../../src/engine/data/spec.ts';
import { npyBytes } from '../../src/engine/data/testing/numpyFiles.ts';
import { bytesOf, type DenseTensor } from '../../src/engine/onnx/tensor.ts';

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
    writeFileSync(path.join(folder, `${name}.npy`), columnOf(tensors));
  }
  const { feedback } = dataset;
  return {
    folder,
    count,
    feedback: feedback.map(({ input, output }) => ({ input, output })),
    states: Object.fromEntries(feedback.map(({ input, initial }) => [input, initial.dims])),
  };
}

/** Types of the inputs that samples have, as NumPy writes them. */
const descriptions: Readonly<Partial<Record<DenseTensor['type'], string>>> = { float32: '<f4', int64: '<i8' };

/** The tensors of one input as the bytes of an array. A scalar is the same for all samples and written once. */
function columnOf(tensors: readonly DenseTensor[]): Uint8Array {
  const [first] = tensors;
  const { type, dims } = first!;
  const descr = descriptions[type];
  if (descr === undefined) throw new Error(`samples of type ${type} cannot be written`);
  const isScalar = dims.length === 0;
  const shape = isScalar ? [] : [tensors.length, ...dims.slice(1)];
  const written = isScalar ? [first!] : tensors;
  const bytes = Buffer.concat(written.map(({ data }) => bytesOf(data as Exclude<typeof data, readonly string[]>)));
  return npyBytes({ descr, shape, bytes });
}
