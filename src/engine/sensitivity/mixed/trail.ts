import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { MixedOptions } from '../../../protocol/options/mixed.ts';
import type { QuantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import type { MixedFront, MixedPoint } from '../../../protocol/result/mixed.ts';
import { formatMetric } from '../../../protocol/result/summary.ts';
import { medianInterval } from '../../benchmark/median.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import { integerNodes, type QuantizationPlan } from '../../quantize/plan/plan.ts';
import { choose, isWithin, type Limits, mostAccurate } from './choice.ts';
import type { MeasuredModel } from './evaluator.ts';
import { fronts, type Rated } from './front.ts';
import { type AccuracyFloor, accuracyFloor, type Measure, measureFor, worstSqnr } from './measure.ts';

/** A model on the way of the search. */
export interface Made extends Rated, MeasuredModel {
  readonly change: Message;
  readonly value: number;
  /** In dB, of the output that differs most. */
  readonly sqnr: number;
}

/** The models that were made, judged by what was asked for. */
export class Trail {
  readonly measure: Measure;
  private readonly floor: AccuracyFloor | undefined;
  private readonly limits: Limits;
  private readonly made: Made[] = [];
  private readonly search: MixedOptions;
  private readonly firstPlan: QuantizationPlan;

  /**
   * @param first with everything on integers: it tells what can be measured
   * @throws UserError where the data does not allow what the floor asks for
   */
  constructor(first: MeasuredModel, floatBytes: number, search: MixedOptions) {
    this.measure = measureFor(search.floor, first.accuracy);
    this.floor = search.floor === undefined ? undefined : accuracyFloor(search.floor, this.measure);
    this.limits = { ...search, floatBytes };
    this.search = search;
    this.firstPlan = first.scheme.plan;
  }

  get size(): number {
    return this.made.length;
  }

  add(model: MeasuredModel, change: Message): Made {
    const value = this.measure.valueOf(model.accuracy);
    const { speedup } = model.latency;
    const rated = { id: this.made.length, value, score: this.measure.scoreOf(value), speedup };
    const made = { ...model, ...rated, change, sqnr: worstSqnr(model.accuracy) };
    this.made.push(made);
    return made;
  }

  /** The model that was made with these exclusions and overrides already. */
  find(options: QuantizeStaticOptions): Made | undefined {
    const key = keyOf(options);
    return this.made.find((each) => keyOf(each.options) === key);
  }

  /** Whether the model meets the floor; without one whether it is as accurate as the original, so that nothing is left to win. */
  meetsFloor({ value, score }: Made): boolean {
    return this.floor === undefined ? score >= this.measure.scoreOf(this.measure.float) : this.floor.isMet(value);
  }

  /** Whether a model keeps to the limits; without any and without a floor, whether it has not lost what the first one gained. */
  isWithinLimits(made: Made): boolean {
    const { maxLatency, maxSize } = this.limits;
    const hasAim = this.floor !== undefined || maxLatency !== undefined || maxSize !== undefined;
    const first = this.made[0];
    if (!hasAim && first !== undefined && first.speedup.low > 1 && made.speedup.median < 1) return false;
    return isWithin(made, this.limits);
  }

  /** Everything that is known by now. */
  front(): MixedFront {
    const { latency, size } = fronts(this.made);
    const chosen = choose(this.made, this.floor && ((point) => this.meetsFloor(point as Made)), this.limits);
    const nearest = chosen === undefined ? mostAccurate(this.made) : undefined;
    return {
      measure: this.measure.described,
      float: {
        value: this.measure.float,
        milliseconds: medianInterval(this.made.map((each) => each.latency.before.median)).median,
        bytes: this.limits.floatBytes,
      },
      points: this.made.map((each) => ({
        ...this.pointOf(each),
        front: { latency: latency.has(each.id), size: size.has(each.id) },
      })),
      ...(chosen !== undefined && { chosen: chosen.id }),
      ...(nearest !== undefined && { nearest: nearest.id }),
      warnings: nearest === undefined ? [] : [this.unmet(nearest as Made)],
    };
  }

  private pointOf({ id, options, change, scheme, value, accuracy, latency, bytes }: Made): Omit<MixedPoint, 'front'> {
    const { macs } = scheme.coverage;
    return {
      ...{ id, options, change, value, accuracy, latency, bytes },
      kept: keptInFloat(this.firstPlan, scheme.plan),
      ...(macs !== undefined && { integerMacs: macs.integer / macs.total }),
    };
  }

  private unmet({ value }: Made): Message {
    const { unit } = this.measure.described;
    const reached = formatMetric(value, unit);
    if (this.floor === undefined || this.made.some((each) => this.meetsFloor(each))) {
      return message('mixed.limits-unmet', { reached });
    }
    return message('mixed.floor-unmet', { floor: this.search.floor ?? '', reached });
  }
}

/** The nodes of the user's file that are float in one plan and integer in another. */
function keptInFloat(before: QuantizationPlan, after: QuantizationPlan): readonly NodeId[] {
  const [were, are] = [integerNodes(before), integerNodes(after)];
  return [...new Set(after.nodes.flatMap(({ node, origins }) => (were.has(node) && !are.has(node) ? origins : [])))];
}

function keyOf({ excludeNodes, tensorOverrides }: QuantizeStaticOptions): string {
  return JSON.stringify([[...excludeNodes].sort(), tensorOverrides]);
}
