import type { QuantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import { integerNodes, type QuantizationPlan } from '../../quantize/plan/plan.ts';
import { planStatic } from '../../quantize/plan/planStatic.ts';
import { thisMachine } from '../../quantize/thisMachine.ts';
import type { QuantizableModel } from '../layer.ts';
import type { NoiseModel } from './noiseModel.ts';
import type { TimeModel } from './timeModel.ts';

/** Layers that become float together. */
export interface Promotion {
  readonly key: string;
  readonly nodes: readonly NodeId[];
}

/** A promotion with what it is expected to be worth. */
export interface RatedPromotion extends Promotion {
  /** Noise at the outputs that goes away, relative to the signal. */
  readonly gain: number;
  /** Milliseconds of a run that come. */
  readonly cost: number;
}

/** What a promotion costs at least, as a share of a run: less cannot be measured. */
const leastCost = 0.002;
/** Promotions that are looked at again before a step. */
const lookedAt = 24;
/** Promotions that are made in one step, at most. */
const together = 16;

/** The plan of a model with some options, as far as it can be told without ranges. */
export function planOf({ float, types }: QuantizableModel, options: QuantizeStaticOptions): QuantizationPlan {
  return planStatic(float, options, { types, machine: thisMachine() });
}

/** Options under which some nodes stay float. */
export function keeping(options: QuantizeStaticOptions, nodes: Iterable<NodeId>): QuantizeStaticOptions {
  return { ...options, excludeNodes: [...new Set([...options.excludeNodes, ...nodes])] };
}

/**
 * What could become float: each integer layer, and all layers that share a tensor, of which one alone would leave it integer.
 */
export function promotions({ layers }: QuantizableModel): readonly Promotion[] {
  const integer = layers.filter(({ precision }) => precision === 'integer');
  const byTensor = new Map<string, NodeId[]>();
  for (const { node, activations } of integer) {
    for (const tensor of activations) byTensor.set(tensor, [...(byTensor.get(tensor) ?? []), node]);
  }
  const single = integer.map(({ node }) => ({ key: node, nodes: [node] }));
  const shared = [...byTensor].flatMap(([tensor, nodes]) =>
    nodes.length > 1 ? { key: `tensor:${tensor}`, nodes } : [],
  );
  return [...single, ...shared];
}

/** What a plan is expected to come to. */
interface Forecast {
  readonly options: QuantizeStaticOptions;
  readonly plan: QuantizationPlan;
  readonly noise: number;
  readonly milliseconds: number;
}

/** Chooses what becomes float next. */
export class Promoter {
  private readonly scheme: QuantizableModel;
  private readonly noise: NoiseModel;
  private readonly time: TimeModel;
  private readonly all: readonly Promotion[];
  private readonly worths = new Map<string, number>();

  constructor(scheme: QuantizableModel, noise: NoiseModel, time: TimeModel) {
    this.scheme = scheme;
    this.noise = noise;
    this.time = time;
    this.all = promotions(scheme);
  }

  /** What is expected of a model with these options. */
  forecast(options: QuantizeStaticOptions): Forecast {
    const plan = planOf(this.scheme, options);
    return { options, plan, noise: this.noise.of(plan), milliseconds: this.time.of(plan) };
  }

  /**
   * What becomes float next, the promotions of the most gain for their cost together: as many as it takes for a share of the
   * noise to go away, so that where many layers make little noise each, a step is worth its evaluation.
   */
  next(
    options: QuantizeStaticOptions,
    isSkipped: (promotion: Promotion) => boolean,
    share: number,
  ): readonly RatedPromotion[] {
    const before = this.forecast(options);
    const chosen: RatedPromotion[] = [];
    let left = before;
    for (const promotion of this.best(before, isSkipped).slice(0, together)) {
      const rated = this.rate(promotion, left);
      if (rated.gain <= 0) continue;
      chosen.push(rated);
      left = this.forecast(keeping(left.options, promotion.nodes));
      if (before.noise - left.noise >= share * before.noise) break;
    }
    return chosen;
  }

  /** What a promotion is expected to change. */
  private rate(promotion: Promotion, before: Forecast): RatedPromotion {
    const after = this.forecast(keeping(before.options, promotion.nodes));
    const cost = Math.max(leastCost * before.milliseconds, after.milliseconds - before.milliseconds);
    return { ...promotion, gain: before.noise - after.noise, cost };
  }

  /**
   * The promotions of the most gain for their cost, best first, without those that gain nothing. What a promotion is worth
   * mostly falls as others are made, so that what was worth little before is not looked at again (lazy greedy, Minoux 1978).
   */
  private best(before: Forecast, isSkipped: (promotion: Promotion) => boolean): readonly RatedPromotion[] {
    const integers = integerNodes(before.plan);
    const possible = this.all.filter((each) => !isSkipped(each) && each.nodes.some((node) => integers.has(node)));
    const sorted = possible.toSorted((a, b) => this.expected(b) - this.expected(a));
    const rated = sorted
      .filter((each, index) => index < lookedAt || this.expected(each) === Number.POSITIVE_INFINITY)
      .map((each) => this.rate(each, before));
    for (const each of rated) this.worths.set(each.key, worth(each));
    return rated.filter(({ gain }) => gain > 0).sort((a, b) => worth(b) - worth(a));
  }

  private expected({ key }: Promotion): number {
    return this.worths.get(key) ?? Number.POSITIVE_INFINITY;
  }
}

/** Noise for a millisecond. */
export function worth({ gain, cost }: RatedPromotion): number {
  return gain / cost;
}
