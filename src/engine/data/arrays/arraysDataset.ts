import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import { userError } from '../../../protocol/userError.ts';
import type { Dataset, StateFeedback } from '../dataset.ts';
import { labelsOfArray } from '../labels/labelArray.ts';
import { readLabelFile } from '../labels/labelFile.ts';
import type { ModelInput } from '../modelInputs.ts';
import type { LabelFile } from '../spec.ts';
import { type ArrayColumn, arrayColumn } from './arrayColumn.ts';
import type { ByteRange } from './byteReader.ts';
import { columnDataset } from './column.ts';
import { openNpy } from './npyArray.ts';

/** The array that holds class numbers, unless an input has this name. */
export const labelsName = 'labels';

/** Arrays that each hold all samples, by the name of their input, and perhaps {@link labelsName}. */
export interface NamedArrays {
  readonly source: string;
  readonly arrays: ReadonlyMap<string, ByteRange>;
  /** Instead of the array of labels. */
  readonly labels: LabelFile | undefined;
  readonly inputs: readonly ModelInput[];
  readonly feedback: readonly StateFeedback[];
}

/** @throws UserError where an array is missing, damaged, or does not fit its input */
export async function arraysDataset(named: NamedArrays): Promise<Dataset> {
  const { source, feedback } = named;
  const columns = await inputColumns(named);
  const { labels, notes } = await readLabels(named);
  return columnDataset({ source, columns, labels, feedback, notes: [...leftOverNotes(columns), ...notes] });
}

async function inputColumns({ source, arrays, inputs, feedback }: NamedArrays): Promise<readonly ArrayColumn[]> {
  const fedBack = new Set(feedback.map((each) => each.input));
  const wanted = inputs.filter((input) => !fedBack.has(input.name));
  const others = [...arrays].filter(([name]) => name !== labelsName);
  const only = wanted.length === 1 && others.length === 1 ? others[0]?.[1] : undefined;
  const columns: ArrayColumn[] = [];
  for (const input of wanted) {
    const range = arrays.get(input.name) ?? only;
    if (range === undefined) {
      throw userError('data.array-missing', { source, input: input.name, present: [...arrays.keys()].join(', ') });
    }
    columns.push(arrayColumn(input, await openNpy(range)));
  }
  return columns;
}

interface Labels {
  readonly labels: readonly number[] | undefined;
  readonly notes: readonly Message[];
}

async function readLabels({ labels, arrays, inputs }: NamedArrays): Promise<Labels> {
  if (labels !== undefined) return readLabelFile(labels);
  const own = inputs.some((input) => input.name === labelsName) ? undefined : arrays.get(labelsName);
  return { labels: own === undefined ? undefined : await labelsOfArray(await openNpy(own)), notes: [] };
}

function leftOverNotes(columns: readonly ArrayColumn[]): readonly Message[] {
  return columns
    .filter((column) => column.leftOver > 0)
    .map(({ name, leftOver, batch }) => message('data.rows-left', { array: name, rows: leftOver, batch }));
}
