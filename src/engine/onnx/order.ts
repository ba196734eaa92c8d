import { userError } from '../../protocol/userError.ts';
import type { onnx } from './generated/onnx.js';
import type { GraphView } from './graphView.ts';

/**
 * The nodes of a graph so that every tensor is written before it is read. A graph that is in order stays as it is; nodes
 * that were added stand right before their first reader.
 * @throws UserError `onnx.cycle` when the nodes form a loop
 */
export function inOrder(graph: GraphView, file: string): readonly onnx.NodeProto[] {
  const ordered: onnx.NodeProto[] = [];
  const state = new Map<onnx.NodeProto, 'open' | 'done'>();
  for (const root of graph.nodes) {
    const stack = [root];
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      const seen = state.get(node);
      if (seen === undefined) {
        state.set(node, 'open');
        for (const producer of producersOf(graph, node)) {
          const its = state.get(producer);
          if (its === 'open') throw userError('onnx.cycle', { file, node: graph.id(producer) });
          if (its === undefined) stack.push(producer);
        }
        continue;
      }
      stack.pop();
      if (seen === 'done') continue;
      state.set(node, 'done');
      ordered.push(node);
    }
  }
  return ordered;
}

/** The nodes that write what `node` reads, last read first, so that a stack takes them in order. */
function producersOf(graph: GraphView, node: onnx.NodeProto): readonly onnx.NodeProto[] {
  const producers: onnx.NodeProto[] = [];
  for (const tensor of graph.reads(node)) {
    const producer = graph.producer(tensor);
    if (producer !== undefined) producers.push(producer);
  }
  return producers.reverse();
}
