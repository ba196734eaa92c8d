import type { onnx } from '../generated/onnx.js';
import type { Graph } from '../graph.ts';
import type { Rewriting } from './rewriting.ts';

/**
 * Takes away a node whose first output is the same as the tensor `passed`. Says whether it could: not where the tensor is
 * an input, a constant or an output that would leave the graph under the other's name, nor where a subgraph has a tensor
 * of its own by that name.
 */
export function bypass(node: onnx.NodeProto, passed: string, rewriting: Rewriting): boolean {
  const { graph } = rewriting;
  const [result = ''] = node.output;
  if (!graph.isOutput(result)) {
    if (isHidden(graph, result, passed)) return false;
    graph.replaceUses(result, passed);
    graph.removeValueInfo(result);
    rewriting.removeNode(node);
    return true;
  }
  const producer = graph.producer(passed);
  if (producer === undefined || producer.opType === 'Constant' || graph.isOutput(passed)) return false;
  if (isHidden(graph, passed, result)) return false;
  rewriting.removeNode(node);
  graph.replaceUses(passed, result);
  graph.removeValueInfo(passed);
  graph.setOutput(producer, producer.output.indexOf(passed), result);
  return true;
}

/** Whether a subgraph that reads `tensor` has another tensor by the name it is to be read under. */
function isHidden(graph: Graph, tensor: string, name: string): boolean {
  for (const node of graph.consumers(tensor)) {
    for (const inner of graph.subgraphs(node)) if (inner.defines(name) || isHidden(inner, tensor, name)) return true;
  }
  return false;
}
