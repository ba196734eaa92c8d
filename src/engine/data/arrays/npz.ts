import type { Dataset, StateFeedback } from '../dataset.ts';
import type { ModelInput } from '../modelInputs.ts';
import type { LabelFile } from '../spec.ts';
import { arraysDataset } from './arraysDataset.ts';
import type { ByteRange } from './byteReader.ts';
import { zipMembers } from './zipMembers.ts';

const extension = '.npy';

/**
 * The samples of a NumPy archive whose arrays are named after the model's inputs; `labels` holds class numbers. Where the
 * model takes one input and the archive has one array, its name does not matter.
 * @throws UserError where the archive is damaged or does not fit the model
 */
export async function openNpz(
  path: string,
  labels: LabelFile | undefined,
  inputs: readonly ModelInput[],
  feedback: readonly StateFeedback[],
): Promise<Dataset> {
  const arrays = new Map<string, ByteRange>();
  for (const [name, range] of await zipMembers(path)) {
    if (name.endsWith(extension)) arrays.set(name.slice(0, -extension.length), range);
  }
  return arraysDataset({ source: path, arrays, labels, inputs, feedback });
}
