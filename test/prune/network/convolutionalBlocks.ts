import { int, ints, text } from '../../../src/engine/onnx/attributes.ts';
import type { GrowingGraph, GrownTensor } from '../../fixtures/randomGraph/growing.ts';
import { activated, type Block, concatenated, convolution, type ConvolutionOptions, normalized } from './layers.ts';
import { parted, reshaped, transposed } from './layers.ts';

/** Convolution, normalisation, activation. */
export function layer(
  graph: GrowingGraph,
  x: GrownTensor,
  outputs: number,
  options: ConvolutionOptions = {},
): GrownTensor {
  return activated(graph, normalized(graph, convolution(graph, x, outputs, options)));
}

const plain: Block = (graph, x) =>
  layer(graph, x, graph.random.pick([6, 8, 12]), { kernel: graph.random.pick([1, 3]) });

const identityResidual: Block = (graph, x) => {
  const inner = layer(graph, x, graph.random.pick([4, 6, 8]), { kernel: 3 });
  const last = normalized(graph, convolution(graph, inner, x.dims[1]!, { kernel: 3, gain: 0.5 }));
  const sum = graph.node('Add', graph.chance(0.5) ? [last, x] : [x, last], x.dims);
  return graph.chance(0.7) ? graph.node('Relu', [sum], x.dims) : sum;
};

const projectionResidual: Block = (graph, x) => {
  const outputs = graph.random.pick([8, 12]);
  const stride = x.dims[2]! >= 6 ? graph.random.pick([1, 2]) : 1;
  const inner = layer(graph, x, 6, { kernel: 3, stride });
  const last = normalized(graph, convolution(graph, inner, outputs, { kernel: 3, gain: 0.7 }));
  const shortcut = normalized(graph, convolution(graph, x, outputs, { stride, gain: 0.7 }));
  return graph.node('Relu', [graph.node('Add', [last, shortcut], last.dims)], last.dims);
};

/** Layers that each read all before them. */
const dense: Block = (graph, x) => {
  let all = x;
  for (let count = 0; count < 2; count++) {
    const grown = layer(graph, activated(graph, normalized(graph, all)), 4, { kernel: 3 });
    all = concatenated(graph, graph.chance(0.8) ? [all, grown] : [grown, all], 1);
  }
  return layer(graph, all, 8);
};

const invertedResidual: Block = (graph, x) => {
  const [channels, wide] = [x.dims[1]!, 2 * x.dims[1]!];
  const depth = layer(graph, layer(graph, x, wide), wide, { kernel: 3, groups: wide });
  const last = normalized(graph, convolution(graph, depth, channels, { gain: 0.5 }));
  return graph.node('Add', [x, last], x.dims);
};

/** A depthwise convolution with two filters a channel. */
const depthMultiplier: Block = (graph, x) => {
  const channels = x.dims[1]!;
  return layer(graph, layer(graph, x, 2 * channels, { kernel: 3, groups: channels }), 8);
};

/** A residual whose middle works on groups. */
const groupedResidual: Block = (graph, x) => {
  const inner = layer(graph, layer(graph, x, 12), 12, { kernel: 3, groups: graph.random.pick([2, 3, 4]) });
  const last = convolution(graph, inner, x.dims[1]!, { gain: 0.5 });
  return graph.node('Add', [last, x], x.dims);
};

/** Channels of groups dealt out in turn; the sizes are constants or computed from the shape. */
function shuffled(graph: GrowingGraph, x: GrownTensor, groups: number): GrownTensor {
  const { net } = graph;
  const [batch, channels, height, width] = x.dims as [number, number, number, number];
  const apart = [batch, groups, channels / groups, height, width];
  if (graph.chance(0.6)) {
    return reshaped(graph, transposed(graph, reshaped(graph, x, apart), [0, 2, 1, 3, 4]), x.dims);
  }
  const shape = net.node('Shape', [x.name]);
  const size = (axis: number): string => net.node('Gather', [shape, net.ints([axis])], { axis: int(0) });
  const each = net.node('Div', [size(1), net.ints([groups])]);
  const join = (parts: readonly string[]): string => net.node('Concat', parts, { axis: int(0) });
  const first = join([size(0), net.ints([groups]), each, size(2), size(3)]);
  const turned = transposed(graph, graph.node('Reshape', [x, first], apart), [0, 2, 1, 3, 4]);
  return graph.node('Reshape', [turned, join([size(0), net.ints([-1]), size(2), size(3)])], x.dims);
}

const groupedShuffle: Block = (graph, x) => {
  const first = layer(graph, layer(graph, x, 12), 12, { groups: 3 });
  const depth = normalized(graph, convolution(graph, shuffled(graph, first, 3), 12, { kernel: 3, groups: 12 }));
  return layer(graph, depth, x.dims[1]!, { groups: x.dims[1]! % 3 === 0 ? 3 : 1 });
};

/** Half of the channels go through a branch, and both halves are shuffled. */
const splitShuffle: Block = (graph, x) => {
  const channels = x.dims[1]!;
  if (channels % 2 !== 0) return x;
  const [kept, worked] = parted(graph, x, [channels / 2, channels / 2], 1);
  const inner = layer(graph, worked!, channels / 2);
  const depth = convolution(graph, inner, channels / 2, { kernel: 3, groups: channels / 2 });
  return shuffled(graph, concatenated(graph, [kept!, layer(graph, depth, channels / 2)], 1), 2);
};

/** A gate for each channel, computed from its mean. */
const squeezeAndExcite: Block = (graph, input) => {
  const { net } = graph;
  const x = layer(graph, input, 8, { kernel: 3 });
  const [batch, channels] = x.dims as [number, number];
  const mean = graph.node('GlobalAveragePool', [x], [batch, channels, 1, 1]);
  const large = convolution(graph, layer(graph, mean, 4), channels);
  const gate = graph.node('Sigmoid', [large], large.dims);
  if (graph.chance(0.5)) return graph.node('Mul', [x, gate], x.dims);
  const turned = graph.node('Reshape', [gate, net.ints([-1, channels, 1, 1])], gate.dims);
  return graph.node('Mul', [turned, x], x.dims);
};

const inception: Block = (graph, x) => {
  const pool = graph.node('MaxPool', [x], x.dims, { kernel_shape: ints([3, 3]), pads: ints([1, 1, 1, 1]) });
  const branches = [layer(graph, x, 4), layer(graph, layer(graph, x, 6), 4, { kernel: 3 }), layer(graph, pool, 3)];
  return concatenated(graph, graph.chance(0.3) ? [...branches, x] : branches, 1);
};

/** One part of the channels is worked on and added to the other, which is larger in places. */
const crossStage: Block = (graph, input) => {
  const x = layer(graph, input, 9);
  const [small, large] = parted(graph, x, [3, 6], 1);
  const [front, back] = parted(graph, large!, [3, 3], 1);
  const sum = graph.node('Add', [small!, back!], small!.dims);
  return concatenated(graph, [layer(graph, sum, 4, { kernel: 3 }), front!], 1);
};

/** Down, up again, and joined with what was there before. */
const upAndDown: Block = (graph, x) => {
  const { net } = graph;
  const [batch, , height, width] = x.dims as [number, number, number, number];
  if (height % 2 !== 0 || width % 2 !== 0) return x;
  const low = layer(graph, x, 8, { kernel: 3, stride: 2 });
  const dims = [batch, 8, height, width];
  const up = graph.chance(0.5)
    ? graph.node('Resize', [low, '', net.constant('float32', [4], Float32Array.of(1, 1, 2, 2))], dims, {
        mode: text('nearest'),
      })
    : resizedLike(graph, low, x);
  return layer(graph, concatenated(graph, [up, x], 1), 8);
};

/** To the height and width of another map, as exporters write it: the channels are those of the map itself. */
function resizedLike(graph: GrowingGraph, x: GrownTensor, like: GrownTensor): GrownTensor {
  const { net } = graph;
  const part = (of: GrownTensor, from: number, to: number): string =>
    net.node('Slice', [net.node('Shape', [of.name]), net.ints([from]), net.ints([to]), net.ints([0])]);
  const sizes = net.node('Concat', [part(x, 0, 2), part(like, 2, 4)], { axis: int(0) });
  return graph.node('Resize', [x, '', '', sizes], [...x.dims.slice(0, 2), ...like.dims.slice(2)], {
    mode: text('linear'),
  });
}

const transposedConvolution: Block = (graph, x) => {
  const { net } = graph;
  const [batch, channels, height, width] = x.dims as [number, number, number, number];
  if (height > 10) return x;
  const groups = graph.random.pick([1, 1, channels % 2 === 0 ? 2 : 1, channels]);
  const outputs = groups === channels ? channels : 8;
  const weight = net.weight([channels, outputs / groups, 2, 2], { fanIn: channels / groups });
  const inputs = [x, weight, ...(graph.chance(0.5) ? [net.bias(outputs)] : [])];
  const up = graph.node('ConvTranspose', inputs, [batch, outputs, 2 * height, 2 * width], {
    kernel_shape: ints([2, 2]),
    strides: ints([2, 2]),
    group: int(groups),
  });
  return layer(graph, activated(graph, normalized(graph, up)), 8, { stride: 2 });
};

/** Channels laid out in space, and space in channels. */
const rearranged: Block = (graph, x) => {
  const [batch, channels, height, width] = x.dims as [number, number, number, number];
  if (graph.chance(0.5) && height % 2 === 0 && width % 2 === 0) {
    const dims = [batch, 4 * channels, height / 2, width / 2];
    return layer(graph, graph.node('SpaceToDepth', [x], dims, { blocksize: int(2) }), 8);
  }
  const wide = layer(graph, x, 12);
  const mode = { blocksize: int(2), mode: text(graph.random.pick(['DCR', 'CRD'])) };
  return layer(graph, graph.node('DepthToSpace', [wide], [batch, 3, 2 * height, 2 * width], mode), 8, { stride: 2 });
};

const padded: Block = (graph, x) => {
  const { net } = graph;
  const dims = x.dims.map((dim, axis) => (axis >= 2 ? dim + 2 : dim));
  const mode = text(graph.random.pick(['constant', 'reflect', 'edge']));
  const pad = graph.node('Pad', [x, net.ints([0, 0, 1, 1, 0, 0, 1, 1])], dims, { mode });
  const more = net.ints([0, 1, 0, 0, 0, 2, 0, 0]);
  const from = graph.chance(0.3) ? graph.node('Pad', [pad, more], dims.with(1, dims[1]! + 3)) : pad;
  const mean = graph.node('AveragePool', [from], x.dims.with(1, from.dims[1]!), { kernel_shape: ints([3, 3]) });
  return layer(graph, mean, 8);
};

/** One weight for two layers, one after the other or side by side. */
const sharedWeights: Block = (graph, input) => {
  const { net } = graph;
  const x = layer(graph, input, 8);
  const shared = [net.weight([8, 8, 1, 1], { fanIn: 16 }), net.bias(8)];
  const first = graph.node('Conv', [x, ...shared], x.dims);
  const other = graph.chance(0.5) ? graph.node('Relu', [first], x.dims) : layer(graph, input, 8);
  return graph.node('Add', [graph.node('Conv', [other, ...shared], x.dims), first], x.dims);
};

/** Channels in another order, some of them twice. */
const gathered: Block = (graph, input) => {
  const x = layer(graph, input, 6);
  const order = graph.random.pick([
    [3, 0, 5, 1, 4, 2],
    [0, 2, 4],
    [1, 1, 3, 0],
  ]);
  const indices = graph.net.ints(order);
  return layer(graph, graph.node('Gather', [x, indices], x.dims.with(1, order.length), { axis: int(1) }), 8);
};

/** Constants for each channel: factors, terms, choices. */
const affine: Block = (graph, x) => {
  const { net } = graph;
  const dims = x.dims.map((dim, axis) => (axis === 1 ? dim : 1));
  const scaled = graph.node('Mul', [x, net.uniform(dims, 0.7, 1.3)], x.dims);
  const shifted = graph.node('Sub', [scaled, net.uniform(dims.slice(1), -0.2, 0.2)], x.dims);
  if (graph.chance(0.5)) return graph.node('Max', [shifted, net.uniform(dims.slice(1), -0.5, 0)], x.dims);
  const mask = graph.node('Less', [shifted, net.scalar(0)], x.dims);
  return graph.node('Where', [mask, net.uniform(dims, -0.3, 0), shifted], x.dims);
};

/** A gate for each place, computed from all channels. */
const spatialGate: Block = (graph, x) => {
  const { net } = graph;
  const dims = x.dims.with(1, 1);
  const inputs = graph.opset >= 18 ? [x, net.ints([1])] : [x];
  const mean = graph.node('ReduceMean', inputs, dims, graph.opset < 18 ? { axes: ints([1]) } : {});
  const gate = graph.node('Sigmoid', [convolution(graph, mean, 1, { kernel: 3 })], dims);
  return layer(graph, graph.node('Mul', [x, gate], x.dims), 8);
};

/** What convolutional networks are made of, by name. */
export const convolutionalBlocks: Readonly<Record<string, Block>> = {
  ...{ plain, identityResidual, projectionResidual, dense, invertedResidual, depthMultiplier, groupedResidual },
  ...{ groupedShuffle, splitShuffle, squeezeAndExcite, inception, crossStage, upAndDown, transposedConvolution },
  ...{ rearranged, padded, sharedWeights, gathered, affine, spatialGate },
};
