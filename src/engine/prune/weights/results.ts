import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { PruneWeightsOptions, SparseStorage } from '../../../protocol/options/pruneWeights.ts';
import { formatShare } from '../../../protocol/quantity.ts';
import type { SparseLayer } from '../../../protocol/result/reduction.ts';
import { storedForm } from '../../onnx/encoding/storedForm.ts';
import { byteLength } from '../../onnx/elementType.ts';
import type { Reals } from '../../onnx/reals.ts';
import type { PrunableWeight } from './prunable.ts';
import { countOf } from './targets.ts';

/** The numbers of a weight before and after. */
export interface PrunedValues {
  readonly before: Reals;
  readonly after: Reals;
  readonly error: number | undefined;
}

/** What became of a weight, for the layer that is named. */
export function sparseLayer(
  named: Pick<SparseLayer, 'node' | 'name' | 'operator'>,
  weight: PrunableWeight,
  { before, after, error }: PrunedValues,
  storage: SparseStorage,
): SparseLayer {
  const { name, type } = weight;
  const weights = countOf(weight);
  const zeros = { before: zerosAmong(before), after: zerosAmong(after) };
  const surveyed = { type, count: weights, zeros: zeros.after, background: 0, others: weights - zeros.after };
  const bytes = { before: byteLength(type, weights), after: storedForm(name, surveyed, storage).bytes };
  return { ...named, weights, zeros, bytes, ...(error !== undefined && { error }) };
}

function zerosAmong(values: Reals): number {
  let zeros = 0;
  for (const value of values) if (value === 0) zeros++;
  return zeros;
}

/** One entry for each layer: the two weights of a recurrent layer are one. */
export function withoutDoubles(layers: readonly SparseLayer[]): readonly SparseLayer[] {
  const byNode = new Map<string, SparseLayer>();
  for (const layer of layers) {
    const known = byNode.get(layer.node);
    byNode.set(layer.node, known === undefined ? layer : together(known, layer));
  }
  return [...byNode.values()];
}

function together(one: SparseLayer, other: SparseLayer): SparseLayer {
  const sum = (key: 'zeros' | 'bytes') => ({
    before: one[key].before + other[key].before,
    after: one[key].after + other[key].after,
  });
  return { ...one, weights: one.weights + other.weights, zeros: sum('zeros'), bytes: sum('bytes') };
}

/** Bytes of the file that the model becomes, of those with every weight stored whole. */
export function expectedFile(dense: number, layers: readonly SparseLayer[]): number {
  return layers.reduce((bytes, layer) => bytes - layer.bytes.before + layer.bytes.after, dense);
}

/** What a person should know of the result. */
export function closingNotes(layers: readonly SparseLayer[], options: PruneWeightsOptions): readonly Message[] {
  const { pattern, storage } = options;
  if (layers.every(({ zeros }) => zeros.after === zeros.before)) return [];
  return [
    message('pruneWeights.no-speed', {}),
    ...(storage === 'dense' ? [message('pruneWeights.dense-storage', {})] : []),
    ...(storage === 'sparse' ? [message('pruneWeights.sparse-indices', {})] : []),
    ...(pattern.includes(':') ? [message('pruneWeights.pattern-hardware', { pattern })] : []),
    ...missedShare(layers, options),
  ];
}

/** Says how much was reached where it is less than was asked for. */
function missedShare(layers: readonly SparseLayer[], options: PruneWeightsOptions): readonly Message[] {
  const { sparsity, pattern, threshold, layerSparsity } = options;
  const isOther = pattern !== 'free' || threshold !== undefined || Object.keys(layerSparsity).length > 0;
  if (isOther) return [];
  const weights = layers.reduce((sum, each) => sum + each.weights, 0);
  const zeros = layers.reduce((sum, each) => sum + each.zeros.after, 0);
  if (zeros >= sparsity * weights - layers.length) return [];
  return [message('pruneWeights.share-missed', { share: formatShare(zeros / weights) })];
}
