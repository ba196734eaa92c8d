import { turns } from '../../../benchmark/turns.ts';
import { quantile } from '../../../benchmark/quantile.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import type { Model } from '../../../onnx/model.ts';
import { type Session, withSession } from '../../../runtime/session.ts';
import { isMeasurable, layerModel, type LayerModel, type LayerShape, signatureOf } from './layerModel.ts';

/** Milliseconds that measuring layers of one model may take altogether. */
const budget = 15_000;

/** Times of the layers of a model on this machine. */
export function measuredLayers(
  model: Model,
  { threads, signal }: Pick<LayerTimesOptions, 'threads' | 'signal'>,
): LayerTimes {
  return new LayerTimes(model.proto, { threads, signal, budget });
}

/** How long layers of certain sizes take; what a test can make up. */
export interface LayerClock {
  /**
   * Milliseconds of each layer alone, all measured in turns; undefined for those that cannot run alone, and for all that are not known
   * yet when the time is over.
   */
  milliseconds(layers: readonly LayerShape[]): Promise<readonly (number | undefined)[]>;
}

export interface LayerTimesOptions {
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  /** Milliseconds that measuring may take altogether. */
  readonly budget: number;
}

/** Of each layer: enough that its quickest runs were not disturbed. */
const rounds = 12;
const warmUps = 2;
/** Runs are repeated until a round has taken so many milliseconds: clocks and calls take a few microseconds. */
const leastMilliseconds = 0.2;
/** The lower quarter: what else the machine does only makes runs longer. */
const share = 0.25;

/** Times of layers on this machine. A layer of known sizes is measured once, however often it is asked for. */
export class LayerTimes implements LayerClock {
  private readonly known = new Map<string, number>();
  private readonly origin: onnx.ModelProto;
  private readonly options: LayerTimesOptions;
  private spent = 0;

  /** @param origin the model that the layers are of */
  constructor(origin: onnx.ModelProto, options: LayerTimesOptions) {
    this.origin = origin;
    this.options = options;
  }

  /** Whether there is no time left to measure more. */
  get isOver(): boolean {
    return this.spent >= this.options.budget;
  }

  async milliseconds(layers: readonly LayerShape[]): Promise<readonly (number | undefined)[]> {
    const signatures = layers.map((layer) => (isMeasurable(layer) ? signatureOf(layer) : undefined));
    const missing = new Map<string, LayerShape>();
    signatures.forEach((signature, index) => {
      if (signature !== undefined && !this.known.has(signature)) missing.set(signature, layers[index]!);
    });
    if (missing.size > 0 && !this.isOver) {
      const start = performance.now();
      await this.measure(missing);
      this.spent += performance.now() - start;
    }
    return signatures.map((signature) => (signature === undefined ? undefined : this.known.get(signature)));
  }

  private async measure(layers: ReadonlyMap<string, LayerShape>): Promise<void> {
    const models = [...layers.values()].map((layer) => layerModel(layer, this.origin));
    const times = await withSessions(models, this.options.threads, [], (sessions) => this.inTurns(models, sessions));
    [...layers.keys()].forEach((signature, index) => this.known.set(signature, times[index]!));
  }

  private async inTurns(models: readonly LayerModel[], sessions: readonly Session[]): Promise<readonly number[]> {
    const repeats = await this.warmUp(models, sessions);
    const times = sessions.map(() => new Float64Array(rounds));
    for (let round = 0; round < rounds; round++) {
      for (const place of turns(sessions.length, round)) {
        this.options.signal.throwIfAborted();
        times[place]![round] = await timed(sessions[place]!, models[place]!, repeats[place]!);
      }
    }
    return times.map((each) => quantile(each.sort(), share));
  }

  /** How often each layer has to run for a time that can be told. */
  private async warmUp(models: readonly LayerModel[], sessions: readonly Session[]): Promise<readonly number[]> {
    const repeats: number[] = [];
    for (const [index, session] of sessions.entries()) {
      const first = await timed(session, models[index]!, warmUps);
      repeats.push(Math.min(50, Math.max(1, Math.ceil(leastMilliseconds / Math.max(first, 1e-3)))));
    }
    return repeats;
  }
}

/** Milliseconds of one run, the mean of so many. */
async function timed(session: Session, { feeds }: LayerModel, runs: number): Promise<number> {
  const start = performance.now();
  for (let run = 0; run < runs; run++) await session.run(feeds);
  return (performance.now() - start) / runs;
}

/** Opens a session after the other, hands all of them over, and releases them. */
async function withSessions<T>(
  models: readonly LayerModel[],
  threads: number | undefined,
  opened: readonly Session[],
  use: (sessions: readonly Session[]) => Promise<T>,
): Promise<T> {
  const next = models[opened.length];
  if (next === undefined) return use(opened);
  return withSession(next.model, threads === undefined ? {} : { threads }, (session) =>
    withSessions(models, threads, [...opened, session], use),
  );
}
