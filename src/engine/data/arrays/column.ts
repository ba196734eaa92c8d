import type { Message } from '../../../protocol/messages/message.ts';
import { userError } from '../../../protocol/userError.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import type { Dataset, Sample, Selection, StateFeedback } from '../dataset.ts';
import { selectedIndices } from '../selection.ts';

/** What one input is fed, sample by sample. */
export interface Column {
  readonly input: string;
  /** What it is read from, for messages. */
  readonly name: string;
  /** Number of feeds, or undefined where one serves every sample. */
  readonly count: number | undefined;
  /** Rows of the batch in one feed: as many labels belong to it. */
  readonly batch: number;
  open(): Promise<ColumnReader>;
}

/** Reads the feeds of a column, at rising indices. */
export interface ColumnReader {
  read(index: number): Promise<DenseTensor>;
  close(): Promise<void>;
}

/** Columns that make a dataset together. */
export interface Columns {
  readonly source: string;
  readonly columns: readonly Column[];
  readonly labels: readonly number[] | undefined;
  readonly feedback: readonly StateFeedback[];
  readonly notes: readonly Message[];
}

/**
 * A dataset whose samples take one feed from every column.
 * @throws UserError where there are none, or columns or labels are of different numbers
 */
export function columnDataset({ source, columns, labels, feedback, notes }: Columns): Dataset {
  const size = commonCount(source, columns);
  const perSample = labels === undefined ? 0 : labelsPerSample(source, columns, size, labels.length);
  return {
    source,
    synthetic: false,
    size,
    hasLabels: labels !== undefined,
    feedback,
    notes,
    samples: (selection) => readColumns(columns, size, selection, labels, perSample),
  };
}

function commonCount(source: string, columns: readonly Column[]): number {
  const [first, ...others] = columns.filter((column) => column.count !== undefined);
  const size = first === undefined ? 1 : (first.count ?? 1);
  const different = others.find((column) => column.count !== size);
  if (first !== undefined && different !== undefined) {
    const counts = { one: first.name, oneCount: size, other: different.name, otherCount: different.count ?? 1 };
    throw userError('data.counts-differ', { source, ...counts });
  }
  if (size === 0) throw userError('data.empty', { source });
  return size;
}

/** A label for every row of a batch, or for every sample; rows that fill no batch may have labels too. */
function labelsPerSample(source: string, columns: readonly Column[], size: number, labels: number): number {
  const batch = columns.find((column) => column.count !== undefined)?.batch ?? 1;
  if (labels >= size * batch && labels < (size + 1) * batch) return batch;
  if (labels === size) return 1;
  throw userError('data.label-count', { source, labels, samples: size * batch });
}

async function* readColumns(
  columns: readonly Column[],
  size: number,
  selection: Selection | undefined,
  labels: readonly number[] | undefined,
  perSample: number,
): AsyncGenerator<Sample> {
  const readers: { readonly input: string; readonly reader: ColumnReader }[] = [];
  try {
    for (const column of columns) readers.push({ input: column.input, reader: await column.open() });
    for (const index of selectedIndices(size, selection)) {
      const feeds = new Map<string, DenseTensor>();
      for (const { input, reader } of readers) feeds.set(input, await reader.read(index));
      const sampleLabels = labels?.slice(index * perSample, (index + 1) * perSample);
      yield { index, feeds, ...(sampleLabels !== undefined && { labels: sampleLabels }) };
    }
  } finally {
    for (const { reader } of readers) await reader.close();
  }
}
