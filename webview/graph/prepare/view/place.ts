import { role, type Fold } from '../fold/roles.ts';
import type { GraphModel } from '../graphModel.ts';
import { GroupTree } from '../hierarchy/groupTree.ts';
import { modulePath } from '../hierarchy/modulePath.ts';
import { bodyKey, type Instance, type OpenBodies, type TensorIn } from './instance.ts';
import type { ViewKind } from './viewGraph.ts';

/** A view node before it is connected. */
export interface PlacedNode {
  readonly kind: ViewKind;
  /** The node of the model, or -1. */
  readonly node: number;
  /** The tensor that enters or leaves, or -1. */
  readonly tensor: number;
  readonly instance: Instance;
  /** Whether the bodies that the node holds are drawn. */
  readonly isOpen: boolean;
}

/** Everything that is drawn of a graph, in the groups that names and open bodies make. */
export class Placement {
  readonly tree = new GroupTree('root', '', '');
  readonly placed: PlacedNode[] = [];
  readonly root: Instance;
  /** Calls of functions that are open, which have no view node: by the first operator inside, which stands for them. */
  readonly adopted = new Map<number, readonly number[]>();
  private readonly outerEntries = new Map<number, number>();

  constructor(
    private readonly model: GraphModel,
    private readonly fold: Fold,
    graph: number,
    private readonly open: OpenBodies,
  ) {
    this.root = this.draw({ graph, parent: undefined, key: '', group: this.tree, given: new Map() });
    for (const tensor of model.graphOutputs(graph)) {
      this.add({ kind: 'output', node: -1, tensor, instance: this.root, isOpen: false }, this.tree);
    }
  }

  /** The view node of a tensor from a graph around the one that is looked at. */
  outer(tensor: number): number {
    const known = this.outerEntries.get(tensor);
    if (known !== undefined) return known;
    const view = this.add({ kind: 'outer', node: -1, tensor, instance: this.root, isOpen: false }, this.tree);
    this.outerEntries.set(tensor, view);
    return view;
  }

  private draw(drawn: Pick<Instance, 'graph' | 'parent' | 'key' | 'group' | 'given'>): Instance {
    const { graph, parent, group } = drawn;
    const { model, fold } = this;
    const { nodeStart } = model.structure.graphs;
    const first = nodeStart[graph]!;
    const end = nodeStart[graph + 1]!;
    const viewOf = new Int32Array(end - first).fill(-1);
    const instance: Instance = { ...drawn, viewOf, entries: new Map(), functions: new Map(), bodies: new Map() };
    // What a function takes comes straight from its caller.
    if (parent === undefined || model.graphKind(graph) === 'subgraph') this.enter(instance);
    for (const node of fold.order.subarray(first, end)) {
      if (fold.roles[node] !== role.drawn) continue;
      const around = group.at(modulePath(model, node));
      if (!this.isOpen(instance, node)) viewOf[node - first] = this.addNode(node, instance, around, false);
      else if (model.called[node]! >= 0) this.openFunction(instance, node, around);
      else viewOf[node - first] = this.openBodies(instance, node, around);
    }
    return instance;
  }

  private enter(instance: Instance): void {
    for (const tensor of this.model.graphInputs(instance.graph)) {
      if (this.model.isStored(tensor) || instance.entries.has(tensor)) continue;
      const entry = { kind: 'input', node: -1, tensor, instance, isOpen: false } as const;
      instance.entries.set(tensor, this.add(entry, instance.group));
    }
  }

  private isOpen(instance: Instance, node: number): boolean {
    const { model, open } = this;
    if (open.size === 0 || (model.called[node]! < 0 && model.subgraphs(node).length === 0)) return false;
    return open.has(bodyKey(instance.key, model.nodeId(node)));
  }

  private openFunction(instance: Instance, node: number, around: GroupTree): void {
    const { model } = this;
    const graph = model.called[node]!;
    const key = bodyKey(instance.key, model.nodeId(node));
    const group = this.openGroup(node, around, key);
    group.body = graph;
    const inputs = model.inputs(node);
    const given = new Map<number, TensorIn>();
    model.graphInputs(graph).forEach((tensor, index) => {
      const actual = inputs[index] ?? -1;
      if (actual >= 0) given.set(tensor, { instance, tensor: actual });
    });
    let first = this.placed.length;
    instance.functions.set(node, this.draw({ graph, parent: instance, key, group, given }));
    while (first < this.placed.length && this.placed[first]!.kind !== 'operator') first++;
    if (first < this.placed.length) this.adopted.set(first, [...(this.adopted.get(first) ?? []), node]);
  }

  private openBodies(instance: Instance, node: number, around: GroupTree): number {
    const { model } = this;
    const key = bodyKey(instance.key, model.nodeId(node));
    const group = this.openGroup(node, around, key);
    const bodies = model.subgraphs(node).map((graph) => {
      const label = model.strings[model.structure.graphs.attribute[graph]!]!;
      const body = group.add('body', label, `${key} ${label}`);
      body.node = node;
      body.body = graph;
      return this.draw({ graph, parent: instance, key: instance.key, group: body, given: new Map() });
    });
    instance.bodies.set(node, bodies);
    return this.addNode(node, instance, group, true);
  }

  private openGroup(node: number, around: GroupTree, key: string): GroupTree {
    const group = around.add('opened', this.model.operator(node), key);
    group.node = node;
    return group;
  }

  private addNode(node: number, instance: Instance, group: GroupTree, isOpen: boolean): number {
    return this.add({ kind: 'operator', node, tensor: -1, instance, isOpen }, group);
  }

  private add(node: PlacedNode, group: GroupTree): number {
    group.nodes.push(this.placed.length);
    return this.placed.push(node) - 1;
  }
}
