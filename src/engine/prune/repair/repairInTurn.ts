import { layerMatrix } from '../../linear/layerMatrix.ts';
import { type LayerMoments, layerMomentsInTurn } from '../../linear/layerMoments.ts';
import { withProducts } from '../../linear/products.ts';
import type { SolveOptions } from '../../linear/solve.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import { message } from '../../../protocol/messages/catalogue.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import { fitInto } from '../../onnx/reals.ts';
import type { ChannelGroups } from '../groups/group.ts';
import { correctLayerBias, hasFittedBias, type RepairedLayer, refitLayer } from './layerRepair.ts';
import type { LosingLayer, LosingLayers } from './losingLayers.ts';
import { updateBatchNormStatistics } from './batchNormStatistics.ts';
import { storeRepaired } from './storeRepaired.ts';

export interface InTurnOptions extends SolveOptions {
  readonly method: 'refit' | 'bias';
  readonly onProgress?: ((fraction: number) => void) | undefined;
  /** Bytes that sums over the data may take at once, see `layerMoments`. */
  readonly budget?: number | undefined;
}

/** What became of the layers. */
export interface RepairedInTurn {
  readonly groups: ChannelGroups;
  readonly refit: readonly (Pick<RepairedLayer, 'errorBefore' | 'errorAfter'> & { readonly node: NodeId })[];
  readonly corrected: readonly NodeId[];
  readonly left: readonly { readonly node: NodeId; readonly reason: Message }[];
  /** Batch normalizations whose statistics were moved. */
  readonly norms: readonly NodeId[];
}

/**
 * Repairs layers one after the other, in place: what a layer sees is what the layers before it give by then, what it should give is what
 * it gives in the reference (the asymmetric form of He, Zhang and Sun, 2017). Layers that do not depend on each other are done together.
 * Layers too wide for a refit have their bias corrected.
 * @param model whose channels that go are zero already
 * @param reference the model before
 * @throws UserError where data or model fail
 */
export async function repairInTurn(
  model: Model,
  reference: Model,
  { layers, norms }: Pick<LosingLayers, 'layers' | 'norms'>,
  groups: ChannelGroups,
  dataset: Dataset,
  options: InTurnOptions,
): Promise<RepairedInTurn> {
  const result = { groups, refit: [], corrected: [], left: [], norms: [] } as Mutable<RepairedInTurn>;
  const levels = [...new Set([...layers, ...norms].map(({ level }) => level))].sort((a, b) => a - b);
  for (const [index, level] of levels.entries()) {
    const together = layers.filter((layer) => layer.level === level);
    const normsHere = norms.filter((norm) => norm.level === level);
    const onProgress = (fraction: number): void => options.onProgress?.((index + fraction) / levels.length);
    if (normsHere.length > 0) {
      const { threads, signal } = options;
      result.norms.push(
        ...(await updateBatchNormStatistics(model, reference, normsHere, dataset, { threads, signal })),
      );
    }
    const wide: LosingLayer[] = [];
    if (options.method === 'refit' && together.length > 0) {
      wide.push(...(await repairLevel(model, reference, together, dataset, { ...options, onProgress }, result)));
    }
    const rest = options.method === 'refit' ? wide : together;
    if (rest.length > 0) {
      await repairLevel(model, reference, rest, dataset, { ...options, method: 'bias', onProgress }, result);
    }
  }
  return result;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] };

/** @returns the layers that are too wide for the budget */
async function repairLevel(
  model: Model,
  reference: Model,
  layers: readonly LosingLayer[],
  dataset: Dataset,
  options: InTurnOptions,
  result: Mutable<RepairedInTurn>,
): Promise<readonly LosingLayer[]> {
  const { method, threads, signal, onProgress, budget } = options;
  const byNode = new Map(layers.map((each) => [each.layer.id, each]));
  const wide: LosingLayer[] = [];
  const moments = layerMomentsInTurn(model, [...byNode.keys()], dataset, {
    ...{ threads, signal, onProgress, budget, reference },
    diagonalOnly: method === 'bias',
    onLeftOut: (node, reason) => {
      const losing = byNode.get(node);
      if (method === 'refit' && losing !== undefined) wide.push(losing);
      result.left.push({ node, reason });
    },
  });
  await withProducts(threads, async (products) => {
    for await (const [node, each] of moments) {
      const losing = byNode.get(node)!;
      const bias = referenceBias(reference, node);
      const repaired =
        method === 'refit'
          ? await refitLayer(losing, each, bias, products, options)
          : correctLayerBias(losing, each, bias);
      if (typeof repaired === 'string') {
        result.left.push({ node, reason: message(`repair.${repaired}`, {}) });
        continue;
      }
      store(losing, repaired, each, result);
    }
  });
  return wide;
}

function store(
  losing: LosingLayer,
  repaired: Pick<RepairedLayer, 'weights' | 'bias'> & Partial<RepairedLayer>,
  { rows }: LayerMoments,
  result: Mutable<RepairedInTurn>,
): void {
  const { layer } = losing;
  const { id: node, type } = layer;
  const { errorBefore, errorAfter } = repaired;
  if (!fitInto(type, repaired.weights) || (repaired.bias && !fitInto(type, repaired.bias)) || rows === 0) {
    result.left.push({ node, reason: message('repair.not-finite', {}) });
    return;
  }
  result.groups = storeRepaired(layer, repaired, result.groups);
  if (errorBefore !== undefined && errorAfter !== undefined) result.refit.push({ node, errorBefore, errorAfter });
  else if (hasFittedBias(layer)) result.corrected.push(node);
  else result.left.push({ node, reason: message('repair.no-bias', {}) });
}

/** What the reference adds to the outputs of a layer after the node itself. */
function referenceBias(reference: Model, node: NodeId): Float64Array | undefined {
  const found = reference.graph.producer(node);
  const layer = found && layerMatrix(reference, reference.graph, found);
  return layer === undefined || layer.biasInside ? undefined : layer.readBias();
}
