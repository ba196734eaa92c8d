import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { userError } from '../../protocol/userError.ts';
import { onnx } from '../onnx/generated/onnx.js';
import { type DenseTensor, readTensor } from '../onnx/tensor.ts';
import { fits } from './arrays/rowPlan.ts';
import { convertElements } from './convert.ts';
import type { Dataset, Sample, Selection, StateFeedback } from './dataset.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';
import { fileError } from './fileError.ts';
import { listFiles } from './listFiles.ts';
import { formatDims, type ModelInput } from './modelInputs.ts';
import { selectedIndices } from './selection.ts';

const setName = /^test_data_set_\d+$/;
const tensorFile = /^(input|output)_(\d+)\.pb$/;

/** Whether a folder is a set, by its name. */
export function isTestDataSet(folder: string): boolean {
  return setName.test(folder);
}

/** Whether a file is a tensor of a set, by its name. */
export function isSetTensor(file: string): boolean {
  return tensorFile.test(file);
}

/** The tensors of one set: paths in the order of their numbers. */
interface TestDataSet {
  readonly folder: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/**
 * The samples of `test_data_set_*` folders, as the ONNX project ships them with its models: `input_0.pb`, `input_1.pb`, …
 * are the model's inputs in order (or by name, where the tensors have the names of inputs), `output_0.pb`, … what it gives.
 * @param path the folder of the sets, or one set
 * @param outputs names of the model's outputs in order; without them the tensors' own names are kept
 * @throws UserError where there is no set or it does not fit the model
 */
export async function openTestDataSets(
  path: string,
  inputs: readonly ModelInput[],
  outputs: readonly string[] | undefined,
  feedback: readonly StateFeedback[],
): Promise<Dataset> {
  const sets = await findSets(path);
  if (sets.length === 0) throw userError('data.empty', { source: path });
  const fedBack = new Set(feedback.map((each) => each.input));
  return {
    source: path,
    synthetic: false,
    size: sets.length,
    hasLabels: false,
    feedback,
    samples: (selection) => readSets(sets, selection, inputs, outputs, fedBack),
  };
}

async function findSets(path: string): Promise<readonly TestDataSet[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw fileError(cause, path);
  });
  if (!found.isDirectory()) throw userError('data.not-folder', { file: path });
  const sets = new Map<string, { folder: string; inputs: string[]; outputs: string[] }>();
  for (const file of await listFiles(path, { depth: 2, enter: isTestDataSet })) {
    const [name = '', folder = ''] = file.split('/').reverse();
    const kind = tensorFile.exec(name)?.[1];
    if (kind === undefined || (folder !== '' && !isTestDataSet(folder))) continue;
    const set = sets.get(folder) ?? { folder: join(path, folder), inputs: [], outputs: [] };
    (kind === 'input' ? set.inputs : set.outputs).push(join(path, file));
    sets.set(folder, set);
  }
  return [...sets.values()];
}

async function* readSets(
  sets: readonly TestDataSet[],
  selection: Selection | undefined,
  inputs: readonly ModelInput[],
  outputs: readonly string[] | undefined,
  fedBack: ReadonlySet<string>,
): AsyncGenerator<Sample> {
  for (const index of selectedIndices(sets.length, selection)) {
    const set = sets[index];
    if (set === undefined) return;
    const feeds = await readFeeds(set, inputs, fedBack);
    const expected = await readExpected(set, outputs);
    yield { index, feeds, ...(expected.size > 0 && { expected }) };
  }
}

interface NamedTensor {
  readonly file: string;
  readonly name: string;
  readonly tensor: DenseTensor;
}

async function readFeeds(
  set: TestDataSet,
  inputs: readonly ModelInput[],
  fedBack: ReadonlySet<string>,
): Promise<ReadonlyMap<string, DenseTensor>> {
  const tensors: NamedTensor[] = [];
  for (const file of set.inputs) tensors.push(await readNamedTensor(file));
  const byName = new Map(tensors.map((each) => [each.name, each]));
  const named =
    tensors.every((each) => inputs.some((input) => input.name === each.name)) && byName.size === tensors.length;
  const feeds = new Map<string, DenseTensor>();
  for (const [position, input] of inputs.entries()) {
    if (fedBack.has(input.name)) continue;
    const found = named ? byName.get(input.name) : tensors[position];
    if (found === undefined) {
      throw userError('data.test-set-inputs', {
        source: set.folder,
        input: input.name,
        count: tensors.length,
      });
    }
    feeds.set(input.name, fitted(found, input));
  }
  return feeds;
}

function fitted({ file, tensor }: NamedTensor, input: ModelInput): DenseTensor {
  if (input.unranked !== true && !fits(input.dims, tensor.dims, 0)) {
    const shapes = { shape: formatDims(tensor.dims), expected: formatDims(input.dims) };
    throw userError('data.shape-mismatch', { array: file, input: input.name, ...shapes });
  }
  const conversion = { array: file, input: input.name, from: tensor.type, to: input.type };
  return { type: input.type, dims: tensor.dims, data: convertElements(tensor.data, conversion) };
}

async function readExpected(
  set: TestDataSet,
  outputs: readonly string[] | undefined,
): Promise<ReadonlyMap<string, DenseTensor>> {
  const expected = new Map<string, DenseTensor>();
  for (const [position, file] of set.outputs.entries()) {
    const { name, tensor } = await readNamedTensor(file);
    const own = name !== '' && outputs?.includes(name) !== false ? name : undefined;
    expected.set(own ?? outputs?.[position] ?? basename(file, '.pb'), tensor);
  }
  return expected;
}

async function readNamedTensor(file: string): Promise<NamedTensor> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw fileError(cause, file);
  });
  try {
    const proto = onnx.TensorProto.decode(bytes);
    return { file, name: proto.name, tensor: readTensor(proto, undefined, file) };
  } catch (cause) {
    throw userError('data.not-tensor', { file, reason: reasonOf(cause) }, { cause });
  }
}
