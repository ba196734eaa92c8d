/** Something of a model that a person can select. */
export type Item =
  /** A node, by its number in the model; it may be drawn with another one, or be inside a group or a body that is closed. */
  | { readonly kind: 'node'; readonly node: number }
  /** A tensor, by its number in the model: one that enters or leaves a graph, or a line between nodes. */
  | { readonly kind: 'tensor'; readonly tensor: number }
  /** A group of the drawing, by its key. */
  | { readonly kind: 'group'; readonly key: string };

/** Where something was selected: what is there already need not be moved to. */
export type Origin = 'graph' | 'layers' | 'findings' | 'inspector' | 'search' | 'editor';

type Listener = (items: readonly Item[], origin: Origin) => void;

/** What is selected: one for the graph, the table, the inspector and VS Code's own views. */
export class Selection {
  private readonly listeners = new Set<Listener>();
  private current: readonly Item[] = [];

  /** In the order in which they were selected. */
  get items(): readonly Item[] {
    return this.current;
  }

  /** The nodes among them. */
  get nodes(): readonly number[] {
    return this.current.flatMap((item) => (item.kind === 'node' ? [item.node] : []));
  }

  /** Selects these in place of all others, and tells all who listen. Nothing happens where they are selected already. */
  set(items: readonly Item[], origin: Origin): void {
    if (items.length === this.current.length && items.every((item, index) => sameItem(item, this.current[index]!))) {
      return;
    }
    this.current = items;
    for (const listener of this.listeners) listener(items, origin);
  }

  /** @returns what ends the listening */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
}

export function sameItem(one: Item, other: Item): boolean {
  switch (one.kind) {
    case 'node':
      return other.kind === 'node' && one.node === other.node;
    case 'tensor':
      return other.kind === 'tensor' && one.tensor === other.tensor;
    case 'group':
      return other.kind === 'group' && one.key === other.key;
  }
}
