import { boxKind, type Scene } from '../../graph/drawing/scene/scene.ts';
import type { Overlay } from '../../graph/drawing/overlay/overlay.ts';
import { itemsOf } from '../../graph/prepare/lists.ts';
import type { GraphModel } from '../../graph/prepare/graphModel.ts';
import type { ViewGraph } from '../../graph/prepare/view/viewGraph.ts';
import type { Say } from '../../page.ts';
import { CombinedFigures } from '../combinedFigures.ts';
import type { Figure } from '../figures.ts';
import { outermost } from './path.ts';

/**
 * A figure as colours of boxes. A box has what the nodes that it stands for have together: its own, those folded into it,
 * those in a closed body or a closed group. Ends of the graph and open groups have nothing.
 * @param boxOf the box that shows each view node
 */
export function overlayOf(figure: Figure, view: ViewGraph, scene: Scene, boxOf: Int32Array, say: Say): Overlay {
  const { kind } = scene.boxes;
  const gathered = new CombinedFigures(figure, kind.length);
  eachNode(view, (node, shown) => {
    const box = boxOf[shown]!;
    if (kind[box] === boxKind.node || kind[box] === boxKind.group) gathered.add(box, node);
  });
  const { unit, scale, strong } = figure;
  return { name: say(figure.name), unit, scale, strong, values: gathered.values() };
}

/**
 * Each node of the model with the view node that shows it, again for each place where a function is open. A call of an open
 * function has nothing of its own.
 */
function eachNode({ model, nodes, viewOfNode }: ViewGraph, visit: (node: number, shown: number) => void): void {
  viewOfNode.forEach((shown, node) => {
    if (shown >= 0 && !(model.called[node]! >= 0 && isInFunction(model, nodes.node[shown]!, node))) visit(node, shown);
  });
  for (let shown = 0; shown < nodes.count; shown++) {
    const node = nodes.node[shown]!;
    if (node < 0 || viewOfNode[node] === shown) continue;
    visit(node, shown);
    for (const folded of itemsOf(nodes.folded, shown)) visit(folded, shown);
  }
}

/** Whether what shows a call is inside the function that it calls. */
function isInFunction(model: GraphModel, shown: number, call: number): boolean {
  return outermost(model, model.graphOfNode[shown]!) !== outermost(model, model.graphOfNode[call]!);
}
