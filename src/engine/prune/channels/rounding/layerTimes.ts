import { turns } from '../../../benchmark/turns.ts';
import type { onnx } from '../../../onnx/generated/onnx.js';
import type { Model } from '../../../onnx/model.ts';
import { type Session, withSession } from '../../../runtime/session.ts';
import { bytesRead, isMeasurable, layerModel, type LayerModel, type LayerShape, signatureOf } from './layerModel.ts';

/** Compares what layers take with other sizes; what a test can make up. */
export interface LayerClock {
  /**
   * Milliseconds of some alternatives, each a set of layers, in every round: what else the machine does in a round hits all alike.
   * Undefined where a layer cannot run alone or layers are too large, and when the time is over and the answer is not known.
   */
  compare(alternatives: readonly (readonly LayerShape[])[]): Promise<readonly Float64Array[] | undefined>;
}

export interface LayerTimesOptions {
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  /** Milliseconds that measuring may take altogether. */
  readonly budget: number;
  /** Milliseconds that only rise. */
  readonly clock?: () => number;
}

/** Of one comparison. */
const rounds = { least: 6, most: 15, milliseconds: 400 };
const warmUps = 2;
/** Runs are repeated until a round has taken so many milliseconds: clocks and calls take a few microseconds. */
const leastMilliseconds = 0.2;
const mostRepeats = 50;
/** All layers of a comparison are loaded at once: no more than this may be read by them. */
const mostBytes = 512 * 2 ** 20;

/** A layer that is loaded. */
interface Loaded {
  readonly layer: LayerModel;
  readonly session: Session;
}

/** Times of layers on this machine. Layers of the same sizes are compared once, however often they are asked for. */
export class LayerTimes implements LayerClock {
  private readonly known = new Map<string, readonly Float64Array[]>();
  private readonly origin: onnx.ModelProto;
  private readonly options: LayerTimesOptions;
  private readonly clock: () => number;
  private spent = 0;

  /** @param model the one that the layers are of */
  constructor(model: Pick<Model, 'proto'>, options: LayerTimesOptions) {
    this.origin = model.proto;
    this.options = options;
    this.clock = options.clock ?? (() => performance.now());
  }

  /** Whether there is no time left to measure more. */
  get isOver(): boolean {
    return this.spent >= this.options.budget;
  }

  async compare(alternatives: readonly (readonly LayerShape[])[]): Promise<readonly Float64Array[] | undefined> {
    if (!alternatives.flat().every((layer) => isMeasurable(layer))) return undefined;
    const signatures = alternatives.map((layers) => layers.map((layer) => signatureOf(layer)));
    const key = JSON.stringify(signatures);
    const known = this.known.get(key);
    if (known !== undefined || this.isOver) return known;
    const layers = new Map(
      alternatives.flatMap((each, set) => each.map((layer, at) => [signatures[set]![at]!, layer])),
    );
    if (sum([...layers.values()].map((layer) => bytesRead(layer))) > mostBytes) return undefined;
    const start = this.clock();
    const times = await this.measure(layers);
    this.spent += this.clock() - start;
    const found = signatures.map((each) => sumOf(each.map((signature) => times.get(signature)!)));
    this.known.set(key, found);
    return found;
  }

  /** Milliseconds of each layer in every round, by its signature. */
  private async measure(layers: ReadonlyMap<string, LayerShape>): Promise<ReadonlyMap<string, Float64Array>> {
    const models = [...layers.values()].map((layer) => layerModel(layer, this.origin));
    const times = await this.withLoaded(models, [], (loaded) => this.inTurns(loaded));
    return new Map([...layers.keys()].map((signature, place) => [signature, times[place]!]));
  }

  /** Opens a session after the other, hands all of them over, and releases them. */
  private async withLoaded<T>(
    models: readonly LayerModel[],
    loaded: readonly Loaded[],
    use: (loaded: readonly Loaded[]) => Promise<T>,
  ): Promise<T> {
    const layer = models[loaded.length];
    if (layer === undefined) return use(loaded);
    const { threads } = this.options;
    return withSession(layer.model, threads === undefined ? {} : { threads }, (session) =>
      this.withLoaded(models, [...loaded, { layer, session }], use),
    );
  }

  private async inTurns(loaded: readonly Loaded[]): Promise<readonly Float64Array[]> {
    const repeats: number[] = [];
    for (const each of loaded) {
      const milliseconds = await this.timed(each, warmUps);
      repeats.push(Math.min(mostRepeats, Math.max(1, Math.ceil(leastMilliseconds / milliseconds))));
    }
    const times = loaded.map((): number[] => []);
    const start = this.clock();
    for (let round = 0; round < rounds.most; round++) {
      if (round >= rounds.least && this.clock() - start > rounds.milliseconds) break;
      for (const place of turns(loaded.length, round)) {
        times[place]!.push(await this.timed(loaded[place]!, repeats[place]!));
      }
    }
    return times.map((each) => Float64Array.from(each));
  }

  /** Milliseconds of one run, the mean of so many. */
  private async timed({ session, layer }: Loaded, runs: number): Promise<number> {
    this.options.signal.throwIfAborted();
    const start = this.clock();
    for (let run = 0; run < runs; run++) await session.run(layer.feeds);
    return Math.max(1e-6, (this.clock() - start) / runs);
  }
}

/** Sums of several layers, round by round. */
function sumOf(times: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(times[0]?.length ?? 0);
  for (const each of times) each.forEach((milliseconds, round) => (sum[round]! += milliseconds));
  return sum;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
