import { userError } from '../../../protocol/userError.ts';
import { type DenseTensor, elementCount } from '../../onnx/tensor.ts';
import { numbersOf } from './numbers.ts';
import type { Outputs } from './metric.ts';

/** An output seen as rows of one value for each class. */
export interface ClassRows {
  readonly classes: number;
  readonly rows: number;
  /** The values of row r are those from r · classes on. */
  readonly values: ArrayLike<number>;
}

/** The shape without trailing ones beyond two dimensions: [N, C, 1, 1], as pooling leaves it, is [N, C]. */
export function classDims(dims: readonly number[]): readonly number[] {
  let rank = dims.length;
  while (rank > 2 && dims[rank - 1] === 1) rank--;
  return dims.slice(0, rank);
}

/** An output as rows along its class axis: the last of {@link classDims}. Undefined for text. */
export function classRows(tensor: DenseTensor): ClassRows | undefined {
  const values = numbersOf(tensor);
  if (values === undefined) return undefined;
  const classes = classDims(tensor.dims).at(-1) ?? 1;
  return { classes, rows: classes === 0 ? 0 : elementCount(tensor.dims) / classes, values };
}

/** As {@link classRows}, of an output by name. @throws UserError `metric.output-missing` */
export function rowsOfOutput(outputs: Outputs, output: string): ClassRows {
  const tensor = outputs.get(output);
  const rows = tensor === undefined ? undefined : classRows(tensor);
  if (rows === undefined) throw userError('metric.output-missing', { output, present: [...outputs.keys()].join(', ') });
  return rows;
}

/** The class with the largest value, the first of equals; −1 where no value is a number. */
export function largestClass({ classes, values }: ClassRows, row: number): number {
  let largest = -1;
  let best = Number.NEGATIVE_INFINITY;
  for (let index = 0, at = row * classes; index < classes; index++, at++) {
    const value = values[at] ?? Number.NaN;
    if (value > best || (largest < 0 && value === best)) {
      best = value;
      largest = index;
    }
  }
  return largest;
}
