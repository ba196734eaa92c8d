import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { userError } from '../../../protocol/userError.ts';
import type { Dataset, StateFeedback } from '../dataset.ts';
import { fileError } from '../fileError.ts';
import { type FileLabels, readLabelFile } from '../labels/labelFile.ts';
import { listFiles } from '../listFiles.ts';
import type { ModelInput } from '../modelInputs.ts';
import type { LabelFile } from '../spec.ts';
import { arraysDataset, labelsName } from './arraysDataset.ts';
import type { ByteRange } from './byteReader.ts';
import { type Column, columnDataset } from './column.ts';
import { filesColumn } from './filesColumn.ts';
import { wholeFile } from './fileRange.ts';

const extension = '.npy';
const labelsFile = labelsName + extension;

/** The files of a folder of arrays, and what is wanted of them. */
interface ArrayFolder {
  /** The path a person gave. */
  readonly source: string;
  readonly folder: string;
  /** Relative to the folder, without `labels.npy`. */
  readonly files: readonly string[];
  readonly labels: LabelFile | undefined;
  /** The inputs that are not fed back. */
  readonly inputs: readonly ModelInput[];
  readonly feedback: readonly StateFeedback[];
}

/**
 * The samples of a folder of NumPy arrays, laid out in one of three ways: `<input>.npy` with all samples in each; a folder
 * for each input with a file for each sample; or, where the model takes one input, a file for each sample. Characters that
 * file names cannot have stand as `_`. A single `.npy` file is a folder with that file only.
 * @throws UserError where the files are damaged or do not fit the model
 */
export async function openNpyFolder(
  path: string,
  labels: LabelFile | undefined,
  inputs: readonly ModelInput[],
  feedback: readonly StateFeedback[],
): Promise<Dataset> {
  const { folder, files } = await arrayFiles(path);
  const ownLabels: LabelFile = { from: 'file', path: join(folder, labelsFile) };
  const fedBack = new Set(feedback.map((each) => each.input));
  const wanted = inputs.filter((input) => !fedBack.has(input.name));
  const arrays: ArrayFolder = {
    source: path,
    folder,
    files: files.filter((file) => file !== labelsFile),
    labels: labels ?? (files.includes(labelsFile) ? ownLabels : undefined),
    inputs: wanted,
    feedback,
  };
  const present = new Set(arrays.files);
  const fileForEach = wanted.every((input) => present.has(fileName(input) + extension));
  const onlyOne = wanted.length === 1 && arrays.files.length === 1;
  return fileForEach || onlyOne ? allSamplesInEach(arrays) : fileForEachSample(arrays);
}

async function arrayFiles(path: string): Promise<{ readonly folder: string; readonly files: readonly string[] }> {
  const found = await stat(path).catch((cause: unknown) => {
    throw fileError(cause, path);
  });
  if (!found.isDirectory()) return { folder: dirname(path), files: [basename(path)] };
  const files = (await listFiles(path, { depth: 2 })).filter((file) => file.endsWith(extension));
  if (files.length === 0) throw userError('data.empty', { source: path });
  return { folder: path, files };
}

async function allSamplesInEach({ source, folder, files, labels, inputs, feedback }: ArrayFolder): Promise<Dataset> {
  const arrays = new Map<string, ByteRange>();
  for (const input of inputs) {
    const own = fileName(input) + extension;
    const file = files.length === 1 ? (files[0] ?? own) : own;
    arrays.set(input.name, await wholeFile(join(folder, file)));
  }
  return arraysDataset({ source, arrays, labels, inputs, feedback });
}

async function fileForEachSample(arrays: ArrayFolder): Promise<Dataset> {
  const { source, labels, inputs, feedback } = arrays;
  const read = labels === undefined ? undefined : await readLabelFile(labels);
  const columns = inputs.map((input) => sampleFiles(arrays, input, read));
  return columnDataset({ source, columns, labels: read?.labels, feedback, notes: read?.notes ?? [] });
}

function sampleFiles(arrays: ArrayFolder, input: ModelInput, labels: FileLabels | undefined): Column {
  const { source, folder, files, inputs } = arrays;
  const own = files.filter((file) => dirname(file) === fileName(input));
  const chosen = own.length === 0 && inputs.length === 1 ? files : own;
  if (chosen.length === 0) {
    throw userError('data.array-missing', { source, input: input.name, present: summary(files) });
  }
  const paths = labelledFiles(source, chosen, labels).map((file) => join(folder, file));
  return filesColumn(input, join(source, own.length > 0 ? fileName(input) : ''), paths);
}

/** The files that the labels name, in their order; all files where they name none. */
function labelledFiles(source: string, files: readonly string[], labels: FileLabels | undefined): readonly string[] {
  if (labels?.files === undefined) return files;
  const byName = new Map(files.flatMap((file) => [[file, file] as const, [basename(file), file] as const]));
  return labels.files.map((name) => {
    const file = byName.get(name) ?? byName.get(name + extension);
    if (file === undefined) throw userError('data.labelled-missing', { source, file: name });
    return file;
  });
}

function fileName(input: ModelInput): string {
  return input.name.replace(/[\\/:*?"<>|]/g, '_');
}

function summary(files: readonly string[]): string {
  return files.length > 8 ? `${files.slice(0, 8).join(', ')}, …` : files.join(', ');
}
