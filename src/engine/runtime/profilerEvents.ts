import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ElementType } from '../onnx/elementType.ts';
import type { TensorHeader } from '../onnx/model.ts';

/** What the runtime's profiler noted when something ended: a kernel, the kernels of a graph or body, or a whole run. */
export type ProfilerEvent = KernelEvent | ContainerEvent;

/** The kernels of one graph or body, once through; or a run of the model. */
export interface ContainerEvent {
  readonly kind: 'graph' | 'run';
  readonly start: number;
  readonly microseconds: number;
}

/** One kernel that ran. */
export interface KernelEvent {
  readonly kind: 'kernel';
  /** Name of the node, as it is in the graph that ran. */
  readonly name: string;
  readonly operator: string;
  /** Whole microseconds, rounded down, like all times of the profiler. */
  readonly start: number;
  readonly microseconds: number;
  /** The tensors it read and wrote, in order; those left out, and what is no tensor (a sequence), are not listed. */
  readonly inputs: readonly TensorHeader[];
  readonly outputs: readonly TensorHeader[];
  /** Bytes of what it read that was computed, of what it read that is stored (unless packed at loading), and of what it wrote. */
  readonly bytes: { readonly computed: number; readonly stored: number; readonly written: number };
}

/**
 * The events in the files of a profile, in the order in which they ended. Files are read a line at a time: a model of many
 * kernels writes hundreds of megabytes.
 */
export async function* profilerEvents(folder: string, prefix: string): AsyncIterable<ProfilerEvent> {
  // Now and then the runtime begins two files and leaves the first one empty.
  const files = (await readdir(folder)).filter((file) => file.startsWith(prefix)).sort();
  for (const file of files) {
    const lines = createInterface({ input: createReadStream(path.join(folder, file), 'utf8'), crlfDelay: Infinity });
    for await (const line of lines) {
      const event = eventOf(line);
      if (event !== undefined) yield event;
    }
  }
}

interface WrittenEvent {
  readonly cat: string;
  readonly name: string;
  readonly ts: number;
  readonly dur: number;
  readonly args: {
    readonly op_name?: string;
    readonly input_type_shape?: readonly WrittenTensor[];
    readonly output_type_shape?: readonly WrittenTensor[];
    readonly activation_size?: string;
    readonly parameter_size?: string;
    readonly output_size?: string;
  };
}

/** One entry: the type as the key, the shape as the value. */
type WrittenTensor = Readonly<Record<string, readonly number[]>>;

const kernelSuffix = '_kernel_time';
const graphEvent = 'SequentialExecutor::Execute';
const runEvent = 'model_run';

function eventOf(line: string): ProfilerEvent | undefined {
  const event = parse(line);
  if (event === undefined) return undefined;
  const { cat, name, ts: start, dur: microseconds, args } = event;
  if (name === graphEvent) return { kind: 'graph', start, microseconds };
  if (name === runEvent) return { kind: 'run', start, microseconds };
  if (cat !== 'Node' || !name.endsWith(kernelSuffix)) return undefined;
  return {
    ...{ kind: 'kernel', name: name.slice(0, -kernelSuffix.length), operator: args.op_name ?? '', start, microseconds },
    inputs: headers(args.input_type_shape),
    outputs: headers(args.output_type_shape),
    bytes: {
      computed: Number(args.activation_size ?? 0),
      stored: Number(args.parameter_size ?? 0),
      written: Number(args.output_size ?? 0),
    },
  };
}

/** An event is a line. The runtime does not escape names, so that a line with quotes in a name is no JSON. */
function parse(line: string): WrittenEvent | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line.replace(/,\s*$/, '')) as WrittenEvent;
  } catch {
    return undefined;
  }
}

function headers(tensors: readonly WrittenTensor[] = []): readonly TensorHeader[] {
  return tensors.flatMap((tensor) =>
    Object.entries(tensor).map(([type, dims]) => ({ type: renamed.get(type) ?? (type as ElementType), dims })),
  );
}

/** The profiler has the names of C++ for two types. */
const renamed: ReadonlyMap<string, ElementType> = new Map([
  ['float', 'float32'],
  ['double', 'float64'],
]);
