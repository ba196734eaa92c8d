import { groupKinds, type ViewGraph } from '../../graph/prepare/view/viewGraph.ts';

/** The ids of the boxes of a view. */
export interface Ids {
  readonly nodes: Int32Array;
  readonly groups: Int32Array;
}

const opened = groupKinds.indexOf('opened');

/**
 * Gives boxes ids that stay the same while views of the model change: when bodies open, nodes and groups have other numbers. A
 * node and the frame that it becomes when it opens are the same box.
 */
export class BoxIds {
  private readonly known = new Map<string, number>();
  private first: { readonly view: ViewGraph; readonly ids: Ids } | undefined;
  private next = 0;

  of(view: ViewGraph): Ids {
    // Most models are only ever seen in one view: keys of all their nodes would be for nothing.
    if (this.first === undefined) {
      const nodes = Int32Array.from({ length: view.nodes.count }, () => this.next++);
      const groups = Int32Array.from({ length: view.groups.count }, () => this.next++);
      this.first = { view, ids: { nodes, groups } };
      return this.first.ids;
    }
    if (this.first.view === view) return this.first.ids;
    if (this.known.size === 0) this.remember(this.first);
    const taken = new Set<number>();
    return {
      nodes: Int32Array.from({ length: view.nodes.count }, (_, node) => this.id(nodeKey(view, node), taken)),
      groups: Int32Array.from({ length: view.groups.count }, (_, group) => this.id(groupKey(view, group), taken)),
    };
  }

  private remember({ view, ids }: { readonly view: ViewGraph; readonly ids: Ids }): void {
    ids.nodes.forEach((id, node) => this.known.set(nodeKey(view, node), id));
    ids.groups.forEach((id, group) => this.known.set(groupKey(view, group), id));
  }

  /** Names in a broken model may not be different: a second box of the same key has an id that nothing else ever has. */
  private id(key: string, taken: Set<number>): number {
    const known = this.known.get(key);
    if (known !== undefined && !taken.has(known)) {
      taken.add(known);
      return known;
    }
    const id = this.next++;
    if (known === undefined) this.known.set(key, id);
    taken.add(id);
    return id;
  }
}

function nodeKey({ nodes, groups, graph }: ViewGraph, node: number): string {
  const group = nodes.group[node]!;
  const isHolder = group >= 0 && groups.kind[group] === opened && groups.node[group] === nodes.node[node];
  return `${graph} ${isHolder ? 'holder' : 'box'} ${nodes.key(node)}`;
}

function groupKey({ groups, graph }: ViewGraph, group: number): string {
  return `${graph} ${groups.kind[group] === opened ? 'box' : 'group'} ${groups.key[group]!}`;
}
