import './noTelemetry.ts';
import path from 'node:path';
import ort from 'onnxruntime-node';
import type { Feeds } from '../data/dataset.ts';
import type { ElementType } from '../onnx/elementType.ts';
import { giveDistinctNames } from '../onnx/distinctNames.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { sessionImage } from '../onnx/sessionImage.ts';
import type { DenseTensor } from '../onnx/tensor.ts';
import { userError } from '../../protocol/userError.ts';
import { requireProvider } from './executionProviders.ts';
import { physicalCores } from './machine.ts';
import { loadError, runError } from './runtimeError.ts';

export interface SessionOptions {
  /** onnxruntime's name of where the model runs; `cpu` unless given. */
  readonly provider?: string;
  /** Whether nodes that the provider does not have may run on the CPU; they do unless told otherwise. */
  readonly fallback?: boolean;
  /** Threads inside one operator: the physical cores unless given. Never left to the runtime, which oversubscribes busy machines. */
  readonly threads?: number;
  /** How far the runtime rewrites the graph; `all` unless given. */
  readonly optimization?: 'disabled' | 'basic' | 'extended' | 'layout' | 'all';
  /** Whether threads spin while they wait: faster runs for a busy processor. Off unless given. */
  readonly spinning?: boolean;
  /**
   * Computes with the quantized weights as they are, in float. Otherwise `all` turns weight-only 8-bit products into
   * kernels that round the activations to 8 bits too.
   */
  readonly exactQuantizedWeights?: boolean;
  /** Whether freed activations are kept for the next run; on unless given. */
  readonly arena?: boolean;
  /** File to which the runtime writes the graph as it rewrote it; the weights go to a data file beside it. */
  readonly optimizedModelFile?: string;
  /** Start of the name of the file to which a profile is written until the session is released. */
  readonly profilePrefix?: string;
}

const quiet: ort.InferenceSession.RunOptions = { logSeverityLevel: 4 };

/** A model that is loaded into the runtime. Get one by {@link withSession}, which also lets go of it. */
export class Session {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Element types of the outputs that are tensors, declared or inferred. */
  readonly outputTypes: ReadonlyMap<string, ElementType>;
  private readonly file: string;
  private readonly native: ort.InferenceSession;
  private readonly profiled: boolean;
  private released = false;

  constructor(native: ort.InferenceSession, file: string, profiled: boolean) {
    this.native = native;
    this.file = file;
    this.profiled = profiled;
    this.inputs = native.inputNames;
    this.outputs = native.outputNames;
    this.outputTypes = new Map(
      native.outputMetadata.flatMap((output) => (output.isTensor ? [[output.name, output.type] as const] : [])),
    );
  }

  /**
   * Runs the model once and gives the outputs named by `fetches`, or all. Blocks this thread for the length of the run.
   * @throws UserError naming the file, and the input or node at fault, when an input is missing or has a wrong type or
   * shape, or when a node fails
   */
  async run(feeds: Feeds, fetches: readonly string[] = this.outputs): Promise<ReadonlyMap<string, DenseTensor>> {
    // A defect of the caller, which must not look like one of the model.
    if (this.released) throw new Error(`the session of ${this.file} was released`);
    const nativeFeeds: Record<string, ort.Tensor> = {};
    for (const name of this.inputs) {
      const tensor = feeds.get(name);
      if (tensor === undefined) {
        throw userError('runtime.input-missing', { file: this.file, input: name, given: [...feeds.keys()].join(', ') });
      }
      nativeFeeds[name] = toNative(tensor, name, this.file);
    }
    const results = new Map<string, DenseTensor>();
    if (fetches.length === 0) return results;
    let values: ort.InferenceSession.ReturnType;
    try {
      values = await this.native.run(nativeFeeds, fetches, quiet);
    } catch (cause) {
      throw runError(cause, this.file);
    }
    for (const name of fetches) {
      const value = values[name];
      if (value !== undefined) results.set(name, fromNative(value));
    }
    return results;
  }

  /** Frees the native memory; the session cannot be run any more. */
  async release(): Promise<void> {
    if (this.released) return;
    this.released = true;
    if (this.profiled) this.native.endProfiling();
    await this.native.release();
  }
}

/**
 * Loads a model, an open one (edited or not, its weights are not copied) or one in a file, hands the session to `use`, and
 * releases it in any case.
 * @throws UserError naming the file, and the node where the runtime names one, when the model cannot be loaded
 */
export async function withSession<T>(
  from: Model | string,
  options: SessionOptions,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const file = typeof from === 'string' ? from : from.file;
  const session = new Session(await load(from, options, file), file, options.profilePrefix !== undefined);
  try {
    return await use(session);
  } finally {
    await session.release();
  }
}

async function load(from: Model | string, options: SessionOptions, file: string): Promise<ort.InferenceSession> {
  requireProvider(options.provider);
  try {
    if (typeof from === 'string') return await ort.InferenceSession.create(from, nativeOptions(options, undefined));
    const { bytes, folder } = sessionImage(from);
    return await ort.InferenceSession.create(bytes, nativeOptions(options, folder));
  } catch (cause) {
    if (isDoubledName(cause)) return loadWithDistinctNames(from, options, file);
    throw loadError(cause, file, options.provider);
  }
}

/** The runtime refuses graphs in which two nodes have one name, which other tools write and read. */
function isDoubledName(cause: unknown): boolean {
  return cause instanceof Error && cause.message.includes('two nodes with same node name');
}

async function loadWithDistinctNames(
  from: Model | string,
  options: SessionOptions,
  file: string,
): Promise<ort.InferenceSession> {
  const model = typeof from === 'string' ? openModel(from) : from.clone();
  try {
    giveDistinctNames(model);
    const { bytes, folder } = sessionImage(model);
    return await ort.InferenceSession.create(bytes, nativeOptions(options, folder));
  } catch (cause) {
    throw loadError(cause, file, options.provider);
  } finally {
    if (typeof from === 'string') model.close();
  }
}

function nativeOptions(options: SessionOptions, folder: string | undefined): ort.InferenceSession.SessionOptions {
  const session: Record<string, string | object> = {
    intra_op: { allow_spinning: options.spinning === true ? '1' : '0' },
  };
  if (options.fallback === false) session['disable_cpu_ep_fallback'] = '1';
  if (options.exactQuantizedWeights === true) session['disable_quant_qdq'] = '1';
  if (options.optimizedModelFile !== undefined) {
    session['optimized_model_external_initializers_file_name'] = `${path.basename(options.optimizedModelFile)}.data`;
    session['optimized_model_external_initializers_min_size_in_bytes'] = '1024';
  }
  if (folder !== undefined) session['model_external_initializers_file_folder_path'] = folder;
  return {
    executionProviders: [options.provider ?? 'cpu'],
    intraOpNumThreads: options.threads ?? physicalCores(),
    interOpNumThreads: 1,
    graphOptimizationLevel: options.optimization ?? 'all',
    enableCpuMemArena: options.arena ?? true,
    // Failures become errors; the runtime need not write them to the terminal as well.
    logSeverityLevel: 4,
    ...(options.optimizedModelFile !== undefined && { optimizedModelFilePath: options.optimizedModelFile }),
    ...(options.profilePrefix !== undefined && { enableProfiling: true, profileFilePrefix: options.profilePrefix }),
    extra: { session },
  };
}

function toNative(tensor: DenseTensor, name: string, file: string): ort.Tensor {
  try {
    return new ort.Tensor(tensor.type as ort.Tensor.Type, tensor.data, tensor.dims);
  } catch (cause) {
    throw userError('runtime.input-type', { file, input: name, type: tensor.type }, { cause });
  }
}

/** Newer versions of Node have an array type for half-precision numbers; here they are their bits in any version. */
function fromNative(tensor: ort.Tensor): DenseTensor {
  const { type, dims, data } = tensor;
  if (type !== 'float16') return { type, dims, data: data };
  const { buffer, byteOffset, byteLength } = data as Uint16Array;
  return { type, dims, data: new Uint16Array(buffer, byteOffset, byteLength / Uint16Array.BYTES_PER_ELEMENT) };
}
