import { readViewport, type Viewport } from '../../graph/drawing/viewport/viewport.ts';
import type { GraphModel } from '../../graph/prepare/graphModel.ts';
import { bodiesOf, type Path, type Step } from './path.ts';
import type { Opening } from './plan.ts';

/** How a graph was left. */
export interface Left {
  /** What is open, where it is not what it is at first. */
  readonly opening?: Opening | undefined;
  readonly viewport?: Viewport | undefined;
}

/** What is kept of the graph of a model while it is not shown. */
export interface PaneState {
  /** Where it is, by the ids of nodes and the paths of graphs. */
  readonly path: readonly { readonly node: string; readonly graph: string }[];
  /** How graphs were left, by their paths; that of the main graph is empty. */
  readonly graphs: Readonly<Record<string, Left>>;
}

/** The path of a graph, which no other graph of the model has. */
export function graphPath({ structure, strings }: GraphModel, graph: number): string {
  return strings[structure.graphs.path[graph]!]!;
}

export function keptPath(model: GraphModel, path: Path): PaneState['path'] {
  return path.map(({ node, graph }) => ({ node: model.nodeId(node), graph: graphPath(model, graph) }));
}

/** Reads what was kept, as far as it is what {@link PaneState} says: it may be of another version. */
export function readState(kept: unknown): PaneState {
  const { path, graphs } = objectOf(kept);
  const steps = (Array.isArray(path) ? path : []).map((step: unknown) => objectOf(step));
  return {
    path: steps.every(isStep) ? steps : [],
    graphs: Object.fromEntries(Object.entries(objectOf(graphs)).map(([graph, left]) => [graph, readLeft(left)])),
  };
}

/** The way that was kept, as far as the model still has it: its file may have changed. */
export function readPath(model: GraphModel, path: PaneState['path']): Path {
  const steps: Step[] = [];
  let around = 0;
  for (const { node: id, graph: wanted } of path) {
    const node = model.nodeOfId(id);
    if (node === undefined || !isInside(model, node, around)) return steps;
    const graph = bodiesOf(model, node).find((body) => graphPath(model, body) === wanted);
    if (graph === undefined) return steps;
    steps.push({ node, graph });
    around = graph;
  }
  return steps;
}

/** Whether a node is in a graph, or in a subgraph inside of it. */
function isInside(model: GraphModel, node: number, around: number): boolean {
  let graph = model.graphOfNode[node]!;
  while (graph !== around) {
    const holder = model.structure.graphs.holder[graph]!;
    if (holder < 0) return false;
    graph = model.graphOfNode[holder]!;
  }
  return true;
}

function readLeft(kept: unknown): Left {
  const { opening, viewport } = objectOf(kept);
  const { bodies, groups } = objectOf(opening);
  return {
    opening: isTexts(bodies) && isTexts(groups) ? { bodies, groups } : undefined,
    viewport: readViewport(viewport),
  };
}

function isStep(step: Readonly<Record<string, unknown>>): step is { node: string; graph: string } {
  return typeof step['node'] === 'string' && typeof step['graph'] === 'string';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
