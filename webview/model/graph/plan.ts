import { collapsedBut, collapsedWithin, type Collapsed, openAround, openKeys } from '../../graph/prepare/collapse.ts';
import { buildView } from '../../graph/prepare/view/buildView.ts';
import { bodyKey, type OpenBodies } from '../../graph/prepare/view/instance.ts';
import { bodiesWithin } from '../../graph/prepare/view/openBodies.ts';
import type { PreparedModel } from '../../graph/prepare/view/prepared.ts';
import { groupKinds, type ViewGraph } from '../../graph/prepare/view/viewGraph.ts';
import { graphAt, type Path, pathTo } from './path.ts';

/** What of a model is to be shown: a graph, what is open in it, and what that comes to. */
export interface Plan {
  readonly path: Path;
  readonly bodies: OpenBodies;
  readonly view: ViewGraph;
  readonly collapsed: Collapsed;
}

/** What is open in a graph, by keys that outlive views. */
export interface Opening {
  readonly bodies: readonly string[];
  readonly groups: readonly string[];
}

/** Of more boxes at once one sees nothing. */
const mostSeen = 1500;

/** Makes plans of a model, one from the other. */
export class Plans {
  private last: { readonly graph: number; readonly bodies: OpenBodies; readonly view: ViewGraph } | undefined;

  constructor(private readonly prepared: PreparedModel) {}

  /** As much open as stays readable. */
  first(path: Path): Plan {
    const bodies = bodiesWithin(this.prepared, graphAt(path), mostSeen);
    const view = this.view(path, bodies);
    return { path, bodies, view, collapsed: collapsedWithin(view, mostSeen) };
  }

  /** With what was open before. */
  restored(path: Path, opening: Opening): Plan {
    const bodies = new Set(opening.bodies);
    const view = this.view(path, bodies);
    return { path, bodies, view, collapsed: collapsedBut(view, new Set(opening.groups)) };
  }

  /** With other bodies open. What is open elsewhere stays so; in what is new, as much as stays readable. */
  withBodies({ path, view: before, collapsed: old }: Plan, bodies: OpenBodies): Plan {
    const view = this.view(path, bodies);
    const known = new Map(before.groups.key.map((key, group) => [key, old[group]!]));
    const fresh = collapsedWithin(view, mostSeen);
    const collapsed = Uint8Array.from(view.groups.key, (key, group) => {
      const isBody = ['opened', 'body'].includes(groupKinds[view.groups.kind[group]!]!);
      return known.get(key) ?? (isBody ? 0 : fresh[group]!);
    });
    return { path, bodies, view, collapsed };
  }

  /**
   * With everything open that is around a node of the model. Where it is in a function that is not shown, that one is entered.
   * The same plan where nothing hides the node, or nothing can show it.
   * @param opened the plan of another graph
   */
  exposing(plan: Plan, node: number, opened: (path: Path) => Plan): Plan {
    const { model } = this.prepared;
    let at = plan;
    if (at.view.viewOfNode[node]! < 0) {
      const path = pathTo(model, node);
      if (path === undefined) return plan;
      at = opened(path);
    }
    const keys = closedAround(at.view, node);
    if (keys.length > 0) at = this.withBodies(at, new Set([...at.bodies, ...keys]));
    const view = at.view.viewOfNode[node]!;
    return view < 0 ? at : withNodeSeen(at, view);
  }

  private view(path: Path, bodies: OpenBodies): ViewGraph {
    const graph = graphAt(path);
    if (this.last?.graph !== graph || !sameKeys(this.last.bodies, bodies)) {
      this.last = { graph, bodies, view: buildView(this.prepared, graph, bodies) };
    }
    return this.last.view;
  }
}

/** A plan with one of its groups open or closed. */
export function withGroup(plan: Plan, group: number, open: boolean): Plan {
  const collapsed = plan.collapsed.slice();
  collapsed[group] = open ? 0 : 1;
  return { ...plan, collapsed };
}

export function withAllGroups(plan: Plan, open: boolean): Plan {
  return { ...plan, collapsed: new Uint8Array(plan.view.groups.count).fill(open ? 0 : 1) };
}

/** With all groups open around a view node. The same plan where they are. */
export function withNodeSeen(plan: Plan, view: number): Plan {
  return withOpenAround(plan, plan.view.nodes.group[view]!);
}

/** With all groups open around a group. */
export function withGroupSeen(plan: Plan, group: number): Plan {
  return withOpenAround(plan, plan.view.groups.parent[group]!);
}

function withOpenAround(plan: Plan, innermost: number): Plan {
  const collapsed = openAround(plan.view.groups.parent, plan.collapsed, innermost);
  return collapsed === plan.collapsed ? plan : { ...plan, collapsed };
}

export function openingOf({ bodies, view, collapsed }: Plan): Opening {
  return { bodies: [...bodies], groups: openKeys(view, collapsed) };
}

/** The nodes around a node whose bodies have to open for it to be seen, by their keys, where it is in closed ones. */
function closedAround({ model, nodes, viewOfNode }: ViewGraph, node: number): readonly string[] {
  const shown = viewOfNode[node]!;
  if (shown < 0) return [];
  const outermost = nodes.node[shown]!;
  const home = model.graphOfNode[outermost]!;
  const key = nodes.key(shown);
  const around = key.slice(0, key.length - model.nodeId(outermost).length);
  const keys: string[] = [];
  for (let graph = model.graphOfNode[node]!; graph !== home;) {
    const holder = model.structure.graphs.holder[graph]!;
    if (holder < 0) return [];
    keys.push(around + bodyKey('', model.nodeId(holder)));
    graph = model.graphOfNode[holder]!;
  }
  return keys;
}

function sameKeys(one: OpenBodies, other: OpenBodies): boolean {
  return one === other || (one.size === other.size && [...one].every((key) => other.has(key)));
}
