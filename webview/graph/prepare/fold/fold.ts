import { itemsOf, lists } from '../lists.ts';
import type { GraphModel } from '../graphModel.ts';
import { foldConstants } from './constants.ts';
import { inOrder } from './order.ts';
import { foldPairs } from './pairs.ts';
import { type Fold, role } from './roles.ts';
import { foldShapes } from './shapes.ts';

/** Finds the nodes of a model that are shown with others instead of by themselves. */
export function fold(model: GraphModel): Fold {
  const order = inOrder(model);
  const roles = new Uint8Array(model.nodeCount);
  foldConstants(model, order, roles);
  foldPairs(model, roles);
  const shapeSources = foldShapes(model, order, roles);
  let owner = ownersOf(model, order, roles);
  // Between an input of the graph and an output a pair has nothing to be shown with.
  const alone = order.filter((node) => roles[node] === role.pair && owner[node]! < 0);
  if (alone.length > 0) {
    for (const node of alone) roles[node] = role.drawn;
    owner = ownersOf(model, order, roles);
  }
  const owned = lists(model.nodeCount, (add) => {
    for (let node = 0; node < model.nodeCount; node++) if (owner[node]! >= 0) add(owner[node]!, node);
  });
  return { order, roles, owner, owned, shapeSources };
}

/**
 * Pairs are shown with what writes the tensor that they quantize, if a node does; everything else with the first node that
 * reads it, in the end.
 */
function ownersOf(model: GraphModel, order: Uint32Array, roles: Uint8Array): Int32Array {
  const owner = new Int32Array(model.nodeCount).fill(-1);
  const shownWith = (node: number): number => (roles[node] === role.drawn ? node : owner[node]!);
  const followWriters = (): void => {
    for (const node of order) {
      if (roles[node] !== role.pair || owner[node]! >= 0) continue;
      const producer = model.producer[model.inputs(node)[0]!]!;
      if (producer >= 0 && (roles[producer] === role.drawn || roles[producer] === role.pair)) {
        owner[node] = shownWith(producer);
      }
    }
  };
  followWriters();
  for (const node of order.toReversed()) {
    if (roles[node] === role.drawn || owner[node]! >= 0) continue;
    owner[node] = firstReader(model, node, shownWith);
  }
  // Of an input that several dequantize, one of them for an output alone.
  followWriters();
  return owner;
}

function firstReader(model: GraphModel, node: number, shownWith: (reader: number) => number): number {
  let first = -1;
  for (const tensor of model.outputs(node)) {
    if (tensor < 0) continue;
    for (const reader of itemsOf(model.consumers, tensor)) {
      const shown = shownWith(reader);
      if (shown < 0) continue;
      const inGraph = aroundIn(model, shown, model.graphOfNode[node]!);
      if (inGraph >= 0 && (first < 0 || inGraph < first)) first = inGraph;
    }
  }
  return first;
}

/** The node of a graph that is, or holds in one of its bodies, a node; -1 where none does. */
export function aroundIn(model: GraphModel, node: number, graph: number): number {
  let at = node;
  while (at >= 0 && model.graphOfNode[at] !== graph) at = model.structure.graphs.holder[model.graphOfNode[at]!]!;
  return at;
}
