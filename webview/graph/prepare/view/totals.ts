import type { Fold } from '../fold/roles.ts';
import type { GraphModel } from '../graphModel.ts';
import { itemsOf } from '../lists.ts';
import type { Placement } from './place.ts';
import type { Totals } from './viewGraph.ts';

export function emptyTotals(count: number): Totals {
  return {
    nodes: new Float64Array(count),
    parameters: new Float64Array(count),
    parameterBytes: new Float64Array(count),
    macs: new Float64Array(count),
    macsUnknown: new Float64Array(count),
  };
}

/** Adds the figures of one item to those of another. */
export function addTotals(to: Totals, target: number, from: Totals, source: number): void {
  to.nodes[target]! += from.nodes[source]!;
  to.parameters[target]! += from.parameters[source]!;
  to.parameterBytes[target]! += from.parameterBytes[source]!;
  to.macs[target]! += from.macs[source]!;
  to.macsUnknown[target]! += from.macsUnknown[source]!;
}

/** What view nodes stand for: their nodes, those that are shown with them, and closed bodies with all that is inside. */
export function viewTotals(model: GraphModel, fold: Fold, { placed, adopted }: Placement): Totals {
  const own = nodeTotals(model);
  const bodies = bodyTotals(model, own);
  const totals = emptyTotals(placed.length);
  placed.forEach(({ node, isOpen }, view) => {
    if (node >= 0) {
      addTotals(totals, view, own, node);
      for (const owned of itemsOf(fold.owned, node)) addTotals(totals, view, own, owned);
      if (!isOpen) for (const graph of model.subgraphs(node)) addTotals(totals, view, bodies, graph);
    }
    for (const caller of adopted.get(view) ?? []) {
      // What it gives to the function; what it does are the nodes inside.
      totals.parameters[view]! += own.parameters[caller]!;
      totals.parameterBytes[view]! += own.parameterBytes[caller]!;
      for (const owned of itemsOf(fold.owned, caller)) addTotals(totals, view, own, owned);
    }
  });
  return totals;
}

function nodeTotals(model: GraphModel): Totals {
  const { parameters, parameterBytes, macs } = model.structure.nodes;
  return {
    nodes: new Float64Array(model.nodeCount).fill(1),
    parameters,
    parameterBytes,
    macs: macs.map((count) => (Number.isNaN(count) ? 0 : count)),
    macsUnknown: macs.map((count) => Number(Number.isNaN(count))),
  };
}

/** Sums over all nodes of each graph and of the subgraphs inside of it, which have higher numbers. */
function bodyTotals(model: GraphModel, own: Totals): Totals {
  const totals = emptyTotals(model.graphCount);
  for (let node = 0; node < model.nodeCount; node++) addTotals(totals, model.graphOfNode[node]!, own, node);
  for (let graph = model.graphCount - 1; graph > 0; graph--) {
    const holder = model.structure.graphs.holder[graph]!;
    if (holder >= 0) addTotals(totals, model.graphOfNode[holder]!, totals, graph);
  }
  return totals;
}
