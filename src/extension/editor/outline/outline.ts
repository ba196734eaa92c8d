import { setImmediate } from 'node:timers/promises';
import { graphKinds, type ModelStructure, noString } from '../../../protocol/graph/structure.ts';
import type { Module } from './module.ts';
import type { OutlineItem } from './outlineItem.ts';
import { NodeTexts, type Pause, type Placed, placeNodes } from './placing.ts';

/** The outline of a model: its graphs, in each the modules by name, in those the nodes. Bodies of nodes stand inside of their node. */
export class Outline {
  /** Graphs that stand inside of nodes. */
  private readonly bodies = new Map<number, number[]>();
  /** Graphs that stand inside of no node. */
  private readonly outer: readonly number[];
  // The same thing is always the same item: VS Code tells them apart by identity.
  private readonly ofGraphs = new Map<number, OutlineItem>();
  private readonly ofModules = new Map<Module, OutlineItem>();
  private readonly ofNodes = new Map<number, OutlineItem>();

  private constructor(
    private readonly structure: ModelStructure,
    private readonly placed: Placed,
  ) {
    const { holder } = structure.graphs;
    for (const [graph, node] of holder.entries()) {
      if (node >= 0) this.bodies.set(node, [...(this.bodies.get(node) ?? []), graph]);
    }
    this.outer = [...holder.keys()].filter((graph) => holder[graph] === -1);
  }

  static async of(structure: ModelStructure, pause: Pause = setImmediate): Promise<Outline> {
    return new Outline(structure, await placeNodes(structure, pause));
  }

  /** What is inside of an item; at the top the graphs, or where there is only one, what is in it. */
  children(item: OutlineItem | undefined): readonly OutlineItem[] {
    if (item?.node !== undefined) return this.bodiesOf(item.node).map((graph) => this.graphItem(graph));
    if (item === undefined && this.outer.length > 1) return this.outer.map((graph) => this.graphItem(graph));
    const inside = item?.module ?? this.placed.graphs[0];
    return (inside?.entries ?? []).map((entry) => {
      const last = endOf(entry);
      return typeof last === 'number' ? this.nodeItem(last) : this.moduleItem(last);
    });
  }

  hasChildren({ node }: OutlineItem): boolean {
    return node === undefined || this.bodies.has(node);
  }

  /** The item of the node with an id. */
  itemOf(id: string): OutlineItem | undefined {
    const node = this.placed.nodeOfId.get(id);
    return node === undefined ? undefined : this.nodeItem(node);
  }

  /** Ids of all nodes in an item, without those of bodies inside of them. */
  nodesIn({ node, module }: OutlineItem): readonly string[] {
    const nodes = node !== undefined ? [node] : module === undefined ? [] : [...nodesBelow(module)];
    return nodes.flatMap((each) => this.placed.ids[each] ?? []);
  }

  private bodiesOf(node: number): readonly number[] {
    return this.bodies.get(node) ?? [];
  }

  /** A node; one that is alone in its module goes by the name of that. */
  private nodeItem(node: number): OutlineItem {
    return kept(this.ofNodes, node, () => {
      const { operator, name, output } = new NodeTexts(this.structure, this.placed.strings, node);
      const full = name === '' ? output : name;
      const own = full.slice(full.lastIndexOf('/') + 1) || operator;
      const { names, parent } = this.wayTo(this.placed.moduleOf[node]);
      const label = [...names, ...(names.length > 0 && own.startsWith(operator) ? [] : [own])].join('/');
      return { kind: 'node', label, description: label.startsWith(operator) ? '' : operator, node, parent };
    });
  }

  private moduleItem(module: Module): OutlineItem {
    return kept(this.ofModules, module, () => {
      const { names, parent } = this.wayTo(module.parent);
      return { kind: 'module', label: [...names, module.name].join('/'), description: '', module, parent };
    });
  }

  /** From a module outwards: the names of those that only lead further, and the item of the first that does not. */
  private wayTo(module: Module | undefined): { readonly names: string[]; readonly parent: OutlineItem | undefined } {
    const names: string[] = [];
    let around = module;
    for (; around?.isPassage === true; around = around.parent) names.unshift(around.name);
    if (around === undefined) return { names, parent: undefined };
    if (around.parent !== undefined) return { names, parent: this.moduleItem(around) };
    // Where the main graph is alone, what is in it stands at the top.
    const isAlone = around.graph === 0 && this.outer.length < 2;
    return { names, parent: isAlone ? undefined : this.graphItem(around.graph) };
  }

  private graphItem(graph: number): OutlineItem {
    return kept(this.ofGraphs, graph, () => {
      const { graphs } = this.structure;
      const text = (index = noString): string => this.placed.strings[index] ?? '';
      const kind = graphKinds[graphs.kind[graph] ?? 0] ?? 'main';
      const [name, holder, module] = [text(graphs.name[graph]), graphs.holder[graph] ?? -1, this.placed.graphs[graph]];
      return {
        kind: kind === 'main' ? 'graph' : kind,
        label: kind === 'subgraph' ? text(graphs.attribute[graph]) : name,
        description: kind === 'subgraph' ? name : text(graphs.domain[graph]),
        parent: holder < 0 ? undefined : this.nodeItem(holder),
        ...(module !== undefined && { module }),
      };
    });
  }
}

function kept<Key>(items: Map<Key, OutlineItem>, key: Key, make: () => OutlineItem): OutlineItem {
  const known = items.get(key);
  if (known !== undefined) return known;
  const made = make();
  items.set(key, made);
  return made;
}

/** What something leads to, past modules that lead to nothing else. */
function endOf(entry: Module | number): Module | number {
  if (typeof entry === 'number' || !entry.isPassage) return entry;
  const [only = entry] = entry.entries;
  return endOf(only);
}

function* nodesBelow(module: Module): Iterable<number> {
  for (const entry of module.entries) {
    if (typeof entry === 'number') yield entry;
    else yield* nodesBelow(entry);
  }
}
