import { type LayerMatrix, layerMatrix } from '../../linear/layerMatrix.ts';
import type { LayerMoments } from '../../linear/layerMoments.ts';
import { matrix } from '../../linear/matrix.ts';
import type { Products } from '../../linear/products.ts';
import { solveDamped, type SolveOptions } from '../../linear/solve.ts';
import type { Model } from '../../onnx/model.ts';
import type { Reals } from '../../onnx/reals.ts';
import type { LayerInputs } from './layerInputs.ts';
import type { PrunableWeight } from './prunable.ts';

/** What a layer should compute after pruning. */
export interface ReconstructionTarget {
  /** The weights that come nearest to it before any goes, row by row. */
  readonly values: Reals;
  readonly inputs: LayerInputs;
  /** Stores the bias with which the means of the outputs are what they were. */
  readonly storeBias: (weights: Reals) => void;
}

/**
 * What a layer should compute: the outputs that it had in the dense model, from the inputs that it has now, so that it also makes up for
 * what layers before it lost. Where the layer has a bias, that takes care of the means, and moments are those about the means.
 */
export async function reconstructionTarget(
  model: Model,
  weight: PrunableWeight,
  values: Reals,
  inputs: LayerInputs,
  products: Products,
  options: Pick<SolveOptions, 'threads' | 'signal'>,
): Promise<ReconstructionTarget> {
  const plain = { values, inputs, storeBias: () => undefined };
  const [reader, another] = weight.readers;
  const layer = reader && another === undefined ? layerMatrix(model, model.graph, reader) : undefined;
  const { moments } = inputs;
  if (layer === undefined || moments === undefined || !isPlain(layer, values)) return plain;
  const bias = layer.hasBiasPlace ? layer.readBias() : undefined;
  const about = bias === undefined ? inputs : aboutMeans(moments);
  const { cross } = moments;
  if (cross === undefined) return { ...plain, inputs: about };
  const fitted = Float64Array.from(values);
  const { groups, outputs, inputs: columns } = layer;
  for (let group = 0; group < groups; group++) {
    const gram = about.grams[group]!;
    const own = fitted.subarray(group * outputs * columns, (group + 1) * outputs * columns);
    const computed = await products.timesTransposed(matrix(columns, columns, gram), matrix(outputs, columns, own));
    const right = leftOver(moments, group, computed.values, bias !== undefined);
    if (!right.every(Number.isFinite)) return { ...plain, inputs: about };
    const { solution } = await solveDamped(gram, columns, right, outputs, options);
    for (let output = 0; output < outputs; output++) {
      const row = (group * outputs + output) * columns;
      for (let input = 0; input < columns; input++) fitted[row + input]! += solution[input * outputs + output]!;
    }
  }
  // Weights that are zero stay so.
  values.forEach((value, index) => value === 0 && (fitted[index] = 0));
  return { values: fitted, inputs: about, storeBias: (weights) => storeBias(layer, moments, bias, weights) };
}

/** Moments about the means, for layers whose bias takes care of these. */
export function aboutMeans(moments: LayerMoments): LayerInputs {
  const { groups, inputs: columns, rows, sums } = moments;
  const squares = moments.squares.map((square, index) => Math.max(0, square - sums[index]! ** 2 / rows));
  const grams = Array.from({ length: groups }, (_, group) => {
    const own = sums.subarray(group * columns, (group + 1) * columns);
    return moments.grams[group]!.map((product, index) => {
      const [row, column] = [Math.floor(index / columns), index % columns];
      return row === column ? squares[group * columns + row]! : product - (own[row]! * own[column]!) / rows;
    });
  });
  return { squares, grams, moments };
}

/** Σ x (y − W x)ᵀ, `[inputs, outputs]`: what the inputs still say of the outputs of the dense model. @param computed Σ x (W x)ᵀ */
function leftOver(
  { cross, rows, sums, inputs: columns }: LayerMoments,
  group: number,
  computed: Float64Array,
  aboutMean: boolean,
): Float64Array {
  const { outputs, products, sums: outputSums } = cross!;
  const wanted = products[group]!;
  return computed.map((each, index) => {
    const [input, output] = [Math.floor(index / outputs), index % outputs];
    const means = (sums[group * columns + input]! * outputSums[group * outputs + output]!) / rows;
    return wanted[index]! - (aboutMean ? means : 0) - each;
  });
}

function storeBias(layer: LayerMatrix, moments: LayerMoments, bias: Float64Array | undefined, weights: Reals): void {
  if (bias === undefined) return;
  const { outputs, inputs: columns } = layer;
  const { rows, sums, cross } = moments;
  const corrected = bias.map((before, at) => {
    const group = Math.floor(at / outputs);
    let mean = 0;
    for (let input = 0; input < columns; input++)
      mean += weights[at * columns + input]! * sums[group * columns + input]!;
    return (cross!.sums[at]! - mean) / rows + (layer.biasInside ? 0 : before);
  });
  layer.writeBias(corrected);
}

/** Whether the layer multiplies with the numbers as they are stored. */
function isPlain(layer: LayerMatrix, values: Reals): boolean {
  return layer.read().every((value, index) => value === values[index]);
}
