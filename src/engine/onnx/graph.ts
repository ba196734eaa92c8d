import { userError } from '../../protocol/userError.ts';
import { Declarations } from './declarations.ts';
import type { onnx } from './generated/onnx.js';
import { nodeIdIn, type NodeId } from './nodeId.ts';
import { inOrder } from './order.ts';
import { isTaken } from './scope.ts';

/** Which file a graph is from, for messages. */
export interface GraphOwner {
  readonly file: string;
}

const none: ReadonlySet<onnx.NodeProto> = new Set();

/**
 * A graph that can be looked up and edited in constant time: who writes a tensor, who reads it, which weights there are.
 * Readers of a tensor include nodes whose subgraphs capture it. Edits are written back with {@link Graph.commit}.
 */
export class Graph {
  readonly proto: onnx.GraphProto;
  readonly path: string;
  readonly parent: Graph | undefined;
  private readonly owner: GraphOwner;
  private readonly nodeSet = new Set<onnx.NodeProto>();
  private readonly producers = new Map<string, onnx.NodeProto>();
  private readonly readers = new Map<string, Set<onnx.NodeProto>>();
  private readonly declared: Declarations;
  private readonly nested = new Map<onnx.NodeProto, readonly Graph[]>();
  private readonly nodeOrigins = new Map<onnx.NodeProto, readonly NodeId[]>();
  private freshCount = 0;

  /** @throws UserError `onnx.duplicate-output` where two nodes write one tensor */
  constructor(proto: onnx.GraphProto, owner: GraphOwner, path = '', parent?: Graph) {
    this.proto = proto;
    this.owner = owner;
    this.path = path;
    this.parent = parent;
    this.declared = new Declarations(proto);
    for (const node of proto.node) this.add(node);
  }

  /** The nodes, in the order of the file; added ones follow. */
  get nodes(): Iterable<onnx.NodeProto> {
    return this.nodeSet;
  }

  get nodeCount(): number {
    return this.nodeSet.size;
  }

  /** The nodes so that every tensor is written before it is read; the order of the file is kept where it can be. */
  inOrder(): readonly onnx.NodeProto[] {
    return inOrder(this, this.owner.file);
  }

  id(node: onnx.NodeProto): NodeId {
    return nodeIdIn(this.path, node);
  }

  /** Nodes of the user's file that `node` came from: itself, unless rewriting made it from others. */
  origins(node: onnx.NodeProto): readonly NodeId[] {
    return this.nodeOrigins.get(node) ?? [this.id(node)];
  }

  setOrigins(node: onnx.NodeProto, origins: readonly NodeId[]): void {
    this.nodeOrigins.set(node, [...new Set(origins)]);
  }

  /** The node of this graph that writes `tensor`. */
  producer(tensor: string): onnx.NodeProto | undefined {
    return this.producers.get(tensor);
  }

  /** The nodes of this graph that read `tensor`, themselves or in a subgraph; a node that reads it twice counts once. */
  consumers(tensor: string): ReadonlySet<onnx.NodeProto> {
    return this.readers.get(tensor) ?? none;
  }

  isInput(tensor: string): boolean {
    return this.declared.inputs.has(tensor);
  }

  isOutput(tensor: string): boolean {
    return this.declared.outputs.has(tensor);
  }

  get inputs(): readonly onnx.ValueInfoProto[] {
    return [...this.declared.inputs.values()];
  }

  /** Inputs that a caller feeds: the declared ones without those that have a value in the file. */
  get feeds(): readonly onnx.ValueInfoProto[] {
    return this.inputs.filter((info) => !this.declared.initializers.has(info.name));
  }

  get outputs(): readonly onnx.ValueInfoProto[] {
    return [...this.declared.outputs.values()];
  }

  initializer(tensor: string): onnx.TensorProto | undefined {
    return this.declared.initializers.get(tensor);
  }

  get initializers(): Iterable<onnx.TensorProto> {
    return this.declared.initializers.values();
  }

  sparseInitializer(tensor: string): onnx.SparseTensorProto | undefined {
    return this.declared.sparse.get(tensor);
  }

  get sparseInitializers(): Iterable<onnx.SparseTensorProto> {
    return this.declared.sparse.values();
  }

  /** Types and shapes the file declares for tensors inside the graph. */
  get innerInfos(): Iterable<onnx.ValueInfoProto> {
    return this.declared.inner.values();
  }

  /** Type and shape the file declares for a tensor of this graph. */
  valueInfo(tensor: string): onnx.ValueInfoProto | undefined {
    return this.declared.inputs.get(tensor) ?? this.declared.outputs.get(tensor) ?? this.declared.inner.get(tensor);
  }

  /** Whether `tensor` is written, fed or stored in this graph itself. */
  defines(tensor: string): boolean {
    return (
      this.producers.has(tensor) ||
      this.declared.initializers.has(tensor) ||
      this.declared.sparse.has(tensor) ||
      this.declared.inputs.has(tensor)
    );
  }

  /** The graphs that a node holds (branches, loop bodies), in the order of its attributes. */
  subgraphs(node: onnx.NodeProto): readonly Graph[] {
    return this.nested.get(node) ?? [];
  }

  /** All graphs that nodes of this one hold. */
  *inner(): Iterable<Graph> {
    for (const graphs of this.nested.values()) yield* graphs;
  }

  /** Tensors of outer graphs that this graph or one below it reads. */
  captured(): ReadonlySet<string> {
    const outer = new Set<string>();
    const see = (tensor: string): void => {
      if (tensor !== '' && !this.defines(tensor)) outer.add(tensor);
    };
    for (const tensor of this.readers.keys()) see(tensor);
    for (const tensor of this.declared.outputs.keys()) see(tensor);
    return outer;
  }

  /** Adds a node; where it stands in the file follows from what it reads. @throws UserError `onnx.duplicate-output` */
  add(node: onnx.NodeProto, origins?: readonly NodeId[]): void {
    for (const output of node.output) {
      if (output === '') continue;
      if (this.producers.has(output)) {
        throw userError('onnx.duplicate-output', { file: this.owner.file, tensor: output });
      }
      this.producers.set(output, node);
    }
    this.nodeSet.add(node);
    if (origins !== undefined) this.setOrigins(node, origins);
    this.nest(node);
    for (const tensor of this.reads(node)) this.addReader(tensor, node);
  }

  remove(node: onnx.NodeProto): void {
    for (const tensor of this.reads(node)) this.readers.get(tensor)?.delete(node);
    for (const output of node.output) this.producers.delete(output);
    this.nodeSet.delete(node);
    this.nested.delete(node);
    this.nodeOrigins.delete(node);
  }

  /** Lets input `index` of a node read `tensor`; the list of inputs grows where it is too short. */
  setInput(node: onnx.NodeProto, index: number, tensor: string): void {
    while (node.input.length <= index) node.input.push('');
    const old = node.input[index] ?? '';
    node.input[index] = tensor;
    if (old !== '' && !this.reads(node).has(old)) this.readers.get(old)?.delete(node);
    if (tensor !== '') this.addReader(tensor, node);
  }

  /** Lets output `index` of a node write `tensor`. The node keeps the origins it had. */
  setOutput(node: onnx.NodeProto, index: number, tensor: string): void {
    this.setOrigins(node, this.origins(node));
    const old = node.output[index] ?? '';
    if (old !== '') this.producers.delete(old);
    node.output[index] = tensor;
    if (tensor === '') return;
    if (this.producers.has(tensor)) throw userError('onnx.duplicate-output', { file: this.owner.file, tensor });
    this.producers.set(tensor, node);
  }

  /**
   * Lets everything that reads `old` read `tensor` instead, subgraphs too, where `only` agrees.
   * Outputs of the graph keep their names: they are the caller's.
   */
  replaceUses(old: string, tensor: string, only: (node: onnx.NodeProto) => boolean = () => true): void {
    for (const node of [...this.consumers(old)]) {
      if (!only(node)) continue;
      node.input = node.input.map((input) => (input === old ? tensor : input));
      for (const graph of this.subgraphs(node)) graph.renameCaptured(old, tensor);
      this.readers.get(old)?.delete(node);
      this.addReader(tensor, node);
    }
  }

  addInitializer(tensor: onnx.TensorProto): void {
    this.declared.initializers.add(tensor);
  }

  /** Adds a sparse weight; it is known by the name of its values. */
  addSparseInitializer(sparse: onnx.SparseTensorProto): void {
    this.declared.sparse.add(sparse);
  }

  removeInitializer(tensor: string): void {
    this.declared.initializers.delete(tensor);
    this.declared.sparse.delete(tensor);
    this.removeInput(tensor);
  }

  /** Takes away an input that nobody feeds, such as that of a weight that is gone. */
  removeInput(tensor: string): void {
    this.declared.inputs.delete(tensor);
  }

  /** Declares type and shape of a tensor inside the graph. */
  addValueInfo(info: onnx.ValueInfoProto): void {
    this.declared.inner.add(info);
  }

  /** Forgets the declared type and shape of a tensor inside the graph that no longer is what it was. */
  removeValueInfo(tensor: string): void {
    this.declared.inner.delete(tensor);
  }

  /** Declares a further input, after the others. */
  addInput(info: onnx.ValueInfoProto): void {
    this.declared.inputs.add(info);
  }

  /** Lets a tensor of the graph leave it as a further output. */
  addOutput(info: onnx.ValueInfoProto): void {
    this.declared.outputs.add(info);
  }

  /** A tensor name near `base` that no graph uses: neither this one nor those around it or below it. */
  freshName(base: string): string {
    let name = base;
    while (isTaken(this, name)) name = `${base}_${++this.freshCount}`;
    return name;
  }

  /** Writes what was looked up and edited back into the message, the nodes in an order that can run. */
  commit(): void {
    for (const graph of this.inner()) graph.commit();
    this.proto.node = [...this.inOrder()];
    this.declared.commit(this.proto);
  }

  /** Everything a node reads: its inputs and what its subgraphs capture. */
  reads(node: onnx.NodeProto): ReadonlySet<string> {
    const names = new Set(node.input);
    for (const graph of this.subgraphs(node)) for (const tensor of graph.captured()) names.add(tensor);
    names.delete('');
    return names;
  }

  private renameCaptured(old: string, tensor: string): void {
    if (this.defines(old)) return;
    this.replaceUses(old, tensor);
    // A branch may pass an outer tensor straight on: its output takes the new name, by which nobody outside knows it.
    this.declared.outputs.rename(old, tensor, (info, name) => (info.name = name));
  }

  private addReader(tensor: string, node: onnx.NodeProto): void {
    const readers = this.readers.get(tensor);
    if (readers === undefined) this.readers.set(tensor, new Set([node]));
    else readers.add(node);
  }

  private nest(node: onnx.NodeProto): void {
    const path = `${this.id(node)}/`;
    const nest = (graph: onnx.GraphProto, place: string): Graph =>
      new Graph(graph, this.owner, `${path}${place}/`, this);
    const graphs = node.attribute.flatMap(({ name, g, graphs: list }) => [
      ...(g ? [nest(g, name)] : []),
      ...list.map((graph, index) => nest(graph, `${name}.${index}`)),
    ]);
    if (graphs.length > 0) this.nested.set(node, graphs);
  }
}
