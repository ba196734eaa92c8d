import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import { markedName, markedPairName } from './fusionOrigins.ts';
import { isQuantizeOrDequantize } from './integerKernels.ts';
import { probedModel } from './probedModel.ts';

/** A node and the graph that it stands in: the main one, a body, or a function. */
export interface PlacedNode {
  readonly graph: Graph;
  readonly node: onnx.NodeProto;
}

/** A copy of a model whose nodes are named by their positions, so that they are known again after the runtime's rewriting. */
export interface MarkedModel {
  readonly model: Model;
  /** The nodes of the model itself by their positions. */
  readonly nodes: readonly PlacedNode[];
}

/** Names the nodes of all graphs of a model, in a copy of it. */
export function markedModel(model: Model): MarkedModel {
  const nodes: PlacedNode[] = [];
  const mark = (graph: Graph, copy: readonly onnx.NodeProto[]): void => {
    graph.proto.node.forEach((node, index) => {
      const position = nodes.push({ graph, node }) - 1;
      const copied = copy[index]!;
      copied.name = isQuantizeOrDequantize(node) ? markedPairName(position) : markedName(position);
      const bodies = copied.attribute.flatMap(({ g, graphs }) => [...(g ? [g] : []), ...graphs]);
      graph.subgraphs(node).forEach((body, place) => mark(body, bodies[place]!.node));
    });
  };
  const copy = probedModel(model, (graph, proto) => {
    // Only now are the nodes in the order that the copy has.
    mark(model.graph, graph.node);
    model.functions.forEach(({ body }, place) => mark(body, proto.functions[place]!.node));
  });
  return { model: copy, nodes };
}
