import { channelAxisOf, resolveShapes } from '../data/dimensionSizes.ts';
import { modelInputs } from '../data/modelInputs.ts';
import { intsAttribute } from '../onnx/attributes.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';

/** Number of places of a tensor: pixels of a feature map, steps of a sequence. */
export type PlacesOf = (tensor: string) => number;

/**
 * Estimates for every tensor of the main graph how many places it has, by following strides from the inputs on: most files
 * declare no shapes inside, and this is enough to compare layers. Sizes that the inputs leave open are the usual ones.
 */
export function estimatePlaces(model: Model): PlacesOf {
  const { graph } = model;
  const places = new Map<string, number>();
  const inputs = modelInputs(model);
  const { shapes } = resolveShapes(inputs);
  for (const { name } of inputs) places.set(name, placesOfInput(name, shapes.get(name) ?? [], graph));
  for (const node of graph.inOrder()) {
    const most = node.input.reduce((sum, input) => Math.max(sum, places.get(input) ?? 1), 1);
    const own = Math.max(1, scaled(most, node));
    for (const output of node.output) if (output !== '') places.set(output, own);
  }
  return (tensor) => places.get(tensor) ?? 1;
}

/** Everything but batch and channels, whose axis depends on who reads it where there are three dimensions. */
function placesOfInput(name: string, shape: readonly number[], graph: Graph): number {
  if (shape.length < 3) return shape[1] ?? 1;
  const isConvolved = [...graph.consumers(name)].some(({ opType }) => opType === 'Conv');
  const channels = shape.length === 3 ? (isConvolved ? 1 : 2) : shape.length === 4 ? channelAxisOf(shape) : 1;
  return shape.reduce((product, size, axis) => (axis === 0 || axis === channels ? product : product * size), 1);
}

function scaled(places: number, node: onnx.NodeProto): number {
  switch (node.opType) {
    case 'Conv':
    case 'MaxPool':
    case 'AveragePool':
      return places / strides(node);
    case 'ConvTranspose':
      return places * strides(node);
    case 'GlobalAveragePool':
    case 'GlobalMaxPool':
    case 'Flatten':
    case 'Gemm':
      return 1;
    default:
      return places;
  }
}

function strides(node: onnx.NodeProto): number {
  return (intsAttribute(node, 'strides') ?? []).reduce((product, stride) => product * stride, 1);
}
