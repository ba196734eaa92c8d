import type { Message } from '../../protocol/messages/message.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import { userError } from '../../protocol/userError.ts';
import { formatDims, type ModelInput, unknownDimension } from './modelInputs.ts';
import type { DimensionSizes } from './spec.ts';

/** A size for every dimension of the model's inputs. */
export interface ResolvedShapes {
  /** By input name. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** The sizes that nobody gave: `data.assumed-dimension`, one for each dimension of each input. */
  readonly notes: readonly Message[];
}

/** Whether an input is the sample rate of sound, by its name. */
export function isSampleRate(name: string): boolean {
  return /^(sr|fs|sample_?rate|sampling_?rate)$/i.test(name);
}

/**
 * Sizes for the dimensions that the model leaves open: those given (the whole shape of an input by its name, or a
 * dimension by its own), else a usual one. A dimension that has a name is the same everywhere. The usual ones: batch 1;
 * sequence 128; past 0, so that sums such as `past + sequence` hold; 512 samples of sound; three channels; images of
 * 224 × 224, or 320 × 320 where only the channels are known, as for detectors, and 320 wide where the height of a line of
 * text is known.
 * @throws UserError where a given shape does not fit the model, or a given name is neither an input nor a dimension
 */
export function resolveShapes(inputs: readonly ModelInput[], given: DimensionSizes = {}): ResolvedShapes {
  requireKnownNames(inputs, given);
  const named = new Map<string, number>();
  for (const [name, size] of Object.entries(given)) if (typeof size === 'number') named.set(name, size);
  for (const input of inputs) learnFromShape(input, given[input.name], named);
  const sound = inputs.some((input) => isSampleRate(input.name));
  const notes: Message[] = [];
  const shapes = new Map<string, readonly number[]>();
  for (const input of inputs) {
    const shape = given[input.name];
    if (Array.isArray(shape)) {
      shapes.set(input.name, shape as readonly number[]);
      continue;
    }
    const sizes = input.dims.map((dim, axis) => {
      if (typeof dim === 'number') return dim;
      const known = dim === unknownDimension ? undefined : sizeOfExpression(dim, named);
      if (known !== undefined) return known;
      const usual = usualSize(input, axis, dim, sound);
      if (dim !== unknownDimension) named.set(dim, usual);
      notes.push(message('data.assumed-dimension', { input: input.name, axis, dimension: dim, size: usual }));
      return usual;
    });
    shapes.set(input.name, sizes);
  }
  return { shapes, notes };
}

function requireKnownNames(inputs: readonly ModelInput[], given: DimensionSizes): void {
  const dimensions = new Set(inputs.flatMap((input) => input.dims.filter((dim) => typeof dim === 'string')));
  const terms = [...dimensions].flatMap((dim) => dim.split('+').map((term) => term.trim()));
  for (const [name, size] of Object.entries(given)) {
    const known =
      typeof size === 'number'
        ? terms.includes(name) || dimensions.has(name)
        : inputs.some((each) => each.name === name);
    if (known) continue;
    const names = typeof size === 'number' ? [...dimensions] : inputs.map((input) => input.name);
    throw userError('data.unknown-dimension', { name, known: names.join(', ') });
  }
}

/** A whole shape that is given also says how large its named dimensions are. */
function learnFromShape(
  input: ModelInput,
  shape: number | readonly number[] | undefined,
  named: Map<string, number>,
): void {
  if (shape === undefined || typeof shape === 'number') return;
  const fits =
    input.unranked === true ||
    (shape.length === input.dims.length &&
      input.dims.every((dim, axis) => typeof dim === 'string' || dim === shape[axis]));
  if (!fits) {
    throw userError('data.shape-mismatch', {
      array: input.name,
      shape: formatDims(shape),
      input: input.name,
      expected: formatDims(input.dims),
    });
  }
  input.dims.forEach((dim, axis) => {
    const size = shape[axis];
    if (typeof dim === 'string' && dim !== unknownDimension && size !== undefined) named.set(dim, size);
  });
}

/** The size of a named dimension, or of a sum such as `past_sequence + 1`, where all of its terms are known. */
function sizeOfExpression(dim: string, named: ReadonlyMap<string, number>): number | undefined {
  const whole = named.get(dim);
  if (whole !== undefined || !dim.includes('+')) return whole;
  let sum = 0;
  for (const term of dim.split('+').map((each) => each.trim())) {
    const size = /^\d+$/.test(term) ? Number(term) : (named.get(term) ?? usualByName(term));
    if (size === undefined) return undefined;
    sum += size;
  }
  return sum;
}

function usualSize(input: ModelInput, axis: number, dim: string, sound: boolean): number {
  if (sound && input.dims.length === 2 && axis === 1) return soundSamples;
  if (isImageOfKnownSide(input.dims, axis)) return usualByPlace(input, axis);
  return usualByName(dim) ?? usualByPlace(input, axis);
}

/** Whether the dimension is one side of an image (of one or three channels) whose other side the model fixes. */
function isImageOfKnownSide(dims: readonly (number | string)[], axis: number): boolean {
  if (dims.length !== 4 || axis === 0) return false;
  const channels = dims[channelAxisOf(dims)];
  return (
    (typeof channels === 'string' || channels === 1 || channels === 3) && typeof otherSide(dims, axis) === 'number'
  );
}

/** 32 ms at 16 kHz, what voice detectors take at a time. */
const soundSamples = 512;

function usualByName(dim: string): number | undefined {
  if (/past|cache/i.test(dim)) return 0;
  if (/batch|^n$/i.test(dim)) return 1;
  if (/height|width|^[hw]$/i.test(dim)) return 224;
  if (/channel|^c$/i.test(dim)) return 3;
  if (/seq|len|time|token|total/i.test(dim)) return 128;
  return undefined;
}

function usualByPlace(input: ModelInput, axis: number): number {
  if (axis === 0) return 1;
  const rank = input.dims.length;
  if (rank === 4) return usualImageSize(input.dims, axis);
  if (rank === 5) return axis === 1 ? 3 : axis === 2 ? 16 : 112;
  if (rank === 3 && axis === 1 && typeof input.dims[0] === 'number' && input.dims[0] > 1) return 1;
  return 128;
}

/** Axes 1 to 3 of an image: [channels, height, width], or the channels last where 1 or 3 stand there. */
function usualImageSize(dims: readonly (number | string)[], axis: number): number {
  const channelAxis = channelAxisOf(dims);
  if (axis === channelAxis) return 3;
  const other = otherSide(dims, axis);
  const isWidth = axis === (channelAxis === 1 ? 3 : 2);
  if (typeof other === 'number') return isWidth && other <= textLineHeight ? 320 : other;
  return typeof dims[channelAxis] === 'number' ? 320 : 224;
}

const textLineHeight = 64;

/** The height where `axis` is the width of an image, and the other way round. */
function otherSide(dims: readonly (number | string)[], axis: number): number | string | undefined {
  const [heightAxis, widthAxis] = channelAxisOf(dims) === 1 ? [2, 3] : [1, 2];
  if (axis === heightAxis) return dims[widthAxis];
  return axis === widthAxis ? dims[heightAxis] : undefined;
}

/** The axis of the channels in the shape of a batch of images: the last where it is 1 or 3 and axis 1 is not, else 1. */
export function channelAxisOf(dims: readonly (number | string)[]): 1 | 3 {
  const isChannels = (dim: number | string | undefined): boolean => dim === 1 || dim === 3;
  return isChannels(dims[3]) && !isChannels(dims[1]) ? 3 : 1;
}
