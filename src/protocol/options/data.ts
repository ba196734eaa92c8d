import * as z from 'zod';
import { option } from './option.ts';

const dimension = z.int().positive();

/** Sizes for dynamic dimensions: a dimension's name and its size, or an input's name and its whole shape. */
const dims = option(z.record(z.string(), z.union([dimension, z.array(dimension)])).exactOptional(), {
  help: 'option.dims',
  flag: 'dim',
  value: 'name=size',
});

/** Outputs of the model and the inputs that they become in the next run. */
const feedback = option(z.array(z.strictObject({ output: z.string(), input: z.string() })).exactOptional(), {
  help: 'option.feedback',
  value: 'output:input',
});

/** Tells the kinds of data apart. */
const kind = <Kind extends string>(name: Kind) =>
  option(z.literal(name), { help: 'option.data-kind', flag: 'data-kind' });

/** Tells the sources of labels apart. */
const labelsFrom = <From extends string>(name: From) =>
  option(z.literal(name), { help: 'option.labels-from', flag: 'labels-from' });

const common = { dims, feedback };
const path = option(z.string(), { help: 'option.data', flag: 'data', value: 'path' });
const classNames = option(z.string().exactOptional(), { help: 'option.class-names', value: 'file' });

/** `file,label` lines (.csv), one label a line (.txt), or an array (.npy, or `labels` of an .npz). */
const labelFile = z.strictObject({
  path: option(z.string(), { help: 'option.labels', flag: 'labels', value: 'file' }),
  from: labelsFrom('file'),
  classNames,
});

/** The first folder below the images' folder is the class. */
const labelFolders = z.strictObject({ from: labelsFrom('folders'), classNames });

const labels = z.discriminatedUnion('from', [labelFile, labelFolders]);

/** From the bytes of an image to the model's input: `(value · scale − mean) / std`, values from 0 to 255. */
export const imagePreprocessing = z.strictObject({
  preset: option(z.enum(['imagenet', '0-1', '-1-1', 'raw']).exactOptional(), {
    help: 'option.image-preset',
    flag: 'image-preset',
  }),
  scale: option(z.number().positive().exactOptional(), { help: 'option.image-scale', flag: 'image-scale' }),
  mean: option(z.array(z.number()).exactOptional(), { help: 'option.image-mean', flag: 'image-mean' }),
  std: option(z.array(z.number().positive()).exactOptional(), { help: 'option.image-std', flag: 'image-std' }),
  width: option(dimension.exactOptional(), { help: 'option.image-width', flag: 'image-width', value: 'pixels' }),
  height: option(dimension.exactOptional(), { help: 'option.image-height', flag: 'image-height', value: 'pixels' }),
  fit: option(z.enum(['crop', 'stretch', 'pad']).exactOptional(), { help: 'option.image-fit', flag: 'image-fit' }),
  resizeTo: option(dimension.exactOptional(), {
    help: 'option.image-resize-to',
    flag: 'image-resize-to',
    value: 'pixels',
  }),
  interpolation: option(z.enum(['nearest', 'linear', 'cubic', 'lanczos3']).exactOptional(), {
    help: 'option.image-interpolation',
    flag: 'image-interpolation',
  }),
  layout: option(z.enum(['NCHW', 'NHWC']).exactOptional(), { help: 'option.image-layout', flag: 'image-layout' }),
  channelOrder: option(z.enum(['RGB', 'BGR']).exactOptional(), {
    help: 'option.image-channel-order',
    flag: 'image-channel-order',
  }),
});

const npz = z.strictObject({ path, kind: kind('npz'), labels: labelFile.exactOptional(), ...common });
const npyFolder = z.strictObject({ path, kind: kind('npyFolder'), labels: labelFile.exactOptional(), ...common });
const testDataSets = z.strictObject({ path, kind: kind('testDataSets'), ...common });
const images = z.strictObject({
  path,
  kind: kind('images'),
  labels: labels.exactOptional(),
  preprocessing: imagePreprocessing.exactOptional(),
  ...common,
});
const synthetic = z.strictObject({
  kind: kind('synthetic'),
  count: option(z.int().positive().exactOptional(), { help: 'option.synthetic-count', flag: 'synthetic-count' }),
  seed: option(z.int().nonnegative().exactOptional(), { help: 'option.synthetic-seed', flag: 'synthetic-seed' }),
  distribution: option(z.enum(['normal', 'uniform']).exactOptional(), {
    help: 'option.synthetic-distribution',
    flag: 'synthetic-distribution',
  }),
  integerRange: option(z.int().positive().exactOptional(), {
    help: 'option.synthetic-integer-range',
    flag: 'synthetic-integer-range',
  }),
  ...common,
});

/** The path tells what the data is. Settings that only one kind of data has are refused if it is another. */
const auto = z.strictObject({
  path,
  kind: kind('auto'),
  labels: labels.exactOptional(),
  preprocessing: imagePreprocessing.exactOptional(),
  ...common,
});

/** Where samples come from, and how they become a model's inputs. */
export const dataOptions = z.discriminatedUnion('kind', [auto, npz, npyFolder, testDataSets, images, synthetic]);
export type DataOptions = z.infer<typeof dataOptions>;
/** The same with its kind known. */
export type KnownDataOptions = Exclude<DataOptions, { readonly kind: 'auto' }>;
export type ImagePreprocessing = z.infer<typeof imagePreprocessing>;
