import { int, makeNode } from '../onnx/attributes.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';
import type { DenseTensor } from '../onnx/tensor.ts';
import { asFloat32, inOrderOfCreation, type ObserveOptions, observingSession, probePrefix } from './observation.ts';
import { keepOnly, probedModel, untyped } from './probedModel.ts';
import { runSamples } from './runSamples.ts';
import { withSession } from './session.ts';

/** The smallest and the largest element of a tensor in one run. */
export interface TensorRange {
  readonly min: number;
  readonly max: number;
  /** Whether all elements are numbers and finite. If not, `min` and `max` are those of some of the elements only. */
  readonly finite: boolean;
}

/** The sum passes NaN on, which the kernels for extremes do not always do. */
const reductions = ['ReduceMin', 'ReduceMax', 'ReduceSum'] as const;

/**
 * Smallest and largest element of tensors of real numbers in every run over a dataset, told to `found` in the order of the
 * samples. They are found inside the graph, where each tensor is gone as soon as its last reader has run: one pass, in
 * memory that depends neither on the number of tensors nor on that of samples. A tensor without elements is passed over.
 * @throws UserError where data or model fail
 */
export async function observeRanges(
  model: Model,
  tensors: readonly string[],
  dataset: Dataset,
  options: ObserveOptions,
  found: (tensor: string, range: TensorRange, sample: number) => void,
): Promise<void> {
  if (tensors.length === 0) return;
  const ordered = inOrderOfCreation(model.graph, tensors);
  const probed = withReductions(model, ordered, dataset, options);
  const probes = ordered.flatMap((tensor) => reductions.map((reduction) => probeOf(tensor, reduction)));
  await withSession(probed, observingSession(options), async (session) => {
    let done = 0;
    for await (const { sample, results } of runSamples(session, dataset, probes, options)) {
      for (const tensor of ordered) {
        const range = rangeOf(results, tensor);
        if (range !== undefined) found(tensor, range, sample.index);
      }
      options.onProgress?.(++done / dataset.size);
    }
  });
}

/**
 * The runtime takes the nodes that nobody reads from the last to the first, and runs before each what it still needs. With
 * the reductions of early tensors last, each runs as soon as its tensor is there; the other way round all would wait for
 * the end of the graph, and every tensor with them.
 */
function withReductions(model: Model, ordered: readonly string[], dataset: Dataset, options: ObserveOptions): Model {
  const fedBack = dataset.feedback.map(({ output }) => output);
  return probedModel(model, (copy) => {
    keepOnly(copy, model.graph, [...ordered, ...fedBack]);
    copy.output = copy.output.filter(({ name }) => fedBack.includes(name ?? ''));
    for (const tensor of ordered.toReversed()) {
      const real = asFloat32(tensor, options.types, copy.node);
      for (const reduction of reductions) {
        const probe = probeOf(tensor, reduction);
        copy.node.push(makeNode(reduction, [real], [probe], { attributes: { keepdims: int(0) } }));
        copy.output.push(untyped(probe));
      }
    }
  });
}

function probeOf(tensor: string, reduction: (typeof reductions)[number]): string {
  return `${probePrefix}${reduction}:${tensor}`;
}

function rangeOf(results: ReadonlyMap<string, DenseTensor>, tensor: string): TensorRange | undefined {
  const [min, max, sum] = reductions.map((reduction) => Number(results.get(probeOf(tensor, reduction))?.data[0]));
  if (min === undefined || max === undefined || sum === undefined) return undefined;
  // Of no elements the smallest is the largest number there is.
  if (min === Infinity && max === -Infinity && sum === 0) return undefined;
  return { min, max, finite: Number.isFinite(min) && Number.isFinite(max) && Number.isFinite(sum) };
}
