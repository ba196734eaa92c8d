import type { LayerMoments } from '../../linear/layerMoments.ts';
import { layerMoments, type MomentsOptions } from '../../linear/layerMoments.ts';
import { storeConstant } from '../../linear/storeConstant.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import { isReal, realsOf, storeReals } from '../../onnx/reals.ts';
import type { LaterNorm } from './losingLayers.ts';

/** Variances grow or shrink by no more than this: a channel that hardly ever was anything else than its mean says little. */
const largestFactor = 16;

/**
 * Moves mean and variance of batch normalizations with what they read, so that what they write has the mean and variance that it has in
 * the reference on the same samples. What was learnt of more data than there is here is kept that way.
 * Normalizations must not depend on each other.
 * @returns those that were changed
 * @throws UserError where data or model fail
 */
export async function updateBatchNormStatistics(
  model: Model,
  reference: Model,
  norms: readonly LaterNorm[],
  dataset: Dataset,
  options: Pick<MomentsOptions, 'threads' | 'signal' | 'onProgress'> = {},
): Promise<readonly NodeId[]> {
  const nodes = norms.map(({ id }) => id);
  const moments = await layerMoments(model, nodes, dataset, { ...options, reference, diagonalOnly: true });
  return norms.flatMap(({ node, id }) => {
    const found = moments.get(id);
    return found !== undefined && moveStatistics(model, node, found) ? [id] : [];
  });
}

function moveStatistics(model: Model, node: onnx.NodeProto, moments: LayerMoments): boolean {
  const { rows, sums, squares, cross } = moments;
  if (cross === undefined || rows === 0) return false;
  const now = meansAndVariances(sums, squares, rows);
  const before = meansAndVariances(cross.sums, cross.squares, rows);
  const ratio = (channel: number): number => {
    const [own, other] = [now.variances[channel]!, before.variances[channel]!];
    // A channel that goes is zero now, and one that was constant says nothing.
    return own > 0 && other > 0 ? Math.min(largestFactor, Math.max(1 / largestFactor, own / other)) : 1;
  };
  // As many deviations from the mean as before.
  const mean = (value: number, channel: number): number =>
    now.means[channel]! - (before.means[channel]! - value) * Math.sqrt(ratio(channel));
  const variance = (value: number, channel: number): number => value * ratio(channel);
  return changeVector(model, node, 3, mean) && changeVector(model, node, 4, variance);
}

function meansAndVariances(sums: Float64Array, squares: Float64Array, rows: number) {
  const means = sums.map((sum) => sum / rows);
  return { means, variances: squares.map((square, channel) => Math.max(0, square / rows - means[channel]! ** 2)) };
}

/** Changes a parameter of a normalization, unless a number would not be finite. Says whether it did. */
function changeVector(
  model: Model,
  node: onnx.NodeProto,
  index: number,
  change: (value: number, channel: number) => number,
): boolean {
  const { graph } = model;
  const constant = model.constant(graph, node.input[index] ?? '');
  if (constant === undefined || !isReal(constant.type)) return false;
  const values = Float64Array.from(realsOf(constant), change);
  if (!values.every(Number.isFinite)) return false;
  storeConstant(model, graph, node, index, { ...constant, data: storeReals(constant.type, values) });
  return true;
}
