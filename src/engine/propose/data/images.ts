import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { KnownDataOptions } from '../../../protocol/options/data.ts';
import { UserError } from '../../../protocol/userError.ts';
import { imageFiles } from '../../data/images/imageFiles.ts';
import { imageFormat } from '../../data/images/imageFormat.ts';
import { classDims } from '../../data/metrics/classRows.ts';
import { modelInputs } from '../../data/modelInputs.ts';
import { elementTypeOf, isFloat } from '../../onnx/elementType.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Model } from '../../onnx/model.ts';
import { folderEntries } from './folderEntries.ts';

type ImageOptions = Extract<KnownDataOptions, { readonly kind: 'images' }>;

/** Options in which stands what would be assumed without them, and what that is. */
export interface AssumedOptions {
  readonly options: ImageOptions;
  readonly assumed: readonly Message[];
}

/**
 * Completes what is not said of images: how their pixels become numbers, and whether their folders are their classes.
 * @throws UserError where the model takes no images
 */
export async function assumeForImages(given: ImageOptions, model: Model): Promise<AssumedOptions> {
  const preset = assumedPreset(given, model);
  const withPreset: ImageOptions =
    preset === undefined ? given : { ...given, preprocessing: { ...given.preprocessing, preset } };
  const assumed = preset === undefined ? [] : [message('propose.image-preset', { preset })];
  const isLabelled = given.labels === undefined && (await foldersAreClasses(given.path, model));
  if (!isLabelled) return { options: withPreset, assumed };
  return {
    options: { ...withPreset, labels: { from: 'folders' } },
    assumed: [...assumed, message('propose.folder-labels', {})],
  };
}

function assumedPreset({ preprocessing = {}, dims, feedback = [] }: ImageOptions, model: Model) {
  const fedBack = new Set(feedback.map(({ input }) => input));
  const input = modelInputs(model).find(({ name }) => !fedBack.has(name));
  return input === undefined ? undefined : imageFormat(input, preprocessing, dims).preset;
}

/**
 * Whether images lie in folders that can be the classes of the model: all of them in one, and either numbers that the
 * model has, or as many names.
 */
async function foldersAreClasses(path: string, model: Model): Promise<boolean> {
  const classes = classesOf(model);
  // One image that lies in no folder is enough to know, however many there are.
  if (classes === undefined || (await folderEntries(path).catch(() => undefined))?.hasImages !== false) return false;
  try {
    const { labels = [], notes } = await imageFiles({ path, labels: { from: 'folders' } });
    const found = new Set(labels);
    const isNamed = notes.length > 0;
    return found.size > 1 && (isNamed ? found.size === classes : [...found].every((label) => label < classes));
  } catch (cause) {
    if (cause instanceof UserError) return false;
    throw cause;
  }
}

/** The number of classes that the first output of this form declares: [N, C], or [N, C, 1, 1]. */
function classesOf({ graph }: Model): number | undefined {
  for (const { type } of graph.outputs) {
    const dims = classDims(type?.tensorType?.shape?.dim.map(sizeOf) ?? []);
    const element = elementTypeOf(type?.tensorType?.elemType ?? 0);
    const [, classes = 0] = dims;
    if (element !== undefined && isFloat(element) && dims.length === 2 && classes > 1) return classes;
  }
  return undefined;
}

function sizeOf({ dimValue }: onnx.TensorShapeProto.Dimension.$Properties): number {
  return Number(dimValue ?? 0);
}
