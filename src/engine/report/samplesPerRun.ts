import { batch } from '../data/batch.ts';
import type { Dataset, Sample } from '../data/dataset.ts';
import type { Outputs } from '../data/metrics/metric.ts';
import { numbersOf } from '../data/metrics/numbers.ts';
import type { ModelInput } from '../data/modelInputs.ts';
import { bytesOf, type DenseTensor } from '../onnx/tensor.ts';
import type { Session } from '../runtime/session.ts';
import { UserError } from '../../protocol/userError.ts';

/** Inputs of one run are joined up to this many bytes: larger samples keep the processor busy one by one. */
const joinedBytes = 256 * 1024;
const mostJoined = 32;
/** How far, relative to the largest value of an output, rows may differ by the order of float sums alone. */
const tolerance = 1e-4;

/**
 * How many samples may share a run, see `batch`: more than one only where the models give for each sample what they give for it
 * alone. This is tried, not assumed: the first joined run is compared with its samples run one by one in every session. Models
 * that look across the rows of a batch, such as those which measure the range of their activations as they run, thus get
 * samples one by one.
 */
export async function samplesPerRun(
  dataset: Dataset,
  sessions: readonly Session[],
  inputs: readonly ModelInput[],
): Promise<number> {
  const [first] = await take(dataset, 1);
  const size = first === undefined ? 1 : fitting(first);
  const joined = batch(dataset, size, inputs);
  if (joined === dataset) return 1;
  const alone = await take(dataset, size);
  const [together] = await take(joined, 1);
  if (together === undefined) return 1;
  for (const session of sessions) if (!(await givesTheSame(session, alone, together))) return 1;
  return size;
}

function fitting(sample: Sample): number {
  let bytes = 1;
  for (const { data } of sample.feeds.values()) {
    if (!('BYTES_PER_ELEMENT' in data)) return 1;
    bytes += bytesOf(data).byteLength;
  }
  return Math.min(mostJoined, Math.max(1, Math.floor(joinedBytes / bytes)));
}

async function take(dataset: Dataset, count: number): Promise<readonly Sample[]> {
  const taken: Sample[] = [];
  for await (const sample of dataset.samples({ end: Math.min(count, dataset.size) })) taken.push(sample);
  return taken;
}

async function givesTheSame(session: Session, alone: readonly Sample[], together: Sample): Promise<boolean> {
  try {
    const joined = await session.run(together.feeds);
    const single: Outputs[] = [];
    for (const sample of alone) single.push(await session.run(sample.feeds));
    return [...joined].every(([name, tensor]) => isJoinOf(tensor, single, name));
  } catch (cause) {
    // A shape inside the model that holds for one sample only: the runs that follow will say what else is wrong.
    if (cause instanceof UserError) return false;
    throw cause;
  }
}

/** Whether a tensor holds, one after the other, what each sample alone gave. */
function isJoinOf(tensor: DenseTensor, single: readonly Outputs[], name: string): boolean {
  const values = numbersOf(tensor);
  if (values === undefined) return false;
  let largest = 0;
  let difference = 0;
  let at = 0;
  let rows = 0;
  for (const outputs of single) {
    const part = outputs.get(name);
    const expected = part && numbersOf(part);
    if (part === undefined || expected === undefined || part.dims.slice(1).join() !== tensor.dims.slice(1).join()) {
      return false;
    }
    for (const [index, value] of Array.from(expected).entries()) {
      largest = Math.max(largest, Math.abs(value));
      difference = Math.max(difference, Math.abs(value - (values[at + index] ?? Number.NaN)));
    }
    at += expected.length;
    rows += part.dims[0] ?? Number.NaN;
  }
  return rows === tensor.dims[0] && difference <= tolerance * largest;
}
