/** What is to be computed of the elements of a stored tensor. */
export interface StatisticsQuery {
  /** Number of the tensor. */
  readonly tensor: number;
  /** Most bins of the histogram, 1 … {@link mostBins}. */
  readonly bins: number;
  /** Dimension whose entries are channels; without it there are no ranges per channel. */
  readonly axis?: number;
}

export const mostBins = 4096;

/** Figures of all elements of a tensor. Those that only finite numbers have are null where there is none. */
export interface TensorStatistics {
  readonly elements: number;
  readonly zeros: number;
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Of the population: divided by the number of elements. Null also where it is beyond float64. */
  readonly deviation: number | null;
  readonly histogram: Histogram | null;
  readonly channels: ChannelRanges | null;
}

/**
 * Counts of the finite elements in bins of one width from `low` to `high`. Bins of integers hold whole numbers of integers:
 * their edges lie halfway between two.
 */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: Float64Array;
}

/** Smallest and largest finite element of each channel; NaN for a channel without one. */
export interface ChannelRanges {
  readonly axis: number;
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/** Elements of a tensor in their order, last dimension fastest. */
export interface ValuesQuery {
  readonly tensor: number;
  readonly offset: number;
  /** 1 … {@link mostValues}; fewer are given at the end. */
  readonly count: number;
}

export const mostValues = 65_536;

/**
 * Elements as numbers: float16, bfloat16 and the floats of 8 and 4 bits widened exactly, integers below 8 bits unpacked,
 * booleans as 0 and 1. Of complex numbers, real and imaginary parts in turn.
 */
export type TensorNumbers =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

export interface TensorValues {
  readonly offset: number;
  readonly values: TensorNumbers | readonly string[];
}

/** How many elements of each of several stored tensors are zero: what makes the sparsity of a layer. */
export interface ZerosQuery {
  readonly tensors: readonly number[];
}

export interface Zeros {
  /** NaN for a tensor that has no numbers. */
  readonly zeros: Float64Array;
}

/** A tensor that is to be written as a `.npy` file. */
export interface ArrayExport {
  readonly tensor: number;
  readonly file: string;
  readonly overwrite: boolean;
}

export interface ExportedArray {
  readonly file: string;
  readonly bytes: number;
  /** How NumPy calls the element type, such as `<f4`: types that NumPy does not have are widened. */
  readonly descr: string;
}
