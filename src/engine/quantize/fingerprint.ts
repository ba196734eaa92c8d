import { createHash, type Hash } from 'node:crypto';
import type { Dataset, Feeds } from '../data/dataset.ts';
import { encodeModel } from '../onnx/encode.ts';
import type { Model } from '../onnx/model.ts';
import { bytesOf, type DenseTensor } from '../onnx/tensor.ts';

const blockSize = 4 * 1024 * 1024;

/** SHA-256 of a model as it would be saved now, edits included; weights are read in blocks, about 1 GB in 2 s. */
export function modelFingerprint(model: Model): string {
  const hash = createHash('sha256');
  for (const piece of encodeModel(model, () => ({ kind: 'inline' })).pieces) {
    if (piece instanceof Uint8Array) hash.update(piece);
    else {
      for (let at = 0; at < piece.length; at += blockSize) {
        hash.update(piece.source.read(piece.offset + at, Math.min(blockSize, piece.length - at)));
      }
    }
  }
  return hash.digest('hex');
}

/**
 * SHA-256 of what tells datasets apart: the number of samples, how state is fed back, and the first, the middle and the
 * last sample. To read all of them would cost as much as calibrating does.
 */
export async function datasetFingerprint(dataset: Dataset): Promise<string> {
  const { size } = dataset;
  const hash = hashOf(dataset);
  const wanted = [...new Set([0, Math.floor(size / 2), Math.max(0, size - 1)])];
  for (const index of wanted) {
    for await (const { feeds } of dataset.samples({ start: index, end: index + 1 })) addFeeds(hash, feeds);
  }
  return hash.digest('hex');
}

/** SHA-256 of all samples of a dataset in their order, labels included, and of how state is fed back. */
export async function samplesFingerprint(dataset: Dataset): Promise<string> {
  const hash = hashOf(dataset);
  for await (const { feeds, labels } of dataset.samples()) {
    addFeeds(hash, feeds);
    hash.update(JSON.stringify(labels ?? null));
  }
  return hash.digest('hex');
}

function hashOf({ size, feedback }: Dataset): Hash {
  const states = feedback.map(({ input, output }) => [input, output]);
  return createHash('sha256').update(JSON.stringify({ size, feedback: states }));
}

function addFeeds(hash: Hash, feeds: Feeds): void {
  for (const [name, tensor] of [...feeds].sort(([a], [b]) => (a < b ? -1 : 1))) add(hash, name, tensor);
}

function add(hash: Hash, name: string, { type, dims, data }: DenseTensor): void {
  hash.update(JSON.stringify([name, type, dims]));
  hash.update(ArrayBuffer.isView(data) ? bytesOf(data) : JSON.stringify(data));
}
