import { userError } from '../../../protocol/userError.ts';
import { elementCount } from '../../onnx/tensor.ts';
import type { NpyArray } from '../arrays/npyArray.ts';
import { convertElements } from '../convert.ts';

/**
 * Class numbers from an array of whole numbers, [N] or [N, 1].
 * @throws UserError where it has another shape, or values that are no class numbers
 */
export async function labelsOfArray(array: NpyArray): Promise<readonly number[]> {
  const rows = array.dims[0] ?? 1;
  if (array.dims.length === 0 || elementCount(array.dims) !== rows) {
    throw userError('data.label-shape', { array: array.name, shape: `[${array.dims.join(', ')}]` });
  }
  const reader = await array.rows();
  try {
    const data = await reader.read(rows);
    const conversion = { array: array.name, input: 'labels', from: array.type, to: 'float64' } as const;
    const values = Array.from(convertElements(data, conversion) as Float64Array);
    const invalid = values.find((value) => !Number.isInteger(value) || value < 0);
    if (invalid !== undefined) throw userError('data.label-invalid', { source: array.name, label: invalid });
    return values;
  } finally {
    await reader.close();
  }
}
