import { intAttribute, intsAttribute } from '../../onnx/attributes.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import type { ProductAxis } from '../describeLayer.ts';
import type { LayerMatrix } from '../layerMatrix.ts';

/** The rows of inputs that a layer sees in one tensor, for each group, gathered element by element; `[groups][rows][inputs]`. */
export function naiveRows(layer: LayerMatrix, input: DenseTensor): number[][][] {
  const data = Array.from(input.data as Float32Array);
  return layer.form.kind === 'convolution'
    ? windows(layer, layer.form.kernel, data, input.dims)
    : [vectors(data, input.dims, layer.form.inputsAlong)];
}

/** The outputs of a layer in the order of those rows; `[groups][rows][outputs]`. */
export function naiveOutputs(layer: LayerMatrix, output: DenseTensor): number[][][] {
  const data = Array.from(output.data as Float32Array);
  const { dims } = output;
  if (layer.form.kind === 'product') return [vectors(data, dims, layer.form.outputsAlong)];
  const [batch = 0, channels = 0, ...sizes] = dims;
  const positions = sizes.reduce((product, size) => product * size, 1);
  const at = (image: number, channel: number, position: number): number =>
    data[(image * channels + channel) * positions + position]!;
  return range(layer.groups).map((group) =>
    range(batch).flatMap((image) =>
      range(positions).map((position) =>
        range(layer.outputs).map((output) => at(image, group * layer.outputs + output, position)),
      ),
    ),
  );
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function vectors(data: readonly number[], dims: readonly number[], axis: ProductAxis): number[][] {
  const last = dims.at(-1)!;
  const rows = range(data.length / last).map((row) => data.slice(row * last, (row + 1) * last));
  if (axis === 'last') return rows;
  const height = dims.at(-2)!;
  return range(rows.length / height).flatMap((matrix) =>
    range(last).map((column) => range(height).map((row) => rows[matrix * height + row]![column]!)),
  );
}

/** All combinations of indices below these sizes, the last one running fastest. */
function places(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>((all, size) => all.flatMap((place) => range(size).map((i) => [...place, i])), [[]]);
}

function windows(
  { node, groups, inputs, positions }: LayerMatrix,
  kernel: readonly number[],
  data: readonly number[],
  [batch = 0, channels = 0, ...sizes]: readonly number[],
): number[][][] {
  const strides = intsAttribute(node, 'strides') ?? kernel.map(() => 1);
  const dilations = intsAttribute(node, 'dilations') ?? kernel.map(() => 1);
  const pads = intsAttribute(node, 'pads') ?? kernel.flatMap(() => [0, 0]);
  const outputs = sizes.map(
    (size, axis) =>
      Math.floor(
        (size + pads[axis]! + pads[axis + kernel.length]! - dilations[axis]! * (kernel[axis]! - 1) - 1) /
          strides[axis]!,
      ) + 1,
  );
  if ((intAttribute(node, 'group') ?? 1) !== groups) throw new Error('groups');
  const value = (image: number, channel: number, place: readonly number[]): number => {
    if (place.some((each, axis) => each < 0 || each >= sizes[axis]!)) return 0;
    return data[place.reduce((index, each, axis) => index * sizes[axis]! + each, image * channels + channel)]!;
  };
  const perGroup = inputs / positions;
  return range(groups).map((group) =>
    range(batch).flatMap((image) =>
      places(outputs).map((output) =>
        range(perGroup).flatMap((channel) =>
          places(kernel).map((offset) =>
            value(
              image,
              group * perGroup + channel,
              offset.map((each, axis) => output[axis]! * strides[axis]! + each * dilations[axis]! - pads[axis]!),
            ),
          ),
        ),
      ),
    ),
  );
}
