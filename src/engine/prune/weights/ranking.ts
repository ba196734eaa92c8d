import type { PruneWeightsOptions } from '../../../protocol/options/pruneWeights.ts';
import type { Model } from '../../onnx/model.ts';
import type { Reals } from '../../onnx/reals.ts';
import { maskOfGroups, maskOfRows, maskOfUnits } from './masks.ts';
import type { Pattern } from './pattern.ts';
import type { PrunableWeight } from './prunable.ts';
import { shuffled, unitScores, weightScores } from './scores.ts';
import { type Cut, cutAll, goingUnits, type RankedUnits } from './selection.ts';
import { countOf, type Target } from './targets.ts';
import { type Units, unitsOf } from './units.ts';
import { WeightMatrix } from './weightMatrix.ts';

/** How the weights of a layer are ranked. */
export interface RankedBy {
  readonly criterion: PruneWeightsOptions['criterion'];
  readonly pattern: Pattern;
  readonly seed: number;
  /** Place of the weight among all. */
  readonly position: number;
  /** ‖x‖ of every input; the size of weights alone where it is not known. */
  readonly norms: Float64Array | undefined;
}

/** Score of every weight, row by row. */
export function scoresOf(values: Reals, { matrix }: PrunableWeight, by: RankedBy): Float32Array {
  const scores = weightScores(values, matrix, by.criterion === 'random' ? undefined : by.norms);
  return by.criterion === 'random' && by.pattern.kind !== 'blocks' ? shuffled(scores, by.seed, by.position) : scores;
}

/** Which weights of one layer go, where as many as `wanted` do. */
export function maskFor(values: Reals, weight: PrunableWeight, by: RankedBy, wanted: number): Uint8Array {
  const { pattern, criterion, norms } = by;
  const scores = scoresOf(values, weight, by);
  const columns = weight.matrix.inputs;
  if (pattern.kind === 'groups') return maskOfGroups(scores, columns, pattern.kept, pattern.of);
  const byRows = criterion === 'wanda' && norms !== undefined && pattern.kind === 'free';
  if (byRows) return maskOfRows(scores, columns, wanted);
  const [ranked, units] = rankedScores(scores, weight, by, wanted);
  return maskOfUnits(weight.matrix, units, goingUnits(ranked, cutAll([ranked], wanted)[0]!));
}

/** Which weights of a layer go at a cut that was made for all layers. */
export function maskAt(values: Reals, weight: PrunableWeight, by: RankedBy, cut: Cut, factor: number): Uint8Array {
  const [ranked, units] = rankedScores(scoresOf(values, weight, by), weight, by, countOf(weight), factor);
  return maskOfUnits(weight.matrix, units, goingUnits(ranked, cut));
}

/** Weights nearer to zero than a threshold go, or as many as the limit allows. */
export function maskBelow(
  values: Reals,
  weight: PrunableWeight,
  by: RankedBy,
  threshold: number,
  { most }: Target,
): { readonly mask: Uint8Array; readonly limited: boolean } {
  const [ranked, units] = rankedScores(scoresOf(values, weight, by), weight, by, most);
  const below = goingUnits(ranked, { threshold, ties: 0 });
  let weights = 0;
  below.forEach((goes, unit) => (weights += goes * units.sizeOf(unit)));
  const limited = weights > most;
  const going = limited ? goingUnits(ranked, cutAll([ranked], most)[0]!) : below;
  return { mask: maskOfUnits(weight.matrix, units, going), limited };
}

/** Cuts all layers together. The weights are read a layer at a time, several times. */
export function cutTogether(
  model: Model,
  layers: readonly {
    readonly weight: PrunableWeight;
    readonly by: RankedBy;
    readonly most: number;
    readonly factor: number;
  }[],
  wanted: number,
): readonly Cut[] {
  const ranked = layers.map(({ weight, by, most, factor }): RankedUnits => {
    const units = patternUnits(weight, by.pattern);
    return {
      scores() {
        const values = new WeightMatrix(model, weight).values();
        return scaled(rankedScores(scoresOf(values, weight, by), weight, by, most)[0].scores(), factor);
      },
      sizeOf: units.sizeOf,
      most,
    };
  });
  return cutAll(ranked, wanted);
}

/** What makes Wanda's scores of layers comparable: each as its share of the energy of the layer's outputs. */
export function energyFactor(scores: Float32Array): number {
  let energy = 0;
  for (const score of scores) energy += score * score;
  return energy > 0 ? 1 / Math.sqrt(energy) : 1;
}

function rankedScores(
  scores: Float32Array,
  weight: PrunableWeight,
  by: RankedBy,
  most: number,
  factor = 1,
): readonly [RankedUnits, Units] {
  const units = patternUnits(weight, by.pattern);
  const plain = unitScores(scores, weight.matrix.inputs, units);
  const random = by.criterion === 'random' && by.pattern.kind === 'blocks';
  const own = scaled(random ? shuffled(plain, by.seed, by.position) : plain, factor);
  return [{ scores: () => own, sizeOf: units.sizeOf, most }, units];
}

function patternUnits({ matrix }: PrunableWeight, pattern: Pattern): Units {
  return unitsOf(matrix, pattern.kind === 'groups' ? { kind: 'free' } : pattern);
}

function scaled(scores: Float32Array, factor: number): Float32Array {
  return factor === 1 ? scores : scores.map((score) => score * factor);
}
