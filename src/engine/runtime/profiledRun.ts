import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Feeds } from '../data/dataset.ts';
import type { ElementType } from '../onnx/elementType.ts';
import type { Model, TensorHeader } from '../onnx/model.ts';
import { withScratchFolder } from './scratchFolder.ts';
import { type SessionOptions, withSession } from './session.ts';

/** One kernel that ran: what the runtime's profiler tells of it. */
export interface KernelRun {
  /** Name of the node, as it is in the graph that ran. */
  readonly name: string;
  readonly operator: string;
  readonly microseconds: number;
  /** The tensors it read and wrote, in order; those left out, and what is no tensor (a sequence), are not listed. */
  readonly inputs: readonly TensorHeader[];
  readonly outputs: readonly TensorHeader[];
}

export interface ProfileOptions extends SessionOptions {
  /** Where the profile is written; it is deleted again. */
  readonly temporaryFolder: string;
  /** Runs with the same inputs, one after the other; 1 unless given. */
  readonly runs?: number;
}

/**
 * Runs a model with the runtime's profiler, once unless told otherwise, and gives the kernels in the order in which they ran,
 * those of subgraphs included. Nothing of the outputs is kept.
 * @throws UserError when the model cannot be loaded or run
 */
export async function profiledRun(
  model: Model | string,
  feeds: Feeds,
  options: ProfileOptions,
): Promise<readonly KernelRun[]> {
  return withScratchFolder(options.temporaryFolder, async (folder) => {
    await withSession(model, { ...options, profilePrefix: path.join(folder, 'profile') }, async (session) => {
      for (let run = 0; run < (options.runs ?? 1); run++) await session.run(feeds, session.outputs.slice(0, 1));
    });
    // Now and then the runtime begins two files and leaves the first one empty.
    const files = await readdir(folder);
    const texts = await Promise.all(files.sort().map((file) => readFile(path.join(folder, file), 'utf8')));
    return texts.flatMap(parseProfile);
  });
}

interface ProfileEvent {
  readonly cat: string;
  readonly name: string;
  readonly dur: number;
  readonly args: {
    readonly op_name?: string;
    readonly input_type_shape?: readonly ProfiledTensor[];
    readonly output_type_shape?: readonly ProfiledTensor[];
  };
}

/** One entry: the type as the key, the shape as the value. */
type ProfiledTensor = Readonly<Record<string, readonly number[]>>;

const kernelSuffix = '_kernel_time';

function parseProfile(text: string): readonly KernelRun[] {
  const runs: KernelRun[] = [];
  for (const line of text.split('\n')) {
    const event = parseEvent(line);
    if (event?.cat !== 'Node' || !event.name.endsWith(kernelSuffix)) continue;
    runs.push({
      name: event.name.slice(0, -kernelSuffix.length),
      operator: event.args.op_name ?? '',
      microseconds: event.dur,
      inputs: headers(event.args.input_type_shape),
      outputs: headers(event.args.output_type_shape),
    });
  }
  return runs;
}

/** An event is a line. The runtime does not escape names, so that a line with quotes in a name is no JSON. */
function parseEvent(line: string): ProfileEvent | undefined {
  try {
    return JSON.parse(line.replace(/,\s*$/, '')) as ProfileEvent;
  } catch {
    return undefined;
  }
}

function headers(tensors: readonly ProfiledTensor[] = []): readonly TensorHeader[] {
  return tensors.flatMap((tensor) =>
    Object.entries(tensor).map(([type, dims]) => ({ type: renamed.get(type) ?? (type as ElementType), dims })),
  );
}

/** The profiler has the names of C++ for two types. */
const renamed: ReadonlyMap<string, ElementType> = new Map([
  ['float', 'float32'],
  ['double', 'float64'],
]);
