import type { OutputEffect, RankInterval, SensitiveLayer } from '../../../../src/protocol/result/sensitivity.ts';

/** What layers can be ranked by, what says most first. */
export const signals = ['cause', 'symptom', 'weights', 'causeOfWeights', 'causeOfActivations', 'allBut'] as const;
export type Signal = (typeof signals)[number];

/** A signal of a layer, in dB. */
export interface SignalKind {
  /** Undefined where it was not measured. */
  readonly decibels: (layer: SensitiveLayer) => number | undefined;
  /** Which end hurts: the small ones, but where all else is quantized, a layer is to blame that makes much better by staying float. */
  readonly strong: 'low' | 'high';
  readonly rank?: (layer: SensitiveLayer) => RankInterval | undefined;
  readonly effect?: (layer: SensitiveLayer) => OutputEffect | undefined;
}

export const signalKinds: Readonly<Record<Signal, SignalKind>> = {
  cause: {
    decibels: ({ cause }) => cause?.sqnr,
    strong: 'low',
    rank: ({ causeRank }) => causeRank,
    effect: ({ cause }) => cause,
  },
  symptom: { decibels: ({ symptom }) => symptom?.sqnr, strong: 'low', rank: ({ symptomRank }) => symptomRank },
  weights: { decibels: ({ weights }) => weights?.sqnr, strong: 'low' },
  causeOfWeights: {
    decibels: ({ causeOfWeights }) => causeOfWeights?.sqnr,
    strong: 'low',
    effect: ({ causeOfWeights }) => causeOfWeights,
  },
  causeOfActivations: {
    decibels: ({ causeOfActivations }) => causeOfActivations?.sqnr,
    strong: 'low',
    effect: ({ causeOfActivations }) => causeOfActivations,
  },
  allBut: { decibels: ({ allBut }) => allBut?.sqnr, strong: 'high', effect: ({ allBut }) => allBut },
};

/** The signals that were measured of at least one layer, what says most first. */
export function measuredSignals(layers: readonly SensitiveLayer[]): readonly Signal[] {
  return signals.filter((signal) => layers.some((layer) => signalKinds[signal].decibels(layer) !== undefined));
}

/**
 * What layers are ranked by where nobody chose: what says most, of what is known of as many layers as anything. So a cause that is
 * measured of the worst layers only does not leave the others without a place.
 */
export function bestSignal(layers: readonly SensitiveLayer[]): Signal {
  const known = (signal: Signal): number =>
    layers.filter((layer) => signalKinds[signal].decibels(layer) !== undefined).length;
  const counts = signals.map(known);
  return signals[counts.indexOf(Math.max(...counts))]!;
}

/** The layer that hurts most first; then those without a number, at last those that were not measured. Equal ones stay as they came. */
export function compareBy(signal: Signal): (one: SensitiveLayer, other: SensitiveLayer) => number {
  const { decibels, strong } = signalKinds[signal];
  const sign = strong === 'low' ? 1 : -1;
  return (one, other) => {
    const [a, b] = [decibels(one), decibels(other)];
    const [classA, classB] = [certainty(a), certainty(b)];
    if (classA !== 0 || classB !== 0) return classA - classB;
    return a! < b! ? -sign : a! > b! ? sign : 0;
  };
}

/** 0 for a number, 1 for one that is undefined, 2 for what was not measured. */
function certainty(decibels: number | undefined): 0 | 1 | 2 {
  if (decibels === undefined) return 2;
  return Number.isNaN(decibels) ? 1 : 0;
}
