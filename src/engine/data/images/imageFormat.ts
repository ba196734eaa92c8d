import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import { userError } from '../../../protocol/userError.ts';
import type { ElementType } from '../../onnx/elementType.ts';
import { channelAxisOf, resolveShapes } from '../dimensionSizes.ts';
import { formatDims, type ModelInput } from '../modelInputs.ts';
import type { DimensionSizes, ImagePreprocessing, ImagePreset } from '../spec.ts';

/** What an image must become to be fed: every choice made. */
export interface ImageFormat {
  readonly type: ElementType;
  /** Images in one feed. */
  readonly batch: number;
  readonly channels: 1 | 3;
  readonly width: number;
  readonly height: number;
  readonly layout: 'NCHW' | 'NHWC';
  readonly channelOrder: 'RGB' | 'BGR';
  readonly fit: 'crop' | 'stretch' | 'pad';
  /** Pixels of the shorter side before cropping, where it was given. */
  readonly resizeTo: number | undefined;
  readonly interpolation: 'nearest' | 'linear' | 'cubic' | 'lanczos3';
  /** A value from 0 to 255 becomes `(value · scale − mean) / std`; one mean and std for each channel as it is fed. */
  readonly scale: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

interface Normalization {
  readonly scale: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

const presets: Readonly<Record<ImagePreset, Normalization>> = {
  imagenet: { scale: 1 / 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
  '0-1': { scale: 1 / 255, mean: [0], std: [1] },
  '-1-1': { scale: 1 / 127.5, mean: [1], std: [1] },
  raw: { scale: 1, mean: [0], std: [1] },
};

const imageTypes: ReadonlySet<ElementType> = new Set<ElementType>(['float32', 'float16', 'float64', 'uint8']);

/** How images become an input, and what of that was assumed. */
export interface ChosenFormat {
  readonly format: ImageFormat;
  /** The normalization that was assumed; undefined where it was given, or pixels are fed as they are. */
  readonly preset: ImagePreset | undefined;
  readonly notes: readonly Message[];
}

/**
 * Decides how images become an input of the model, and what of it was assumed.
 * @throws UserError where the input takes no images, or the options contradict it
 */
export function imageFormat(
  input: ModelInput,
  options: ImagePreprocessing,
  sizes: DimensionSizes | undefined,
): ChosenFormat {
  if (input.dims.length !== 4 || !imageTypes.has(input.type)) {
    throw userError('data.image-input', { input: input.name, type: input.type, shape: formatDims(input.dims) });
  }
  const layout = options.layout ?? (channelAxisOf(input.dims) === 1 ? 'NCHW' : 'NHWC');
  const axes = layout === 'NCHW' ? { channels: 1, height: 2, width: 3 } : { channels: 3, height: 1, width: 2 };
  const dims = [...input.dims];
  for (const side of ['height', 'width'] as const) setSide(dims, axes[side], side, options[side], input);
  if (layout === 'NHWC' && typeof dims[axes.channels] === 'string') dims[axes.channels] = 3;
  const { shapes, notes: assumed } = resolveShapes([{ ...input, dims }], ownSizes(sizes, input, dims));
  const shape = shapes.get(input.name) ?? [];
  const channels = shape[axes.channels];
  if (channels !== 1 && channels !== 3)
    throw userError('data.image-channels', { input: input.name, channels: channels ?? 0 });
  const { preset, ...normalization } = normalizationOf(input, channels, options);
  return {
    format: {
      type: input.type,
      batch: shape[0] ?? 1,
      channels,
      width: shape[axes.width] ?? 1,
      height: shape[axes.height] ?? 1,
      layout,
      channelOrder: options.channelOrder ?? 'RGB',
      fit: options.fit ?? 'crop',
      resizeTo: options.resizeTo,
      interpolation: options.interpolation ?? 'linear',
      ...normalization,
    },
    preset,
    notes: [
      ...assumed.filter((note) => note.args['axis'] !== 0),
      ...(preset === undefined ? [] : [message('data.assumed-preset', { input: input.name, preset })]),
    ],
  };
}

function setSide(
  dims: (number | string)[],
  axis: number,
  side: 'width' | 'height',
  pixels: number | undefined,
  input: ModelInput,
): void {
  const own = dims[axis];
  if (pixels === undefined) return;
  if (typeof own === 'number' && own !== pixels) {
    throw userError('data.image-size', { input: input.name, side: message(`data.${side}`, {}), own, given: pixels });
  }
  dims[axis] = pixels;
}

/** Sizes that were given for this input; those of dimensions that the options have settled are no longer asked for. */
function ownSizes(
  sizes: DimensionSizes | undefined,
  input: ModelInput,
  dims: readonly (number | string)[],
): DimensionSizes {
  const own = Object.entries(sizes ?? {}).filter(([name]) => name === input.name || dims.includes(name));
  return Object.fromEntries(own);
}

function normalizationOf(
  input: ModelInput,
  channels: 1 | 3,
  options: ImagePreprocessing,
): Normalization & { readonly preset: ImagePreset | undefined } {
  const integer = input.type === 'uint8';
  const given = options.scale !== undefined || options.mean !== undefined || options.std !== undefined;
  const usual = integer ? 'raw' : given || channels === 1 ? '0-1' : 'imagenet';
  const base = presets[options.preset ?? usual];
  const normalization = {
    scale: options.scale ?? base.scale,
    mean: perChannel(input, 'mean', options.mean ?? base.mean, channels),
    std: perChannel(input, 'std', options.std ?? base.std, channels),
  };
  const changes =
    normalization.scale !== 1 || normalization.mean.some(Boolean) || normalization.std.some((std) => std !== 1);
  if (integer && changes) throw userError('data.image-integer', { input: input.name, type: input.type });
  return { ...normalization, preset: options.preset === undefined && !given && !integer ? usual : undefined };
}

function perChannel(input: ModelInput, option: string, values: readonly number[], channels: 1 | 3): readonly number[] {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return new Array<number>(channels).fill(only);
  if (values.length === channels) return values;
  throw userError('data.image-statistics', { input: input.name, option, count: values.length, channels });
}
