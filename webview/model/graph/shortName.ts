import { modulePath } from '../../graph/prepare/hierarchy/modulePath.ts';
import { groupKinds, type ViewGraph } from '../../graph/prepare/view/viewGraph.ts';

/**
 * What tells a node from others like it: its name, or where it has none the name of what it writes. Left out are the modules
 * that the groups around it name, and what only says the operator again.
 */
export function shortName(view: ViewGraph, viewNode: number): string {
  const { model, nodes } = view;
  const node = nodes.node[viewNode]!;
  const written = model.outputs(node).find((tensor) => tensor >= 0);
  const name = model.nodeName(node) || (written === undefined ? '' : model.tensorName(written));
  const own = lastSegment(name);
  const modules = modulePath(model, node);
  const rest = modules.slice(namedAround(view, nodes.group[viewNode]!, modules));
  return (own === model.operator(node) ? rest : [...rest, own]).join('/');
}

export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/', path.length - 2) + 1);
}

/** How many of a node's modules the groups around it are of. */
function namedAround({ groups }: ViewGraph, innermost: number, modules: readonly string[]): number {
  let group = innermost;
  while (group >= 0 && ['series', 'block'].includes(groupKinds[groups.kind[group]!]!)) group = groups.parent[group]!;
  const key = group < 0 ? '' : groups.key[group]!;
  let count = modules.length;
  while (count > 0 && !key.endsWith(`/${modules.slice(0, count).join('/')}`)) count--;
  return count;
}
