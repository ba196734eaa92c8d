import type { ElementType } from '../onnx/elementType.ts';
import { bytesOf, type DenseTensor, elementCount, view } from '../onnx/tensor.ts';
import type { Dataset, Sample, Selection } from './dataset.ts';
import { hasDynamicBatch, type ModelInput } from './modelInputs.ts';
import { selectedIndices } from './selection.ts';

/**
 * Joins `size` samples at a time along the first axis, where every input that is not one value leaves that axis to the
 * caller. Otherwise, and where state is fed back from sample to sample, the dataset stays as it is. Samples whose shapes
 * differ are not joined to each other, so there may then be more batches than `Dataset.size` says.
 */
export function batch(dataset: Dataset, size: number, inputs: readonly ModelInput[]): Dataset {
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`batch size ${size}`);
  const joined = inputs.filter((input) => !isOneValue(input));
  const possible = dataset.feedback.length === 0 && joined.length > 0 && joined.every(hasDynamicBatch);
  if (size === 1 || !possible) return dataset;
  const names = new Set(joined.map((input) => input.name));
  return {
    source: dataset.source,
    synthetic: dataset.synthetic,
    size: Math.ceil(dataset.size / size),
    hasLabels: dataset.hasLabels,
    feedback: [],
    notes: dataset.notes ?? [],
    samples: (selection) => batches(dataset, size, names, selection),
  };
}

/** Scalars, such as a sample rate, are the same for all samples of a batch. */
function isOneValue(input: ModelInput): boolean {
  return input.unranked !== true && input.dims.every((dim) => dim === 1);
}

async function* batches(
  dataset: Dataset,
  size: number,
  names: ReadonlySet<string>,
  selection: Selection | undefined,
): AsyncGenerator<Sample> {
  const chosen = new Set(selectedIndices(Math.ceil(dataset.size / size), selection));
  const wanted = (index: number): boolean => chosen.has(Math.floor(index / size));
  let waiting: Sample[] = [];
  for await (const sample of dataset.samples({ wanted })) {
    const [first] = waiting;
    if (first !== undefined && (waiting.length === size || !sameShapes(first, sample, names))) {
      yield join(waiting, names);
      waiting = [];
    }
    waiting.push(sample);
  }
  if (waiting.length > 0) yield join(waiting, names);
}

function sameShapes(one: Sample, other: Sample, names: ReadonlySet<string>): boolean {
  for (const [name, tensor] of one.feeds) {
    const counterpart = other.feeds.get(name);
    if (counterpart === undefined) return false;
    const from = names.has(name) ? 1 : 0;
    if (tensor.dims.length !== counterpart.dims.length) return false;
    if (tensor.dims.slice(from).some((dim, axis) => dim !== counterpart.dims[axis + from])) return false;
    if (!names.has(name) && tensor.data[0] !== counterpart.data[0]) return false;
  }
  return true;
}

function join(samples: readonly Sample[], names: ReadonlySet<string>): Sample {
  const [first] = samples;
  if (first === undefined) throw new RangeError('a batch of no samples');
  if (samples.length === 1) return first;
  const feeds = new Map<string, DenseTensor>();
  for (const [name, tensor] of first.feeds) {
    const parts = samples.map((sample) => sample.feeds.get(name) ?? tensor);
    feeds.set(name, names.has(name) ? concatenate(parts, tensor.type) : tensor);
  }
  const labels = samples.flatMap((sample) => sample.labels ?? []);
  const expected = joinExpected(samples);
  return {
    index: first.index,
    feeds,
    parts: samples.map(({ index, feeds: own }) => ({ index, rows: rowsOf(own, names) })),
    ...(labels.length > 0 && { labels }),
    ...(expected !== undefined && { expected }),
  };
}

function rowsOf(feeds: Sample['feeds'], names: ReadonlySet<string>): number {
  const [name = ''] = names;
  return feeds.get(name)?.dims[0] ?? 1;
}

/** Expected outputs, where all samples have them with rows that can be joined. */
function joinExpected(samples: readonly Sample[]): ReadonlyMap<string, DenseTensor> | undefined {
  const joined = new Map<string, DenseTensor>();
  for (const [name, tensor] of samples[0]?.expected ?? []) {
    const parts = samples.map((sample) => sample.expected?.get(name));
    const rowDims = tensor.dims.slice(1).join();
    const fitting = parts.filter(
      (part) => part !== undefined && part.dims.length > 0 && part.dims.slice(1).join() === rowDims,
    );
    if (fitting.length < samples.length) return undefined;
    joined.set(name, concatenate(fitting as readonly DenseTensor[], tensor.type));
  }
  return joined.size > 0 ? joined : undefined;
}

function concatenate(parts: readonly DenseTensor[], type: ElementType): DenseTensor {
  const rows = parts.reduce((sum, part) => sum + (part.dims[0] ?? 1), 0);
  const dims = [rows, ...(parts[0]?.dims.slice(1) ?? [])];
  if (type === 'string') return { type, dims, data: parts.flatMap((part) => part.data as readonly string[]) };
  const first = parts[0]?.data as Float32Array;
  const bytes = new Uint8Array(elementCount(dims) * first.BYTES_PER_ELEMENT);
  let offset = 0;
  for (const part of parts) {
    const piece = bytesOf(part.data as Float32Array);
    bytes.set(piece, offset);
    offset += piece.byteLength;
  }
  return { type, dims, data: view(type, bytes) };
}
