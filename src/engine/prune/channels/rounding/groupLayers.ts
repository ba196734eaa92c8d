import type { onnx } from '../../../onnx/generated/onnx.js';
import type { Graph } from '../../../onnx/graph.ts';
import type { Model } from '../../../onnx/model.ts';
import type { TensorTypes } from '../../../runtime/tensorTypes.ts';
import type { ChannelGroup } from '../../groups/group.ts';
import { isMeasurable, type LayerShape } from './layerModel.ts';

/** The layers that compute, pass on or take the channels of a group, of those that can be measured alone; in the order of the graph. */
export function groupLayers(model: Model, group: ChannelGroup, types: TensorTypes): readonly onnx.NodeProto[] {
  const { graph } = model;
  const found = new Set<onnx.NodeProto>();
  for (const { tensor } of group.parts) {
    for (const node of neighbours(graph, tensor)) {
      if (isMeasurable(layerShape(model, node, types))) found.add(node);
    }
  }
  return [...found];
}

function* neighbours(graph: Graph, tensor: string): Iterable<onnx.NodeProto> {
  const producer = graph.producer(tensor);
  if (producer !== undefined) yield producer;
  yield* graph.consumers(tensor);
}

/** A layer of a model with the sizes that its inputs have there. */
export function layerShape(model: Model, node: onnx.NodeProto, types: TensorTypes): LayerShape {
  return {
    node,
    inputs: node.input.map((tensor) => types.get(tensor)),
    stored: node.input.map((tensor) => model.constantHeader(model.graph, tensor) !== undefined),
  };
}
