import { matrix } from '../../linear/matrix.ts';
import type { LayerMoments } from '../../linear/layerMoments.ts';
import type { LayerMatrix } from '../../linear/layerMatrix.ts';
import type { Products } from '../../linear/products.ts';
import type { SolveOptions } from '../../linear/solve.ts';
import { biasFor, leastSquares, type RefitMoments } from './leastSquares.ts';
import type { LosingLayer } from './losingLayers.ts';

/** What a layer becomes: weights and bias in the order of its {@link LayerMatrix}; what goes is zero. */
export interface RepairedLayer {
  readonly weights: Float64Array;
  /** Undefined where the layer has no place for one. */
  readonly bias: Float64Array | undefined;
  /** Error of the outputs that stay, as a share of their energy (about their means where there is a bias), before and after. */
  readonly errorBefore: number;
  readonly errorAfter: number;
}

/** Where a layer's moments say nothing, and why nothing is changed. */
export type NotRepaired = 'no-rows' | 'not-finite';

/**
 * Fits a layer, group by group, so that its outputs are near those in the reference without the inputs that go.
 * @param moments with the cross moments of the reference
 * @param referenceBias what the reference adds to those outputs afterwards
 */
export async function refitLayer(
  losing: LosingLayer,
  moments: LayerMoments,
  referenceBias: Float64Array | undefined,
  products: Products,
  options: SolveOptions,
): Promise<RepairedLayer | NotRepaired> {
  const { layer, kept } = losing;
  const unusable = usable(moments);
  if (unusable !== undefined) return unusable;
  const old = layer.read();
  const result = unchanged(layer);
  const withBias = hasFittedBias(layer);
  let [before, after, energy] = [0, 0, 0];
  for (let group = 0; group < layer.groups; group++) {
    const outputs = keptOutputsOf(losing, group);
    if (outputs.length === 0) continue;
    const selected = selectMoments(moments, group, kept, outputs);
    const start = group * layer.outputs * layer.inputs;
    const weights = new Float64Array(outputs.length * kept.length);
    outputs.forEach((output, row) => {
      kept.forEach(
        (column, place) => (weights[row * kept.length + place] = old[start + output * layer.inputs + column]!),
      );
    });
    const fitted = await leastSquares(selected, matrix(outputs.length, kept.length, weights), products, {
      ...options,
      withBias,
    });
    const own = energyOf(selected, withBias);
    before += fitted.errorBefore * own;
    after += fitted.errorAfter * own;
    energy += own;
    outputs.forEach((output, row) => {
      kept.forEach((column, place) => {
        result.weights[start + output * layer.inputs + column] = fitted.weights.values[row * kept.length + place]!;
      });
      const at = group * layer.outputs + output;
      if (fitted.bias !== undefined) result.bias[at] = fitted.bias[row]! + (referenceBias?.[at] ?? 0);
    });
  }
  if (!result.weights.every(Number.isFinite) || !result.bias.every(Number.isFinite)) return 'not-finite';
  return {
    weights: result.weights,
    bias: withBias ? result.bias : undefined,
    errorBefore: energy > 0 ? before / energy : 0,
    errorAfter: energy > 0 ? after / energy : 0,
  };
}

/** Leaves the weights as they are; the bias takes what the inputs that go, and changes before, take from the means of the outputs. */
export function correctLayerBias(
  losing: LosingLayer,
  moments: LayerMoments,
  referenceBias: Float64Array | undefined,
): Omit<RepairedLayer, 'errorBefore' | 'errorAfter'> | NotRepaired {
  const { layer, kept } = losing;
  const unusable = usable(moments);
  if (unusable !== undefined) return unusable;
  const old = layer.read();
  const result = unchanged(layer);
  for (let group = 0; group < layer.groups; group++) {
    const sums = Float64Array.from(kept, (column) => moments.sums[group * layer.inputs + column]!);
    for (const output of keptOutputsOf(losing, group)) {
      const at = group * layer.outputs + output;
      const row = Float64Array.from(kept, (column) => old[at * layer.inputs + column]!);
      kept.forEach((column, place) => (result.weights[at * layer.inputs + column] = row[place]!));
      const outputSums = Float64Array.of(moments.cross!.sums[at]!);
      const [bias] = biasFor({ rows: moments.rows, sums, outputSums }, row, kept.length, 1);
      result.bias[at] = bias! + (referenceBias?.[at] ?? 0);
    }
  }
  return { weights: result.weights, bias: hasFittedBias(layer) ? result.bias : undefined };
}

/** Whether a bias can be stored without adding a node, which the groups would not know. */
export function hasFittedBias(layer: LayerMatrix): boolean {
  return layer.hasBiasPlace && layer.readBias() !== undefined;
}

function usable({ rows, sums, squares, cross }: LayerMoments): NotRepaired | undefined {
  if (rows === 0 || cross === undefined) return 'no-rows';
  const finite = [sums, squares, cross.sums, cross.squares].every((values) => values.every(Number.isFinite));
  return finite ? undefined : 'not-finite';
}

function unchanged({ groups, outputs, inputs }: LayerMatrix): { weights: Float64Array; bias: Float64Array } {
  return { weights: new Float64Array(groups * outputs * inputs), bias: new Float64Array(groups * outputs) };
}

function keptOutputsOf({ layer, keptOutputs }: LosingLayer, group: number): readonly number[] {
  const all = Array.from({ length: layer.outputs }, (_, output) => output);
  return all.filter((output) => keptOutputs[group * layer.outputs + output]);
}

function selectMoments(
  { rows, inputs, sums, grams, cross }: LayerMoments,
  group: number,
  kept: Int32Array,
  outputs: readonly number[],
): RefitMoments {
  const { outputs: width, products, sums: outputSums, squares } = cross!;
  const gram = new Float64Array(kept.length * kept.length);
  const selectedCross = new Float64Array(kept.length * outputs.length);
  kept.forEach((row, place) => {
    kept.forEach((column, other) => (gram[place * kept.length + other] = grams[group]![row * inputs + column]!));
    outputs.forEach((output, other) => {
      selectedCross[place * outputs.length + other] = products[group]![row * width + output]!;
    });
  });
  return {
    rows,
    gram,
    cross: selectedCross,
    sums: Float64Array.from(kept, (column) => sums[group * inputs + column]!),
    outputSums: Float64Array.from(outputs, (output) => outputSums[group * width + output]!),
    outputSquares: Float64Array.from(outputs, (output) => squares[group * width + output]!),
  };
}

function energyOf({ rows, outputSquares, outputSums }: RefitMoments, aboutMean: boolean): number {
  return outputSquares.reduce((sum, value, at) => sum + value - (aboutMean ? outputSums[at]! ** 2 / rows : 0), 0);
}
