import type { Message } from '../../protocol/messages/message.ts';
import type { Dataset } from '../data/dataset.ts';
import { take } from '../data/take.ts';
import type { Model } from '../onnx/model.ts';
import type { NodeId } from '../onnx/nodeId.ts';
import type { DenseTensor } from '../onnx/tensor.ts';
import { runSamples } from '../runtime/runSamples.ts';
import { withSession } from '../runtime/session.ts';
import { type FetchedRows, momentsModel, withPhases } from './momentsModel.ts';
import { layersToSum, momentsSubject, type MomentsSubject, type SummedLayer } from './momentsSubject.ts';
import { MomentSums } from './momentSums.ts';
import { withProducts } from './products.ts';

/** Second moments of the rows of inputs that a layer (or a batch normalization, whose rows are its channels) sees, sums over rows (not means). All in float64. */
export interface LayerMoments {
  readonly groups: number;
  /** Inputs of one group: columns of its matrix, see `LayerMatrix`. */
  readonly inputs: number;
  /** Number of rows that were summed over, the same for each group. */
  readonly rows: number;
  /** Σ x, `[groups, inputs]`. */
  readonly sums: Float64Array;
  /** Σ x², `[groups, inputs]`: the diagonals of the Gram matrices. */
  readonly squares: Float64Array;
  /** Σ x xᵀ, one `[inputs, inputs]` for each group; empty with `diagonalOnly`. */
  readonly grams: readonly Float64Array[];
  /** With the outputs of the same layer in another model, where one was given. */
  readonly cross: CrossMoments | undefined;
}

/** Moments between the inputs of a layer and the outputs that the same layer has in another model for the same samples. */
export interface CrossMoments {
  /** Outputs of one group. */
  readonly outputs: number;
  /** Σ x yᵀ, one `[inputs, outputs]` for each group. */
  readonly products: readonly Float64Array[];
  /** Σ y, `[groups, outputs]`. */
  readonly sums: Float64Array;
  /** Σ y², `[groups, outputs]`. */
  readonly squares: Float64Array;
}

export interface MomentsOptions {
  readonly threads?: number | undefined;
  /** Stops before the next run, by throwing its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the share that is done, 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  /** Only sums and squares: cheap, and for layers of any width. */
  readonly diagonalOnly?: boolean | undefined;
  /** Another model with the same layers (by their ids) and inputs: gives the cross moments with the outputs of its layers. */
  readonly reference?: Model | undefined;
  /** About how many rows to sum over for each layer: of more they are thinned evenly. 16 for each input and 4,096 more unless given. */
  readonly rows?: number | undefined;
  /** Samples to run at least, where there are so many: layers with many rows in each need no more. 64 unless given. */
  readonly samples?: number | undefined;
  /** Bytes that the sums of one pass over the data may take; 512 MB unless given. A layer that takes more is left out. */
  readonly budget?: number | undefined;
  /** Told of each layer that is left out, and why. */
  readonly onLeftOut?: ((node: NodeId, reason: Message) => void) | undefined;
}

/**
 * Moments of the inputs of layers over a dataset. Rows of inputs are gathered and thinned inside the runtime and summed in float64.
 * A batch normalization is looked at too: its rows have a number for each channel, and its outputs are what it reads in the reference.
 * Layers that have none (nodes without a matrix, layers too wide for the budget) are not in the result.
 * @throws UserError where data or model fail
 */
export async function layerMoments(
  model: Model,
  nodes: readonly NodeId[],
  dataset: Dataset,
  options: MomentsOptions = {},
): Promise<ReadonlyMap<NodeId, LayerMoments>> {
  const found = new Map<NodeId, LayerMoments>();
  for await (const [node, moments] of layerMomentsInTurn(model, nodes, dataset, options)) found.set(node, moments);
  return found;
}

/**
 * The same, layer by layer, for models whose moments do not fit into memory together: as many layers as fit are summed in one pass over the
 * dataset, in the order of the graph, and there is a further pass for the next ones once these were taken.
 * @throws UserError where data or model fail
 */
export async function* layerMomentsInTurn(
  model: Model,
  nodes: readonly NodeId[],
  dataset: Dataset,
  options: MomentsOptions = {},
): AsyncGenerator<readonly [NodeId, LayerMoments]> {
  const subject = momentsSubject(model, options.reference, dataset);
  const layers = await layersToSum(subject, nodes, options);
  const passes = inPasses(layers, options.budget ?? defaultBudget);
  const total = layers.length;
  let done = 0;
  for (const pass of passes) {
    const share = (fraction: number): void => options.onProgress?.((done + fraction * pass.length) / total);
    const sums = await sumPass(subject, pass, options, share);
    done += pass.length;
    yield* sums;
  }
}

const defaultBudget = 512 * 2 ** 20;

/** Neighbouring layers whose sums together take no more than the budget. */
function inPasses(layers: readonly SummedLayer[], budget: number): readonly (readonly SummedLayer[])[] {
  const passes: SummedLayer[][] = [];
  let held = Infinity;
  for (const layer of layers) {
    const bytes = MomentSums.bytes(layer.widths);
    if (held + bytes > budget) {
      passes.push([]);
      held = 0;
    }
    passes.at(-1)!.push(layer);
    held += bytes;
  }
  return passes;
}

/** One pass over the dataset. */
async function sumPass(
  subject: MomentsSubject,
  layers: readonly SummedLayer[],
  { threads, signal, samples = fewestSamples }: MomentsOptions,
  onProgress: (fraction: number) => void,
): Promise<readonly (readonly [NodeId, LayerMoments])[]> {
  const needed = Math.max(...layers.map(({ wanted, rowsPerRun }) => Math.ceil(wanted / Math.max(1, rowsPerRun))));
  const dataset = withPhases(take(subject.dataset, Math.min(subject.dataset.size, Math.max(needed, samples))));
  const { probed, fetches } = momentsModel(subject, layers, dataset.size);
  const sums = layers.map(({ widths }) => new MomentSums(widths));
  const session = { exactQuantizedWeights: true, ...(threads !== undefined && { threads }) };
  return withProducts(threads, (products) =>
    withSession(probed, session, async (running) => {
      let done = 0;
      for await (const { results } of runSamples(running, dataset, fetches.flatMap(namesOf), {
        ...(signal && { signal }),
      })) {
        for (const [index, fetch] of fetches.entries()) {
          const x = rowsFrom(results, fetch.inputs);
          const y = fetch.outputs === undefined ? none : rowsFrom(results, fetch.outputs);
          const { groups, inputs } = layers[index]!.widths;
          await sums[index]!.add(x, y, x.length / (groups * inputs), products);
        }
        onProgress(++done / dataset.size);
      }
      return Promise.all(
        layers.map(async ({ layer }, index) => [layer.id, await sums[index]!.finish(products)] as const),
      );
    }),
  );
}

const fewestSamples = 64;
const none = new Float32Array(0);

function namesOf({ inputs, outputs }: FetchedRows): readonly string[] {
  return outputs === undefined ? [inputs] : [inputs, outputs];
}

function rowsFrom(results: ReadonlyMap<string, DenseTensor>, name: string): Float32Array {
  const data = results.get(name)?.data;
  if (!(data instanceof Float32Array)) throw new TypeError(`${name} is no float32 tensor`);
  return data;
}
