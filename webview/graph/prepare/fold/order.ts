import { type GraphModel } from '../graphModel.ts';

/**
 * All nodes of a model, graph by graph, so that within a graph every tensor is written before it is read. The order of the
 * file is kept where it is such an order, as it has to be; of nodes in a loop, one comes first.
 */
export function inOrder(model: GraphModel): Uint32Array {
  const order = Uint32Array.from({ length: model.nodeCount }, (_, node) => node);
  return isOrdered(model) ? order : sorted(model, order);
}

/** The node of the same graph that writes a tensor which `node` reads, or -1. */
function producerInGraph(model: GraphModel, tensor: number, node: number): number {
  const producer = tensor < 0 ? -1 : model.producer[tensor]!;
  return producer >= 0 && model.graphOfNode[producer] === model.graphOfNode[node] ? producer : -1;
}

function isOrdered(model: GraphModel): boolean {
  for (let node = 0; node < model.nodeCount; node++) {
    for (const tensor of model.inputs(node)) if (producerInGraph(model, tensor, node) >= node) return false;
  }
  return true;
}

function sorted(model: GraphModel, roots: Uint32Array): Uint32Array {
  const order = new Uint32Array(model.nodeCount);
  const state = new Uint8Array(model.nodeCount);
  let count = 0;
  for (const root of roots) {
    const stack = [root];
    for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
      if (state[node] === 0) {
        state[node] = 1;
        for (const tensor of [...model.inputs(node)].reverse()) {
          const producer = producerInGraph(model, tensor, node);
          if (producer >= 0 && state[producer] === 0) stack.push(producer);
        }
        continue;
      }
      stack.pop();
      if (state[node] === 1) order[count++] = node;
      state[node] = 2;
    }
  }
  return order;
}
