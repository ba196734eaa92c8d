import type { Message } from '../../../protocol/messages/message.ts';
import type { Dataset } from '../../data/dataset.ts';
import { type LayerMoments, layerMoments, type MomentsOptions } from '../../linear/layerMoments.ts';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import { momentsOf } from './inputNorms.ts';
import { type PrunableWeight, readerIds } from './prunable.ts';

/** What a criterion wants to know of the inputs of a layer. */
export type InputDetail = 'none' | 'norms' | 'gram';

/** What is known of the inputs of a layer. */
export type LayerInputs = Pick<LayerMoments, 'squares' | 'grams'> & {
  /** All that is known, where one layer alone reads the weight. */
  readonly moments?: LayerMoments;
};

/** What was found, and why layers have less than was wanted. */
export interface FoundInputs {
  readonly inputs: ReadonlyMap<PrunableWeight, LayerInputs>;
  readonly leftOut: ReadonlyMap<PrunableWeight, Message>;
}

/** Bytes that the Gram matrices of layers may take which are taken together. */
const budget = 512 * 2 ** 20;
/** Rows to sum over, for the widest layer: several times as many as a Gram matrix has, more only costs time. */
const rowsPerInput = 8;
const leastRows = 2048;

/**
 * Layers, in their order, whose inputs are measured together: no more than fit into memory.
 * @param mostStages stages that they may be spread over, so that later layers see what became of earlier ones
 */
export function stagesOf(
  weights: readonly PrunableWeight[],
  detailOf: (weight: PrunableWeight) => InputDetail,
  mostStages = 1,
): readonly (readonly PrunableWeight[])[] {
  const measured = weights.filter((weight) => detailOf(weight) !== 'none').length;
  const most = Math.ceil(measured / mostStages);
  const stages: PrunableWeight[][] = [[]];
  let [count, bytes] = [0, 0];
  for (const weight of weights) {
    const detail = detailOf(weight);
    const own = detail === 'gram' ? gramBytes(weight) : 0;
    if (detail !== 'none') count++;
    if (count > most || (count > 1 && bytes + own > budget)) {
      stages.push([]);
      [count, bytes] = [1, 0];
    }
    bytes += own;
    stages.at(-1)!.push(weight);
  }
  return stages.filter((stage) => stage.length > 0);
}

function gramBytes({ matrix: { groups, inputs } }: PrunableWeight): number {
  return groups * inputs * inputs * 8;
}

/** Runs the model as it is now and measures what weights are multiplied with. @throws UserError where data or model fail */
export async function measureInputs(
  model: Model,
  dataset: Dataset,
  weights: readonly PrunableWeight[],
  detailOf: (weight: PrunableWeight) => InputDetail,
  options: Pick<MomentsOptions, 'threads' | 'signal' | 'onProgress' | 'reference'>,
): Promise<FoundInputs> {
  const inputs = new Map<PrunableWeight, LayerInputs>();
  const leftOut = new Map<PrunableWeight, Message>();
  const measure = async (wanted: readonly PrunableWeight[], diagonalOnly: boolean): Promise<void> => {
    if (wanted.length === 0) return;
    const ids = wanted.flatMap((weight) => readerIds(model.graph, weight));
    const reasons = new Map<NodeId, Message>();
    const onLeftOut = (node: NodeId, reason: Message): unknown => reasons.set(node, reason);
    const rows = rowsPerInput * Math.max(...wanted.map(({ matrix }) => matrix.inputs)) + leastRows;
    const moments = await layerMoments(model, ids, dataset, { ...options, rows, budget, diagonalOnly, onLeftOut });
    for (const weight of wanted) {
      const found = momentsOf(model.graph, weight, moments);
      if (found !== undefined) inputs.set(weight, found);
      const reason = readerIds(model.graph, weight).flatMap((id) => reasons.get(id) ?? [])[0];
      if (reason !== undefined) leftOut.set(weight, reason);
    }
  };
  await measure(
    weights.filter((weight) => detailOf(weight) === 'gram'),
    false,
  );
  await measure(
    weights.filter((weight) => detailOf(weight) !== 'none' && !inputs.has(weight)),
    true,
  );
  return { inputs, leftOut };
}
