import { type DataOptions, dataOptions, type KnownDataOptions } from '../../protocol/options/data.ts';
import { userError } from '../../protocol/userError.ts';
import type { Dataset } from '../data/dataset.ts';
import { detectDataset } from '../data/detectDataset.ts';
import { modelInputs } from '../data/modelInputs.ts';
import { openDataset } from '../data/openDataset.ts';
import type { Model } from '../onnx/model.ts';

/**
 * Opens data as options ask for it, shaped for the inputs of a model.
 * @throws UserError where the data is missing, damaged, of a kind that cannot be told, or does not fit the model
 */
export async function openData(options: DataOptions, model: Model): Promise<Dataset> {
  const outputs = model.graph.outputs.map(({ name }) => name);
  return openDataset(await withKnownKind(options), modelInputs(model), outputs);
}

/**
 * The options with the kind of the data, where that is for its path to tell.
 * @throws UserError where it does not, or where the options have settings that this kind does not have
 */
export async function withKnownKind(options: DataOptions): Promise<KnownDataOptions> {
  if (options.kind !== 'auto') return options;
  const { kind } = await detectDataset(options.path);
  const known = dataOptions.safeParse({ ...options, kind });
  if (known.success && known.data.kind !== 'auto') return known.data;
  const keys = known.error?.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  throw userError('recipe.settings-unfit', { path: options.path, kind, keys: keys?.join(', ') ?? '' });
}
