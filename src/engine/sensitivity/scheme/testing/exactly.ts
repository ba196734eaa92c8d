import { passContext } from '../../../../../test/quantize/quantized.ts';
import { type QuantizeStaticInput, quantizeStaticOptions } from '../../../../protocol/options/quantizeStatic.ts';
import type { Dataset, Feeds } from '../../../data/dataset.ts';
import type { Model } from '../../../onnx/model.ts';
import { probedModel, untyped } from '../../../runtime/probedModel.ts';
import { initialState } from '../../../runtime/runSamples.ts';
import { withSession } from '../../../runtime/session.ts';
import { prepareStaticScheme, type StaticScheme } from '../staticScheme.ts';

/** A model prepared in place for static quantization. */
export function staticScheme(model: Model, dataset: Dataset, input: QuantizeStaticInput = {}): Promise<StaticScheme> {
  return prepareStaticScheme(model, dataset, quantizeStaticOptions.parse(input), passContext());
}

/** What is fed in the first run. */
export async function firstFeeds(dataset: Dataset): Promise<Feeds> {
  for await (const { feeds } of dataset.samples({ end: 1 })) return new Map([...feeds, ...initialState(dataset)]);
  throw new Error('no samples');
}

/** Outputs of a model, or any of its tensors, node by node as it stands: integers are made floats before anything is computed. */
export async function exactly(model: Model, dataset: Dataset, tensors?: readonly string[]) {
  const feeds = await firstFeeds(dataset);
  const asked =
    tensors === undefined ? model : probedModel(model, (copy) => (copy.output = tensors.map((each) => untyped(each))));
  const options = { threads: 1, optimization: 'disabled', exactQuantizedWeights: true } as const;
  return withSession(asked, options, (session) => session.run(feeds));
}

/** The elements of a tensor of float32. */
export async function valuesOf(model: Model, dataset: Dataset, tensor: string): Promise<Float32Array> {
  const found = (await exactly(model, dataset, [tensor])).get(tensor);
  if (!(found?.data instanceof Float32Array)) throw new Error(`${tensor} is not float32`);
  return found.data;
}
