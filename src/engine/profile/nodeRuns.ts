import type { Feeds } from '../data/dataset.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import { markedPairPosition, markedPositions } from '../runtime/fusionOrigins.ts';
import { markedModel, type PlacedNode } from '../runtime/markedModel.ts';
import { profiledRun } from '../runtime/profiledRun.ts';
import { macsOfNode } from './macs/registry.ts';

/** What one run of a model as it stands in its file shows of the nodes of all its graphs. */
export interface NodeRuns {
  /** How often a node ran: 0 for those in branches that were not taken. */
  runs(node: onnx.NodeProto): number;
  /** Multiplications with additions of a node in one run of the model; undefined where a shape is not known. */
  macs(placed: PlacedNode): number | undefined;
}

/**
 * Runs a model once without any rewriting.
 * @throws UserError when the model cannot be loaded or run
 */
export async function nodeRuns(
  model: Model,
  feeds: Feeds,
  options: { readonly temporaryFolder: string; readonly threads?: number },
): Promise<NodeRuns> {
  const { model: marked, nodes } = markedModel(model);
  const counts = new Map<onnx.NodeProto, number>();
  const shapes = new Map<Graph, Map<string, readonly number[]>>();
  const note = (graph: Graph, tensors: readonly string[], headers: readonly { readonly dims: readonly number[] }[]) => {
    const named = tensors.filter((tensor) => tensor !== '');
    // With a sequence among them it cannot be told which ones are listed.
    if (named.length !== headers.length) return;
    let own = shapes.get(graph);
    if (own === undefined) shapes.set(graph, (own = new Map<string, readonly number[]>()));
    for (const [index, tensor] of named.entries()) own.set(tensor, headers[index]!.dims);
  };
  for (const { name, inputs, outputs } of await profiledRun(marked, feeds, { ...options, optimization: 'disabled' })) {
    const placed = nodes[markedPositions(name)[0] ?? markedPairPosition(name) ?? -1];
    if (placed === undefined) continue;
    const { graph, node } = placed;
    counts.set(node, (counts.get(node) ?? 0) + 1);
    note(graph, node.input, inputs);
    note(graph, node.output, outputs);
  }
  const shapeOf = (graph: Graph, tensor: string): readonly number[] | undefined => {
    for (let scope: Graph | undefined = graph; scope !== undefined; scope = scope.parent) {
      const known = shapes.get(scope)?.get(tensor);
      if (known !== undefined) return known;
    }
    return (model.constantHeader(graph, tensor) ?? feeds.get(tensor))?.dims;
  };
  return {
    runs: (node) => counts.get(node) ?? 0,
    macs({ graph, node }) {
      const once = macsOfNode(node, (tensor) => shapeOf(graph, tensor));
      return once === undefined ? undefined : once * (counts.get(node) ?? 0);
    },
  };
}
