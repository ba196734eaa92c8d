import { userError } from '../../../protocol/userError.ts';
import { convertElements } from '../convert.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { formatDims, type ModelInput } from '../modelInputs.ts';
import type { Column } from './column.ts';
import { wholeFile } from './fileRange.ts';
import { openNpy } from './npyArray.ts';
import { fits } from './rowPlan.ts';

/** The feeds of an input from a file for each sample: a whole feed, or one without the batch dimension. */
export function filesColumn(input: ModelInput, name: string, files: readonly string[]): Column {
  const batch = typeof input.dims[0] === 'number' && input.dims.length > 0 ? input.dims[0] : 1;
  return {
    input: input.name,
    name,
    count: files.length,
    batch,
    open: () =>
      Promise.resolve({
        read: (index: number) => readFeed(input, files[index] ?? name),
        close: () => Promise.resolve(),
      }),
  };
}

async function readFeed(input: ModelInput, file: string): Promise<DenseTensor> {
  const array = await openNpy(await wholeFile(file));
  const dims = feedDims(input, array.dims);
  if (dims === undefined) {
    const shapes = { shape: formatDims(array.dims), expected: formatDims(input.dims) };
    throw userError('data.shape-mismatch', { array: file, input: input.name, ...shapes });
  }
  const rows = await array.rows();
  try {
    const conversion = { array: file, input: input.name, from: array.type, to: input.type };
    const data = convertElements(await rows.read(array.dims[0] ?? 1), conversion);
    return { type: input.type, dims, data };
  } finally {
    await rows.close();
  }
}

function feedDims(input: ModelInput, array: readonly number[]): readonly number[] | undefined {
  if (input.unranked === true || fits(input.dims, array, 0)) return array;
  const withBatch = [1, ...array];
  return fits(input.dims, withBatch, 0) ? withBatch : undefined;
}
