/** The integer element types a tensor can be quantized to, named as ONNX element types. */
export type QuantizedType = 'uint4' | 'int4' | 'uint8' | 'int8' | 'uint16' | 'int16' | 'int32';

/** A closed interval of real values. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** One scale and zero point for a whole tensor: real = (integer − zeroPoint) · scale. `scale` is a float32 value. */
export interface QuantizationParameters {
  readonly type: QuantizedType;
  readonly scale: number;
  readonly zeroPoint: number;
}

/** One scale and zero point for each index along `axis` of a tensor. */
export interface ChannelQuantizationParameters {
  readonly type: QuantizedType;
  readonly axis: number;
  readonly scales: Float32Array;
  readonly zeroPoints: Int32Array;
}

export interface SchemeOptions {
  /** Put real zero at the middle of the integers, the same for every tensor of the type: 0 if signed, 128 for uint8. */
  readonly symmetric?: boolean;
  /** Give up one bit. Meant for weights on processors without VNNI: see {@link integerLimits}. */
  readonly reduced?: boolean;
  /** Widen a narrower range to this width; some accelerators refuse smaller scales. */
  readonly minimumWidth?: number;
}

/** Thrown for a range no scale can be made for. The caller knows the tensor and tells the user. */
export class UnusableRangeError extends RangeError {
  readonly range: Range;

  constructor(range: Range) {
    super(`no scale for the range [${range.min}, ${range.max}]`);
    this.name = 'UnusableRangeError';
    this.range = range;
  }
}

const FULL_LIMITS: Readonly<Record<QuantizedType, Range>> = {
  uint4: { min: 0, max: 15 },
  int4: { min: -8, max: 7 },
  uint8: { min: 0, max: 255 },
  int8: { min: -128, max: 127 },
  uint16: { min: 0, max: 65535 },
  int16: { min: -32768, max: 32767 },
  int32: { min: -2147483648, max: 2147483647 },
};

/**
 * int4 has no entry: over all its 16 integers (scale = 2·max/15, zero point 0) no value is off by more than half a
 * step, and leaving out −8 would only make the steps larger. For int8 that gain is lost in the noise, and kernels
 * want a range that can be negated.
 */
const SYMMETRIC_LIMITS: Partial<Readonly<Record<QuantizedType, Range>>> = {
  int8: { min: -127, max: 127 },
  int16: { min: -32767, max: 32767 },
  int32: { min: -2147483647, max: 2147483647 },
};

/**
 * int8 stops at ±64, not ±63: x64 kernels without VNNI add two products of uint8 and int8 in 16 bits, and
 * 2 · 255 · 64 = 32,640 is still below 32,767 (with 65 it is not).
 */
const REDUCED_LIMITS: Partial<Readonly<Record<QuantizedType, Range>>> = {
  uint4: { min: 0, max: 7 },
  int4: { min: -4, max: 3 },
  uint8: { min: 0, max: 127 },
  int8: { min: -64, max: 64 },
  uint16: { min: 0, max: 32767 },
  int16: { min: -16384, max: 16384 },
};

/** Smallest scale that is a normal float32; kernels may flush anything smaller to zero. */
const SMALLEST_SCALE = 2 ** -126;

const TWO_POW_52 = 2 ** 52;

/** The smallest and the largest integer that quantized values of `type` may take. int32 has no reduced form. */
export function integerLimits(type: QuantizedType, options: SchemeOptions = {}): Range {
  const reduced = options.reduced === true ? REDUCED_LIMITS[type] : undefined;
  const symmetric = options.symmetric === true ? SYMMETRIC_LIMITS[type] : undefined;
  return reduced ?? symmetric ?? FULL_LIMITS[type];
}

/**
 * Rounds to the nearest integer, ties to the even one, as QuantizeLinear does (Math.round sends ties up).
 * Adding 2^52 leaves no bits for a fraction, so the processor's own rounding of the sum does the work.
 */
export function roundHalfToEven(value: number): number {
  if (value >= 0) return value < TWO_POW_52 ? value + TWO_POW_52 - TWO_POW_52 : value;
  return value > -TWO_POW_52 ? value - TWO_POW_52 + TWO_POW_52 : value;
}

/**
 * Scale and zero point for values in `range`, after the specification of QuantizeLinear. Zero is always made part of
 * the range, so that padding, Relu and masks stay exact. Everything is computed in float64, and the scale then rounded
 * to the float32 that the runtime reads. The zero point is taken from the unrounded scale: a range with zero in its
 * middle so gets the middle integer (128, or 0 if signed), not whichever of two the rounding happens to favour.
 *
 * A range too narrow for a normal float32 scale, for example [0, 0], gets scale 1: every value in it becomes zero.
 *
 * @throws {UnusableRangeError} if a bound is not finite, or the bounds are in the wrong order
 */
export function parametersFromRange(
  range: Range,
  type: QuantizedType,
  options: SchemeOptions = {},
): QuantizationParameters {
  const symmetric = options.symmetric === true;
  const limits = integerLimits(type, options);
  const { min, max } = rangeToCover(range, options);
  const steps = limits.max - limits.min;
  const scale = Math.fround((max - min) / steps);
  if (!Number.isFinite(scale)) throw new UnusableRangeError(range);

  const middle = roundHalfToEven((limits.min + limits.max) / 2);
  if (scale < SMALLEST_SCALE) return { type, scale: 1, zeroPoint: symmetric ? middle : 0 };
  const zeroPoint = symmetric ? middle : roundHalfToEven(limits.min - (min * steps) / (max - min));
  return { type, scale, zeroPoint };
}

/** True if every value in `range` becomes zero, whatever its parameters: it is [0, 0], or as good as that. */
export function isZeroRange(range: Range, type: QuantizedType, options: SchemeOptions = {}): boolean {
  const limits = integerLimits(type, options);
  const { min, max } = rangeToCover(range, options);
  return Math.fround((max - min) / (limits.max - limits.min)) < SMALLEST_SCALE;
}

/** The range widened to hold zero, to be as wide as asked, and to reach as far on either side if symmetric. */
function rangeToCover(range: Range, options: SchemeOptions): Range {
  if (!(range.min <= range.max)) return { min: NaN, max: NaN };
  const min = Math.min(range.min, 0);
  const max = Math.max(range.max, 0, min + (options.minimumWidth ?? 0));
  if (options.symmetric !== true) return { min, max };
  const reach = Math.max(-min, max);
  return { min: -reach, max: reach };
}
