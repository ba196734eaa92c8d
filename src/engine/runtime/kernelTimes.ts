import path from 'node:path';
import type { Feeds } from '../data/dataset.ts';
import { byteLength } from '../onnx/elementType.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { elementCount } from '../onnx/tensor.ts';
import { type TracedKernel, tracedRuns } from './kernelTrace.ts';
import { markedModel, type PlacedNode } from './markedModel.ts';
import { type KernelEvent, profilerEvents } from './profilerEvents.ts';
import { type RewrittenKernel, RewrittenModel } from './rewrittenModel.ts';
import { withScratchFolder } from './scratchFolder.ts';
import { type Session, type SessionOptions, withSession } from './session.ts';

/** A kernel of the model as it runs when nobody looks. */
export interface KernelTime {
  readonly name: string;
  readonly operator: string;
  /** What the profiler told when it last ran. */
  readonly event: KernelEvent;
  /** What it is in the graph that the runtime made; undefined where that does not have it. */
  readonly rewritten: RewrittenKernel | undefined;
  /** How often it ran in one run of the model. */
  readonly count: number;
  /** Microseconds in one run, without what ran inside it, with what the profiler itself takes. */
  readonly microseconds: number;
  /** Bytes that were read and written in one run, stored ones included. */
  readonly bytes: number;
}

/** All kernels of a model, each run of a kernel in exactly one of them. */
export interface KernelTimes {
  readonly kernels: readonly KernelTime[];
  /** Runs that were looked at. */
  readonly runs: number;
  /** Every node of the model by the position in its mark. */
  readonly nodes: readonly PlacedNode[];
  /** The graph that the runtime made of the model; its file is open only as long as the times are looked at. */
  readonly rewritten: RewrittenModel;
}

export interface KernelTimesOptions extends Pick<SessionOptions, 'threads'> {
  /** Where profiles and rewritten graphs are written; they are deleted again. */
  readonly temporaryFolder: string;
}

/**
 * Loads a model with all optimizations and with the runtime's profiler, lets `run` run it, and hands what its kernels took to
 * `use`, with the graph that the runtime made of the model.
 * @param run gets the number of nodes of the model, and tells which runs, by number, only warmed it up
 * @throws UserError when the model cannot be loaded or run
 */
export async function withKernelTimes<T>(
  model: Model,
  options: KernelTimesOptions,
  run: (session: Session, nodes: number) => Promise<{ readonly warmUps: readonly number[] }>,
  use: (times: KernelTimes) => T | Promise<T>,
): Promise<T> {
  const { temporaryFolder, ...sessionOptions } = options;
  const marked = markedModel(model);
  return withScratchFolder(temporaryFolder, async (folder) => {
    const optimizedModelFile = path.join(folder, 'optimized.onnx');
    const profilePrefix = path.join(folder, 'profile');
    const { warmUps } = await withSession(
      marked.model,
      { ...sessionOptions, optimizedModelFile, profilePrefix },
      (session) => run(session, marked.nodes.length),
    );
    const traced = await tracedRuns(profilerEvents(folder, 'profile'));
    const isWarmUp = new Set(warmUps);
    const counted = traced.filter((_, run) => !isWarmUp.has(run));
    // Where so many kernels ran that the profiler gave up before the first run that counts, one that does not must do.
    const runs = counted.length > 0 ? counted : traced.slice(-1);
    // Weights of bodies are left where the model has them, which is in another folder.
    const optimized = openModel(optimizedModelFile, { structureOnly: true });
    try {
      const rewritten = new RewrittenModel(model, optimized, marked.nodes);
      return await use({ kernels: summarize(runs, rewritten), runs: runs.length, nodes: marked.nodes, rewritten });
    } finally {
      optimized.close();
    }
  });
}

/** Times of a model run a few times, one after the other. @throws UserError when the model cannot be loaded or run */
export async function kernelTimes<T>(
  model: Model,
  feeds: Feeds,
  options: KernelTimesOptions & { readonly runs: number },
  use: (times: KernelTimes) => T | Promise<T>,
): Promise<T> {
  const run = async (session: Session) => {
    for (let index = 0; index <= options.runs; index++) await session.run(feeds, session.outputs.slice(0, 1));
    return { warmUps: [0] };
  };
  return withKernelTimes(model, options, run, use);
}

interface Gathered {
  readonly last: TracedKernel;
  readonly byRun: Float64Array;
  count: number;
  computed: number;
}

function summarize(runs: readonly (readonly TracedKernel[])[], rewritten: RewrittenModel): readonly KernelTime[] {
  const gathered = new Map<string, Gathered>();
  const ofRuns = Float64Array.from(runs, (kernels) => kernels.reduce((sum, { self }) => sum + self, 0));
  runs.forEach((kernels, run) => {
    for (const traced of kernels) {
      const { kernel, within, self } = traced;
      const key = JSON.stringify([...within.map(({ name }) => name), kernel.name, kernel.operator]);
      let found = gathered.get(key);
      if (found === undefined) {
        found = { last: traced, byRun: new Float64Array(runs.length), count: 0, computed: 0 };
        gathered.set(key, found);
      }
      found.byRun[run]! += self;
      found.count++;
      found.computed += kernel.bytes.computed + kernel.bytes.written;
    }
  });
  const steady = [...gathered.values()].map(({ byRun }) => middleMean(byRun));
  // A machine that is busy interrupts most runs, but each kernel only in a few of them, the longer ones in more.
  const interrupted = middleMean(ofRuns) / steady.reduce((sum, each) => sum + each, 0);
  return [...gathered.values()].map(({ last: { kernel, within }, count, computed }, index) => {
    const made = rewritten.find(
      kernel.name,
      within.map(({ name }) => name),
    );
    const each = count / runs.length;
    return {
      ...{ name: kernel.name, operator: kernel.operator, event: kernel, rewritten: made, count: each },
      microseconds: steady[index]! * interrupted,
      bytes: computed / runs.length + each * Math.max(kernel.bytes.stored, storedBytes(made, rewritten)),
    };
  });
}

/** Bytes of stored tensors that a kernel reads: the profiler does not list those that were packed at loading. */
function storedBytes(kernel: RewrittenKernel | undefined, { model }: RewrittenModel): number {
  if (kernel === undefined) return 0;
  const { node, graph } = kernel;
  return node.input.reduce((sum, input) => {
    const header = input === '' ? undefined : model.constantHeader(graph, input);
    return header === undefined ? sum : sum + byteLength(header.type, elementCount(header.dims));
  }, 0);
}

/** The mean of the middle half: as steady as the median, and finer than the whole microseconds that it is made of. */
function middleMean(values: Float64Array): number {
  const sorted = values.toSorted();
  const out = Math.floor(sorted.length / 4);
  const middle = sorted.subarray(out, sorted.length - out);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
