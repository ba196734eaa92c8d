import { float, int, ints } from '../../../src/engine/onnx/attributes.ts';
import { elementCount } from '../../../src/engine/onnx/tensor.ts';
import type { GrowingGraph, GrownTensor } from '../../fixtures/randomGraph/growing.ts';

/** Part of a random network: takes a tensor and gives what comes of it, or the tensor itself where the part does not fit. */
export type Block = (graph: GrowingGraph, x: GrownTensor) => GrownTensor;

export interface ConvolutionOptions {
  readonly kernel?: number;
  readonly stride?: number;
  readonly groups?: number;
  /** Standard deviation of what comes out, for inputs that are half zeros. */
  readonly gain?: number;
}

/** A convolution that keeps the size but for its stride, with bias or without. */
export function convolution(
  graph: GrowingGraph,
  x: GrownTensor,
  outputs: number,
  { kernel = 1, stride = 1, groups = 1, gain = 1 }: ConvolutionOptions = {},
): GrownTensor {
  const { net } = graph;
  const [batch, channels, height, width] = x.dims as [number, number, number, number];
  const fanIn = (channels / groups) * kernel * kernel;
  const weight = net.weight([outputs, channels / groups, kernel, kernel], { fanIn: fanIn / gain ** 2 });
  const inputs = [x, weight, ...(graph.chance(0.5) ? [net.bias(outputs)] : [])];
  const size = (each: number): number => Math.floor((each - 1) / stride) + 1;
  const pad = (kernel - 1) / 2;
  return graph.node('Conv', inputs, [batch, outputs, size(height), size(width)], {
    kernel_shape: ints([kernel, kernel]),
    group: int(groups),
    strides: ints([stride, stride]),
    pads: ints([pad, pad, pad, pad]),
  });
}

/** A normalisation by statistics or of each image, or none. */
export function normalized(graph: GrowingGraph, x: GrownTensor): GrownTensor {
  const { net, random } = graph;
  const channels = x.dims[1]!;
  const affine = [x, net.uniform([channels], 0.7, 1.3), net.bias(channels)];
  switch (random.integer(5)) {
    case 0:
      return x;
    case 1:
      return graph.node('InstanceNormalization', affine, x.dims);
    case 2:
      if (graph.opset < 21 || channels % 4 !== 0) return x;
      return graph.node('GroupNormalization', affine, x.dims, { num_groups: int(channels / 4) });
    default: {
      const statistics = [net.bias(channels), net.uniform([channels], 0.7, 1.4)];
      return graph.node('BatchNormalization', [...affine, ...statistics], x.dims);
    }
  }
}

/** One of the functions that follow a layer; channels are axis 1 of maps and the last one of sequences. */
export function activated(graph: GrowingGraph, x: GrownTensor): GrownTensor {
  const { net, random } = graph;
  switch (random.integer(8)) {
    case 0:
      return x;
    case 1:
      return graph.node('Clip', [x, net.scalar(0), net.scalar(6)], x.dims);
    case 2:
      return graph.node('LeakyRelu', [x], x.dims, { alpha: float(0.1) });
    case 3: {
      const axis = x.dims.length === 4 ? 1 : x.dims.length - 1;
      const slopes = graph.chance(0.3) ? [1] : [x.dims[axis]!, ...x.dims.slice(axis + 1).map(() => 1)];
      return graph.node('PRelu', [x, net.uniform(slopes, 0, 0.4)], x.dims);
    }
    case 4:
      return graph.node('Mul', [x, graph.node('Sigmoid', [x], x.dims)], x.dims);
    case 5:
      // What is zero before does not stay zero.
      return graph.node(random.pick(['Sigmoid', 'Softplus', 'HardSigmoid', 'Cos']), [x], x.dims);
    default:
      return graph.node('Relu', [x], x.dims);
  }
}

/** A fully connected layer over the last axis, in one of the forms that exporters write. */
export function linear(graph: GrowingGraph, x: GrownTensor, outputs: number, gain = 1): GrownTensor {
  const { net, random } = graph;
  const inputs = x.dims.at(-1)!;
  const dims = x.dims.with(-1, outputs);
  const options = { fanIn: inputs / gain ** 2 };
  const form = random.integer(3);
  if (form === 0 && x.dims.length === 2) {
    const transposed = graph.chance(0.5);
    const weight = net.weight(transposed ? [outputs, inputs] : [inputs, outputs], options);
    return graph.node('Gemm', [x, weight, net.bias(outputs)], dims, transposed ? { transB: int(1) } : {});
  }
  const weight =
    form === 1
      ? net.node('Transpose', [net.weight([outputs, inputs], options)], { perm: ints([1, 0]) })
      : net.weight([inputs, outputs], options);
  const product = graph.node('MatMul', [x, weight], dims);
  if (graph.chance(0.3)) return product;
  return graph.node('Add', graph.chance(0.5) ? [product, net.bias(outputs)] : [net.bias(outputs), product], dims);
}

/** The same elements in other dimensions behind the batch: by a constant, or by a shape that is computed. */
export function reshaped(graph: GrowingGraph, x: GrownTensor, dims: readonly number[]): GrownTensor {
  const { net, random } = graph;
  const rest = dims.slice(1);
  const whole = [x.dims[0]!, ...rest];
  const inferred = rest.with(random.integer(rest.length), -1);
  switch (random.integer(4)) {
    case 0:
      return graph.node('Reshape', [x, net.ints([0, ...rest])], whole);
    case 1:
      return graph.node('Reshape', [x, net.ints([-1, ...rest])], whole);
    case 2:
      return graph.node('Reshape', [x, net.ints([0, ...inferred])], whole);
    default: {
      const batch = net.node('Gather', [net.node('Shape', [x.name]), net.ints([0])], { axis: int(0) });
      const shape = net.node('Concat', [batch, net.ints(graph.chance(0.5) ? rest : inferred)], { axis: int(0) });
      return graph.node('Reshape', [x, shape], whole);
    }
  }
}

export function transposed(graph: GrowingGraph, x: GrownTensor, perm: readonly number[]): GrownTensor {
  return graph.node(
    'Transpose',
    [x],
    perm.map((axis) => x.dims[axis]!),
    { perm: ints(perm) },
  );
}

export function concatenated(graph: GrowingGraph, parts: readonly GrownTensor[], axis: number): GrownTensor {
  const dims = parts[0]!.dims;
  const size = parts.reduce((sum, part) => sum + part.dims.at(axis)!, 0);
  return graph.node('Concat', parts, dims.with(axis, size), { axis: int(axis) });
}

/** Parts of these sizes, by one Split or by a Slice for each. */
export function parted(
  graph: GrowingGraph,
  x: GrownTensor,
  sizes: readonly number[],
  axis: number,
): readonly GrownTensor[] {
  const { net } = graph;
  if (graph.chance(0.6)) {
    const shapes = sizes.map((size) => x.dims.with(axis, size));
    return graph.nodeWith('Split', [x, net.ints(sizes)], shapes, { axis: int(axis) });
  }
  const ends = sizes.map((_, index) => sizes.slice(0, index + 1).reduce((sum, size) => sum + size, 0));
  return sizes.map((size, index) => {
    const end = index === sizes.length - 1 && graph.chance(0.5) ? 2 ** 31 - 1 : ends[index]!;
    const range = [net.ints([ends[index]! - size]), net.ints([end]), net.ints([axis])];
    return graph.node('Slice', [x, ...range], x.dims.with(axis, size));
  });
}

/** The mean over the places of maps, or over the steps of sequences: [batch, channels]. */
export function pooled(graph: GrowingGraph, x: GrownTensor): GrownTensor {
  const { net, random } = graph;
  const [batch, ...rest] = x.dims as [number, ...number[]];
  const isMap = rest.length === 3;
  const dims = [batch, isMap ? rest[0]! : rest[1]!];
  if (isMap && graph.chance(0.5)) {
    const one = graph.node(random.pick(['GlobalAveragePool', 'GlobalMaxPool']), [x], [...dims, 1, 1]);
    if (graph.chance(0.5)) return graph.node('Flatten', [one], dims, { axis: int(1) });
    return graph.node('Squeeze', [one, net.ints([2, 3])], dims);
  }
  const axes = isMap ? [2, 3] : [1];
  const inputs = graph.opset >= 18 ? [x, net.ints(axes)] : [x];
  return graph.node('ReduceMean', inputs, dims, {
    keepdims: int(0),
    ...(graph.opset < 18 && { axes: ints(axes) }),
  });
}

/** Everything behind the batch in one axis. */
export function flattened(graph: GrowingGraph, x: GrownTensor): GrownTensor {
  const width = elementCount(x.dims.slice(1));
  if (graph.chance(0.5)) return graph.node('Flatten', [x], [x.dims[0]!, width], { axis: int(1) });
  return reshaped(graph, x, [x.dims[0]!, width]);
}
