import { message } from '../../../protocol/messages/catalogue.ts';
import type { Comparison } from '../../../protocol/result/evaluation.ts';
import type { MixedFront } from '../../../protocol/result/mixed.ts';
import { userError } from '../../../protocol/userError.ts';

/** What accuracy is measured by, and what the original reaches by it. */
export interface Measure {
  readonly described: MixedFront['measure'];
  /** What the original reaches. */
  readonly float: number;
  /** What a model that was compared with the original reaches. */
  valueOf(comparison: Comparison): number;
  /** The same so that more is better. */
  scoreOf(value: number): number;
}

/** The least that is accepted, in the unit of the measure. */
export interface AccuracyFloor {
  readonly value: number;
  isMet(value: number): boolean;
}

type FloorKind = 'top1' | 'agreement' | 'sqnr' | 'metric';

/**
 * The measure of a search: that of the floor; without one top-1 where there are labels, else agreement for classifiers, else
 * the SQNR of the worst output.
 * @param floor as people write it: `top1=-0.5`
 * @param comparison of any model with the original on the samples of the search: it tells what can be measured
 * @throws UserError where the data does not allow the measure that the floor asks for
 */
export function measureFor(floor: string | undefined, comparison: Comparison): Measure {
  if (floor === undefined) {
    const measure = top1(comparison) ?? agreement(comparison) ?? sqnr(comparison);
    if (measure === undefined) throw userError('mixed.nothing-to-compare', {});
    return measure;
  }
  const { kind } = parseFloor(floor);
  const measure = { top1, agreement, sqnr, metric: ownMetric }[kind](comparison);
  if (measure === undefined) throw userError(`mixed.no-${kind}`, { floor });
  return measure;
}

/**
 * The floor in the unit of the measure. With a sign it is relative to the original: `top1=-0.5` lies half a point below it,
 * and `metric=-0.1` is 0.1 worse whichever way is better.
 */
export function accuracyFloor(floor: string, measure: Measure): AccuracyFloor {
  const { amount, relative } = parseFloor(floor);
  const { unit } = measure.described;
  const inUnit = unit === 'share' ? amount / 100 : amount;
  const score = relative ? measure.scoreOf(measure.float) + inUnit : measure.scoreOf(inUnit);
  // Half a rounding error of a share of samples below the floor is not below it.
  return { value: measure.scoreOf(score), isMet: (value) => measure.scoreOf(value) >= score - 1e-12 };
}

function parseFloor(floor: string) {
  const [kind, text = ''] = floor.split('=');
  return { kind: kind as FloorKind, amount: Number(text), relative: /^[+-]/.test(text) };
}

function top1({ metrics }: Comparison): Measure | undefined {
  return fromMetric(
    metrics.findIndex(({ name }) => name.code === 'metric.top-1'),
    metrics,
  );
}

function ownMetric({ metrics }: Comparison): Measure | undefined {
  return fromMetric(
    metrics.findIndex(({ name }) => name.code === 'metric.user'),
    metrics,
  );
}

function fromMetric(index: number, metrics: Comparison['metrics']): Measure | undefined {
  const metric = metrics[index];
  if (metric === undefined) return undefined;
  const { name, unit, better, before } = metric;
  return {
    described: { name, unit, better },
    float: before,
    valueOf: (comparison) => comparison.metrics[index]?.after ?? Number.NaN,
    scoreOf: (value) => (better === 'higher' ? value : -value),
  };
}

function agreement({ agreement: share }: Comparison): Measure | undefined {
  if (share === undefined || Number.isNaN(share)) return undefined;
  return {
    described: { name: message('metric.agreement', {}), unit: 'share', better: 'higher' },
    float: 1,
    valueOf: (comparison) => comparison.agreement ?? Number.NaN,
    scoreOf: (value) => value,
  };
}

function sqnr({ outputs }: Comparison): Measure | undefined {
  if (outputs.length === 0) return undefined;
  return {
    described: { name: message('summary.sqnr', {}), unit: 'decibel', better: 'higher' },
    float: Number.POSITIVE_INFINITY,
    valueOf: worstSqnr,
    scoreOf: (value) => value,
  };
}

/** SQNR in dB of the output that differs most; −∞ where one is no number. */
export function worstSqnr({ outputs }: Comparison): number {
  const worst = Math.min(...outputs.map((output) => output.sqnr));
  return Number.isNaN(worst) ? Number.NEGATIVE_INFINITY : worst;
}
