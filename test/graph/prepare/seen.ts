import type { GraphModel } from '../../../webview/graph/prepare/graphModel.ts';
import { itemsOf } from '../../../webview/graph/prepare/lists.ts';
import type { OpenBodies } from '../../../webview/graph/prepare/view/instance.ts';
import { buildView } from '../../../webview/graph/prepare/view/buildView.ts';
import { prepare } from '../../../webview/graph/prepare/view/prepared.ts';
import { groupKinds, type ViewGraph, viewKinds } from '../../../webview/graph/prepare/view/viewGraph.ts';

/** A line between two view nodes. */
export interface SeenEdge {
  readonly source: number;
  readonly target: number;
  readonly tensor: number;
  readonly minor: boolean;
  readonly port: number;
  /** Text of its badge; empty for none. */
  readonly badge: string;
  readonly via: readonly number[];
}

/** What a model looks like, with some bodies open. */
export function seen(model: GraphModel, open: OpenBodies = new Set(), graph = 0): ViewGraph {
  return buildView(prepare(model), graph, open);
}

/** What a person would call a view node: an operator with the name of its output, or a tensor that enters or leaves. */
export function called({ model, nodes }: ViewGraph, view: number): string {
  const node = nodes.node[view]!;
  if (node < 0) return `${viewKinds[nodes.kind[view]!]!} ${model.tensorName(nodes.tensor[view]!)}`;
  return model.operator(node);
}

export function* edgesOf({ nets }: ViewGraph): Iterable<SeenEdge> {
  for (let net = 0; net < nets.count; net++) {
    for (let at = nets.start[net]!; at < nets.start[net + 1]!; at++) {
      yield {
        source: nets.source[net]!,
        target: nets.target[at]!,
        tensor: nets.tensor[net]!,
        minor: nets.minor[net] === 1,
        port: nets.port[at]!,
        badge: nets.badges[nets.badge[at]!]?.text ?? '',
        via: [...itemsOf(nets.via, at)],
      };
    }
  }
}

/** All lines in words, sorted: `Conv → Relu`, `Conv ⇢ Reshape` where only the shape is read, `Conv →u8→ Relu`. */
export function linesOf(view: ViewGraph): readonly string[] {
  return [...edgesOf(view)]
    .map(({ source, target, minor, badge }) => {
      const arrow = minor ? '⇢' : badge === '' ? '→' : `→${badge}→`;
      return `${called(view, source)} ${arrow} ${called(view, target)}`;
    })
    .toSorted();
}

/** Groups in words, as a tree: `series layers (2)` with how many view nodes are directly in it. */
export function groupsOf({ groups, nodes }: ViewGraph): readonly string[] {
  return groups.label.map((label, group) => {
    let depth = 0;
    for (let at = groups.parent[group]!; at >= 0; at = groups.parent[at]!) depth++;
    const count = nodes.group.filter((each) => each === group).length;
    return `${'  '.repeat(depth)}${groupKinds[groups.kind[group]!]!} ${label} (${count})`;
  });
}

/** Keys of all view nodes whose bodies can be opened. */
export function openable({ model, nodes }: ViewGraph): readonly string[] {
  return [...nodes.node.keys()]
    .filter((view) => {
      const node = nodes.node[view]!;
      return node >= 0 && (model.called[node]! >= 0 || model.subgraphs(node).length > 0);
    })
    .map((view) => nodes.key(view));
}
