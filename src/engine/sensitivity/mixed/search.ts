import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { MixedOptions } from '../../../protocol/options/mixed.ts';
import type { QuantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import type { MixedFront } from '../../../protocol/result/mixed.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import type { PassContext } from '../../recipe/context.ts';
import { nodeTimes } from '../../profile/nodeTimes.ts';
import type { StaticScheme } from '../scheme/staticScheme.ts';
import { type EvaluationInput, type Evaluator, withEvaluator } from './evaluator.ts';
import { betterObservers, singleScaleWeights, withObservers, withScalesPerChannel } from './improvements.ts';
import { measureNoise } from './layerNoise.ts';
import { type LayerNoise, NoiseModel } from './noiseModel.ts';
import { keeping, type Promotion, Promoter } from './promotions.ts';
import { TimeModel } from './timeModel.ts';
import { type Made, Trail } from './trail.ts';

export interface SearchInput {
  /** Everything on integers that can be: where the search starts. */
  readonly scheme: StaticScheme;
  /** Samples that layers may be measured on. */
  readonly calibration: Dataset;
  readonly evaluation: EvaluationInput;
  /** Bytes of the original. */
  readonly floatBytes: number;
  readonly search: MixedOptions;
  readonly context: PassContext;
}

/** Of the noise that is left, a step takes away so much at least, if it takes several layers. */
const stepShare = 0.25;
/** Improvement of the outputs in dB that is none. */
const sameDecibels = 0.1;
/** Of the time for the whole search, what may be spent on measuring layers. */
const measuringShare = 0.4;
/** Of the noise that all layers in float take away, a layer that brings back so much is needed. */
const hopeless = 0.5;
/** Layers named in the description of a step. */
const named = 3;

/**
 * Searches for models between the float one and the one that is quantized as a whole. First what costs nothing at run time:
 * other observers, a scale for each channel. Then layers become float, those first that take away most noise at the outputs
 * for their milliseconds. Every model on the way is made, evaluated and timed as a whole; what does not pay is undone. When
 * the floor is met, layers that turn out not to be needed become integer again.
 * @throws UserError where the model or the data fails, or does not allow what the floor asks for
 */
export async function searchMixed(input: SearchInput): Promise<MixedFront> {
  return withEvaluator(input.evaluation, async (evaluator) => {
    const start = performance.now();
    const first = await evaluator.measure(input.scheme, input.scheme.options, (fraction) => {
      input.context.progress(
        message('mixed.trying', { model: 1, models: input.search.steps }),
        fraction / input.search.steps,
      );
    });
    const trail = new Trail(first, input.floatBytes, input.search);
    return new Search(input, evaluator, trail, start).run(trail.add(first, message('mixed.start', {})));
  });
}

/** Where making layers float led to. */
interface Promoted {
  readonly made: Made;
  readonly nodes: readonly NodeId[];
  readonly promoter: Promoter;
}

class Search {
  private readonly input: SearchInput;
  private readonly evaluator: Evaluator;
  private readonly trail: Trail;
  private readonly start: number;
  private readonly end: number;

  constructor(input: SearchInput, evaluator: Evaluator, trail: Trail, start: number) {
    this.input = input;
    this.evaluator = evaluator;
    this.trail = trail;
    this.start = start;
    this.end = start + (input.search.searchSeconds ?? Number.POSITIVE_INFINITY) * 1000;
  }

  async run(first: Made): Promise<MixedFront> {
    this.tell();
    const scaled = this.isDone(first) ? first : await this.scalePerChannel(first);
    if (!this.isDone(scaled)) {
      const { made, measured } = await this.improveObservers(scaled, await this.noiseOf(scaled.scheme));
      if (!this.isDone(made)) await this.takeBack(made, await this.promote(made, measured));
    }
    return this.trail.front();
  }

  /** A scale for each channel costs nothing when the model runs; kept only where the whole model is better for it. */
  private async scalePerChannel(before: Made): Promise<Made> {
    const weights = singleScaleWeights(before.scheme);
    if (weights.length === 0) return before;
    const change = message('mixed.per-channel', { weights: weights.length });
    const after = await this.make(withScalesPerChannel(before.options, weights), change);
    return this.pays(before, after) ? after : before;
  }

  /** Nor do other observers. */
  private async improveObservers(before: Made, measured: readonly LayerNoise[]) {
    const noise = new NoiseModel(before.scheme.plan, measured);
    const { calibration } = this.input;
    const observers = await betterObservers(before.scheme, noise, measured, calibration, this.noiseOptions());
    if (observers.size === 0) return { made: before, measured };
    const tensors = listed([...observers].map(([tensor, observer]) => `${tensor} (${observer})`));
    const after = await this.make(withObservers(before.options, observers), message('mixed.observers', { tensors }));
    if (!this.pays(before, after)) return { made: before, measured };
    return { made: after, measured: this.isDone(after) ? measured : await this.noiseOf(after.scheme) };
  }

  /** Makes layers float, best first, until the floor is met, a limit is passed, or nothing is left that pays. */
  private async promote(first: Made, measured: readonly LayerNoise[]): Promise<Promoted> {
    let made = first;
    const nodes = new Set<NodeId>();
    const promoter = await this.promoter(made.scheme, measured);
    const skipped = new Set<string>();
    let single = false;
    /** A layer that alone did not pay, perhaps because another one hides its effect. */
    let tried: { readonly made: Made; readonly promotion: Promotion } | undefined;
    while (!this.isDone(made)) {
      const base: Made = tried?.made ?? made;
      const isOut = ({ key }: Promotion): boolean => skipped.has(key);
      const chosen = promoter.next(base.options, isOut, single ? 0 : stepShare);
      const next = chosen.length === 0 ? undefined : await this.promoted(base, chosen);
      const pays = next !== undefined && this.pays(made, next);
      if (pays && this.trail.isWithinLimits(next)) {
        for (const each of [...(tried === undefined ? [] : [tried.promotion]), ...chosen]) {
          for (const node of each.nodes) nodes.add(node);
        }
        [made, tried, single] = [next, undefined, false];
      } else if (chosen.length > 1) {
        single = true;
      } else if (next !== undefined && !pays && tried === undefined) {
        tried = { made: next, promotion: chosen[0]! };
      } else {
        const key = tried?.promotion.key ?? chosen[0]?.key;
        if (key === undefined) break;
        skipped.add(key);
        [tried, single] = [undefined, false];
      }
    }
    return { made, nodes: [...nodes], promoter };
  }

  /** Takes layers back to integer that are not needed for the floor, those first that are expected to do least harm. */
  private async takeBack(before: Made, { made, nodes, promoter }: Promoted): Promise<void> {
    if (!this.trail.meetsFloor(made)) return;
    const without = (node: NodeId, all: readonly NodeId[]): QuantizeStaticOptions =>
      keeping(
        before.options,
        all.filter((each) => each !== node),
      );
    const noiseOf = (options: QuantizeStaticOptions): number => promoter.forecast(options).noise;
    const [most, least] = [noiseOf(before.options), noiseOf(made.options)];
    const harm = new Map(nodes.map((node) => [node, (noiseOf(without(node, nodes)) - least) / (most - least)]));
    let kept = nodes;
    for (const node of nodes.toSorted((a, b) => harm.get(a)! - harm.get(b)!)) {
      if (harm.get(node)! > hopeless) return;
      if (!this.mayGoOn()) return;
      const options = without(node, kept);
      const layers = this.namesOf([node]);
      const fewer = this.trail.find(options) ?? (await this.make(options, message('mixed.taken-back', { layers })));
      if (this.trail.meetsFloor(fewer)) kept = kept.filter((each) => each !== node);
    }
  }

  private promoted(base: Made, promotions: readonly Promotion[]): Promise<Made> {
    const nodes = promotions.flatMap((each) => each.nodes);
    return this.make(keeping(base.options, nodes), message('mixed.promoted', { layers: this.namesOf(nodes) }));
  }

  private async promoter(scheme: StaticScheme, measured: readonly LayerNoise[]): Promise<Promoter> {
    const { evaluation, context } = this.input;
    const { temporaryFolder, threads } = context;
    this.tellStage(message('mixed.timing-layers', {}), 0);
    const options = { temporaryFolder, ...(threads !== undefined && { threads }) };
    const quantized = scheme.quantized();
    const time = new TimeModel({
      ...{ float: scheme.float, types: scheme.types, quantized },
      floatTimes: await nodeTimes(scheme.float, evaluation.feeds, options),
      quantizedTimes: await nodeTimes(quantized, evaluation.feeds, options),
    });
    return new Promoter(scheme, new NoiseModel(scheme.plan, measured), time);
  }

  private noiseOf(scheme: StaticScheme): Promise<readonly LayerNoise[]> {
    return measureNoise(scheme, scheme.layers, this.input.calibration, this.noiseOptions());
  }

  private noiseOptions() {
    const { threads, signal } = this.input.context;
    const deadline = this.start + measuringShare * (this.end - this.start);
    const onProgress = (fraction: number): void => this.tellStage(message('mixed.measuring-layers', {}), fraction);
    return { threads, signal, deadline, onProgress };
  }

  /** Makes a model, measures it, and tells of it at once. */
  private async make(options: QuantizeStaticOptions, change: Message): Promise<Made> {
    const stage = message('mixed.trying', { model: this.trail.size + 1, models: this.input.search.steps });
    const measured = await this.evaluator.measure(this.input.scheme, options, (fraction) =>
      this.tellStage(stage, fraction),
    );
    const made = this.trail.add(measured, change);
    this.tell();
    return made;
  }

  /**
   * Whether a model is worth going on from: it is more accurate, or no less beyond what the number of samples leaves open
   * while its outputs are nearer to those of the original.
   */
  private pays(before: Made, after: Made): boolean {
    if (after.score > before.score && after.sqnr >= before.sqnr) return true;
    const { unit } = this.trail.measure.described;
    const { count } = after.accuracy.samples;
    const open = unit === 'share' ? Math.sqrt((before.value * (1 - before.value)) / count) : 0;
    return after.score >= before.score - open && after.sqnr > before.sqnr + sameDecibels;
  }

  private isDone(made: Made): boolean {
    return !this.mayGoOn() || this.trail.meetsFloor(made);
  }

  private mayGoOn(): boolean {
    this.input.context.signal.throwIfAborted();
    return this.trail.size < this.input.search.steps && performance.now() < this.end;
  }

  private namesOf(nodes: readonly string[]): string | Message {
    const names = new Map(
      this.input.scheme.layers.map(({ node, name }) => [node as string, name === '' ? node : name]),
    );
    return listed([...new Set(nodes)].map((node) => names.get(node) ?? node));
  }

  private tell(): void {
    this.input.context.finding({ kind: 'mixed', front: this.trail.front() });
  }

  private tellStage(stage: Message, fraction: number): void {
    const { steps } = this.input.search;
    this.input.context.progress(stage, Math.min(1, (this.trail.size + fraction) / steps));
  }
}

/** Names one after the other, the number of those that are too many. */
function listed(names: readonly string[]): string | Message {
  const first = names.slice(0, named).join(', ');
  return names.length <= named ? first : message('mixed.and-more', { first, more: names.length - named });
}
