import { computeFamily, familyOf, functionFamily } from '../families.ts';
import type { Fold } from '../fold/roles.ts';
import type { GraphModel } from '../graphModel.ts';
import { groupBlocks, type BlockNodes } from '../hierarchy/blocks.ts';
import { groupColumns } from '../hierarchy/groupColumns.ts';
import { gatherSeries } from '../hierarchy/series.ts';
import { tidy } from '../hierarchy/tidy.ts';
import { itemsOf, type Lists, lists } from '../lists.ts';
import { Edges } from './edges.ts';
import { bodyKey, type OpenBodies } from './instance.ts';
import { Badges, netsOf } from './nets.ts';
import { Placement, type PlacedNode } from './place.ts';
import type { PreparedModel } from './prepared.ts';
import { viewTotals } from './totals.ts';
import { type ViewGraph, viewKinds, type ViewNets, type ViewNodes } from './viewGraph.ts';
import { mainWeight } from './weights.ts';

/**
 * What is drawn of a graph of a model: operators with their constants folded in, tensors that enter and leave, groups of what
 * belongs together, and the nets between them. The same model always comes out the same.
 * @param graph the graph to look at; the main one is 0
 * @param open nodes whose bodies are drawn in their place
 */
export function buildView(
  { model, fold, captured }: PreparedModel,
  graph = 0,
  open: OpenBodies = new Set(),
): ViewGraph {
  const placement = new Placement(model, fold, graph, open);
  const { edges } = new Edges(model, fold, captured, placement);
  const badges = new Badges(model);
  const nets = netsOf(model, edges, badges);
  const { tree, placed } = placement;
  tidy(tree);
  gatherSeries(tree);
  groupBlocks(tree, blockNodes(model, fold, placed, nets));
  tidy(tree);
  const totals = viewTotals(model, fold, placement);
  const { groups, groupOfNode } = groupColumns(tree, totals);
  const weights = placed.map(({ node }) => (node < 0 ? undefined : mainWeight(model, fold.roles, node)));
  const nodes: ViewNodes = {
    count: placed.length,
    kind: Uint8Array.from(placed, ({ kind }) => viewKinds.indexOf(kind)),
    node: Int32Array.from(placed, ({ node }) => node),
    tensor: Int32Array.from(placed, ({ tensor }, view) => (tensor >= 0 ? tensor : (weights[view]?.tensor ?? -1))),
    group: groupOfNode,
    family: Uint8Array.from(placed, ({ node }) => familyOfNode(model, node)),
    badge: Uint16Array.from(weights, (weight) =>
      weight === undefined || weight.dequantize < 0 ? 0 : badges.of(weight.dequantize),
    ),
    folded: foldedInto(fold, placement),
    totals,
    key: (view) => keyOf(model, placed[view]!),
  };
  return {
    model,
    graph,
    nodes,
    groups,
    nets: { ...nets, badges: badges.all },
    viewOfNode: viewsOfNodes(model, fold, placement),
  };
}

function familyOfNode(model: GraphModel, node: number): number {
  if (node < 0) return familyOf('', '');
  return model.called[node]! >= 0 ? functionFamily : familyOf(model.domain(node), model.operator(node));
}

function keyOf(model: GraphModel, { kind, node, tensor, instance }: PlacedNode): string {
  return kind === 'operator'
    ? bodyKey(instance.key, model.nodeId(node))
    : bodyKey(instance.key, `(${kind}) ${model.tensorName(tensor)}`);
}

function foldedInto(fold: Fold, { placed, adopted }: Placement): Lists {
  return lists(placed.length, (add) => {
    placed.forEach(({ node }, view) => {
      const owners = [...(node < 0 ? [] : [node]), ...(adopted.get(view) ?? [])];
      const folded = owners.flatMap((owner) => [...itemsOf(fold.owned, owner)]);
      // Those of one owner ascend.
      if (owners.length > 1) folded.sort((a, b) => a - b);
      for (const each of folded) add(view, each);
    });
  });
}

/**
 * Where each node of the model is seen: itself, what it is shown with, the node that holds its graph, or what stands for it where
 * it is an open call.
 */
function viewsOfNodes(model: GraphModel, { owner }: Fold, { placed, adopted }: Placement): Int32Array {
  const views = new Int32Array(model.nodeCount).fill(-1);
  const see = (node: number, view: number): void => {
    if (node >= 0 && views[node]! < 0) views[node] = view;
  };
  placed.forEach(({ node }, view) => {
    see(node, view);
    for (const caller of adopted.get(view) ?? []) see(caller, view);
  });
  const { holder } = model.structure.graphs;
  for (let node = 0; node < model.nodeCount; node++) {
    let at = node;
    while (at >= 0 && views[at]! < 0) at = owner[at]! >= 0 ? owner[at]! : holder[model.graphOfNode[at]!]!;
    if (at >= 0) views[node] = views[at]!;
  }
  return views;
}

function blockNodes(model: GraphModel, fold: Fold, placed: readonly PlacedNode[], nets: ViewNets): BlockNodes {
  const producers = lists(placed.length, (add) => {
    for (let net = 0; net < nets.count; net++) {
      if (nets.minor[net] === 1) continue;
      for (let index = nets.start[net]!; index < nets.start[net + 1]!; index++)
        add(nets.target[index]!, nets.source[net]!);
    }
  });
  const labels = new Map<string, number>();
  return {
    operator: (view) => model.operator(placed[view]!.node),
    key: (view) => keyOf(model, placed[view]!),
    label: (view) => {
      const text = workOf(model, fold, placed[view]!);
      const known = labels.get(text) ?? labels.size;
      labels.set(text, known);
      return known;
    },
    isHead: (view) => familyOfNode(model, placed[view]!.node) === computeFamily,
    producers: (view) => [...itemsOf(producers, view)],
  };
}

/** The same text for nodes that do the same: operator, attributes and the shapes of weights. */
function workOf(model: GraphModel, fold: Fold, { kind, node, tensor }: PlacedNode): string {
  if (kind !== 'operator') return `${kind} ${tensor}`;
  const { nodes, tensors } = model.structure;
  const attributes = [nodes.attributeStart[node], nodes.attributeStart[node + 1]];
  const weight = mainWeight(model, fold.roles, node);
  return [
    nodes.domain[node],
    nodes.operator[node],
    nodes.attributeName.subarray(...attributes).join(),
    nodes.attributeText.subarray(...attributes).join(),
    weight === undefined ? '' : tensors.shape[weight.tensor],
  ].join(' ');
}
