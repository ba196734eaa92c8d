import { elementCount } from '../../onnx/tensor.ts';
import type { ModelInput } from '../modelInputs.ts';

/** How the rows of an array become the feeds of an input. */
export interface RowPlan {
  /** Shape of one feed. */
  readonly dims: readonly number[];
  /** Rows of the array (indices of its first axis) in one feed. */
  readonly rowsPerFeed: number;
  /** Number of feeds, or undefined where the one value serves every sample. */
  readonly count: number | undefined;
  /** Samples that a person would count in one feed: the size of its batch. */
  readonly batch: number;
  /** Rows at the end that fill no feed. */
  readonly leftOver: number;
}

/**
 * How an array with all samples becomes feeds of an input. An array of the input's rank is cut along its first axis, one
 * row a feed or as many as the model's fixed batch; one of a higher rank by one has a whole feed in each row; a single
 * value serves every sample where the input takes a single value.
 * @returns undefined where the shapes do not fit
 */
export function planRows(input: ModelInput, array: readonly number[]): RowPlan | undefined {
  const rows = array[0] ?? 1;
  if (input.unranked === true) return slicedRows(1, array);
  const rank = input.dims.length;
  if (isSingleValue(input) && elementCount(array) === 1 && array.length <= rank + 1) {
    return { dims: input.dims.map(() => 1), rowsPerFeed: rows, count: undefined, batch: 1, leftOver: 0 };
  }
  if (array.length === rank + 1) {
    const dims = array.slice(1);
    if (!fits(input.dims, dims, 0)) return undefined;
    return { dims, rowsPerFeed: 1, count: rows, batch: dims[0] ?? 1, leftOver: 0 };
  }
  if (rank === 0 || array.length !== rank || !fits(input.dims, array, 1)) return undefined;
  const batch = typeof input.dims[0] === 'number' ? input.dims[0] : 1;
  return slicedRows(batch, array);
}

/** Whether a shape is one the model takes, from axis `from` on. */
export function fits(expected: readonly (number | string)[], actual: readonly number[], from: number): boolean {
  return (
    expected.length === actual.length &&
    expected.every((dim, axis) => axis < from || typeof dim === 'string' || dim === actual[axis])
  );
}

function slicedRows(batch: number, array: readonly number[]): RowPlan {
  const rows = array[0] ?? 1;
  return {
    dims: [batch, ...array.slice(1)],
    rowsPerFeed: batch,
    count: Math.floor(rows / batch),
    batch,
    leftOver: rows % batch,
  };
}

/** Scalars and shapes of ones: a sample rate, a flag. A batch of single values, [batch], has a value for each sample. */
function isSingleValue(input: ModelInput): boolean {
  return input.dims.every((dim) => dim === 1);
}
