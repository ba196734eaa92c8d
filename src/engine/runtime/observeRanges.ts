import type { Dataset } from '../data/dataset.ts';
import type { Model } from '../onnx/model.ts';
import { asFloat32, inOrderOfCreation, type ObserveOptions, observingSession } from './observation.ts';
import { keepOnly, probedModel } from './probedModel.ts';
import { addReductions, reducedRange, reductionsOf, type TensorRange } from './reductions.ts';
import { runSamples } from './runSamples.ts';
import { withSession } from './session.ts';

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
  const probes = ordered.flatMap(reductionsOf);
  await withSession(probed, observingSession(options), async (session) => {
    let done = 0;
    for await (const { sample, results } of runSamples(session, dataset, probes, options)) {
      for (const tensor of ordered) {
        const range = reducedRange(results, tensor);
        if (range !== undefined) found(tensor, range, sample.index);
      }
      options.onProgress?.(++done / dataset.size);
    }
  });
}

/** Reductions stand from the last tensor to the first, see {@link addReductions}. */
function withReductions(model: Model, ordered: readonly string[], dataset: Dataset, options: ObserveOptions): Model {
  const fedBack = dataset.feedback.map(({ output }) => output);
  return probedModel(model, (copy) => {
    keepOnly(copy, model.graph, [...ordered, ...fedBack]);
    copy.output = copy.output.filter(({ name }) => fedBack.includes(name));
    for (const tensor of ordered.toReversed()) {
      addReductions(copy, tensor, asFloat32(tensor, options.types, copy.node));
    }
  });
}
