import type { Feeds } from '../../data/dataset.ts';
import type { Outputs } from '../../data/metrics/metric.ts';
import type { Model } from '../../onnx/model.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { type Session, type SessionOptions, withSession } from '../../runtime/session.ts';
import { type ActivationCache, release } from './activationCache.ts';
import type { Segment } from './segments.ts';
import { isSame } from './tensorBytes.ts';

/** A session, what it writes, and what running it costs. */
export interface LoadedPart {
  /** Undefined for a part that gives nothing that anybody reads. */
  readonly session: Session | undefined;
  readonly nodes: number;
  readonly loadSeconds: number;
}

export interface LoadedSegment extends Segment, LoadedPart {}

/** What was run: nodes of all sessions, each time they ran. */
export interface NodeRuns {
  count: number;
}

/** One run of a chain: its number, the inputs, and what stops it between sessions. */
export interface ChainRun {
  readonly run: number;
  readonly feeds: Feeds;
  readonly signal: AbortSignal;
  readonly nodeRuns: NodeRuns;
}

/** Loads a part, hands it to `use`, and lets go of it in any case. */
export async function withPart<T>(
  model: Model,
  outputs: readonly string[],
  options: SessionOptions,
  use: (part: LoadedPart) => Promise<T>,
): Promise<T> {
  const nodes = model.graph.nodeCount;
  if (outputs.length === 0) return use({ session: undefined, nodes, loadSeconds: 0 });
  const start = performance.now();
  return withSession(model, options, (session) =>
    use({ session, nodes, loadSeconds: (performance.now() - start) / 1000 }),
  );
}

/** Loads all segments, each as `modelOf` says, hands them to `use`, and lets go of them in any case. */
export async function withSegments<T>(
  segments: readonly Segment[],
  modelOf: (segment: Segment) => Model,
  options: SessionOptions,
  use: (loaded: readonly LoadedSegment[]) => Promise<T>,
): Promise<T> {
  const loaded: LoadedSegment[] = [];
  const next = (): Promise<T> => {
    const segment = segments[loaded.length];
    if (segment === undefined) return use(loaded);
    return withPart(modelOf(segment), segment.outputs, options, (part) => {
      loaded.push({ ...segment, ...part });
      return next();
    });
  };
  return next();
}

/** Runs one session of a chain. */
export async function runPart(
  { session, nodes }: LoadedPart,
  { feeds, signal, nodeRuns }: Omit<ChainRun, 'run'>,
): Promise<Outputs> {
  signal.throwIfAborted();
  if (session === undefined) return new Map();
  nodeRuns.count += nodes;
  return session.run(feeds);
}

/** A segment to be run in place of the one at `place`. */
export interface Variant {
  readonly place: number;
  readonly part: LoadedPart;
}

/**
 * The segments of a base model one after the other, with what is kept of its runs: with another session in place of one
 * segment, only what that changes is computed again.
 */
export class SegmentChain {
  private readonly segments: readonly LoadedSegment[];
  private readonly cache: ActivationCache;
  /** The segments before which everything that is alive is kept. */
  private readonly starts: ReadonlySet<number>;

  constructor(segments: readonly LoadedSegment[], cache: ActivationCache, starts: ReadonlySet<number>) {
    this.segments = segments;
    this.cache = cache;
    this.starts = starts;
  }

  /** The segment at which a run begins in which segment `place` is another. */
  startOf(place: number): number {
    let start = place;
    while (start > 0 && !this.starts.has(start)) start--;
    return start;
  }

  /** The outputs named, in a run of the base model, with or without a variant. They are handed to `use` and then freed. */
  async run<T>(
    context: ChainRun,
    variant: Variant | undefined,
    names: readonly string[],
    use: (outputs: Outputs) => Promise<T>,
  ): Promise<T> {
    const place = variant?.place ?? this.segments.length;
    const computed = new Map<string, DenseTensor>();
    const changed = new Set<string>();
    const valueOf = (name: string): DenseTensor | undefined =>
      computed.get(name) ?? context.feeds.get(name) ?? this.cache.get(context.run, name);
    const kept = (name: string): boolean => this.cache.get(context.run, name) !== undefined;
    try {
      for (let index = this.startOf(place); index < this.segments.length; index++) {
        const segment = this.segments[index]!;
        const affected = index === place || segment.inputs.some((name) => changed.has(name));
        if (!affected && segment.outputs.every(kept)) continue;
        const part = index === place && variant !== undefined ? variant.part : segment;
        const given = await runPart(part, { ...context, feeds: feedsOf(segment.inputs, valueOf) });
        this.take(context.run, given, affected, computed, changed);
      }
      const outputs = names.flatMap((name): (readonly [string, DenseTensor])[] => {
        const value = valueOf(name);
        return value === undefined ? [] : [[name, value]];
      });
      return await use(new Map(outputs));
    } finally {
      for (const tensor of computed.values()) release(tensor);
    }
  }

  /** Notes what a segment gave; what is as it is kept counts as unchanged. */
  private take(
    run: number,
    given: Outputs,
    affected: boolean,
    computed: Map<string, DenseTensor>,
    changed: Set<string>,
  ): void {
    for (const [name, tensor] of given) {
      const base = this.cache.get(run, name);
      if (base !== undefined && (!affected || isSame(base, tensor))) {
        release(tensor);
        continue;
      }
      computed.set(name, tensor);
      if (affected) changed.add(name);
    }
  }
}

function feedsOf(names: readonly string[], valueOf: (name: string) => DenseTensor | undefined): Feeds {
  return new Map(
    names.flatMap((name) => {
      const value = valueOf(name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
