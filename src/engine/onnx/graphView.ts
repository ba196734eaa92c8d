import { Declarations } from './declarations.ts';
import type { onnx } from './generated/onnx.js';
import type { Graph } from './graph.ts';
import { nodeIdIn, type NodeId } from './nodeId.ts';
import { inOrder } from './order.ts';

/** Which file a graph is from, for messages. */
export interface GraphOwner {
  readonly file: string;
}

/** The node in an outer graph that holds a subgraph. */
export interface Holder {
  readonly graph: Graph;
  readonly node: onnx.NodeProto;
}

const none: ReadonlySet<onnx.NodeProto> = new Set();

/**
 * What can be looked up in a graph, in constant time: who writes a tensor, who reads it, which weights there are.
 * Readers of a tensor include nodes whose subgraphs capture it.
 */
export abstract class GraphView {
  readonly proto: onnx.GraphProto;
  readonly path: string;
  protected readonly owner: GraphOwner;
  protected readonly holder: Holder | undefined;
  protected readonly declared: Declarations;
  protected readonly nodeSet = new Set<onnx.NodeProto>();
  protected readonly producers = new Map<string, onnx.NodeProto>();
  protected readonly readers = new Map<string, Set<onnx.NodeProto>>();
  protected readonly nested = new Map<onnx.NodeProto, readonly Graph[]>();
  protected readonly nodeOrigins = new Map<onnx.NodeProto, readonly NodeId[]>();

  constructor(proto: onnx.GraphProto, owner: GraphOwner, path: string, holder: Holder | undefined) {
    this.proto = proto;
    this.owner = owner;
    this.path = path;
    this.holder = holder;
    this.declared = new Declarations(proto);
  }

  /** The graph around this one. */
  get parent(): Graph | undefined {
    return this.holder?.graph;
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
    const { initializers, sparse } = this.declared;
    return this.inputs.filter(({ name }) => !initializers.has(name) && !sparse.has(name));
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
    const { initializers, sparse, inputs } = this.declared;
    return this.producers.has(tensor) || initializers.has(tensor) || sparse.has(tensor) || inputs.has(tensor);
  }

  /** The graphs that a node holds (branches, loop bodies), in the order of its attributes. */
  subgraphs(node: onnx.NodeProto): readonly Graph[] {
    return this.nested.get(node) ?? [];
  }

  /** All graphs that nodes of this one hold. */
  *inner(): Iterable<Graph> {
    for (const graphs of this.nested.values()) yield* graphs;
  }

  /** Everything a node reads: its inputs and what its subgraphs capture. */
  reads(node: onnx.NodeProto): ReadonlySet<string> {
    const names = new Set(node.input);
    for (const graph of this.subgraphs(node)) for (const tensor of graph.captured()) names.add(tensor);
    names.delete('');
    return names;
  }

  /** Tensors of outer graphs that this graph or one below it reads. */
  captured(): ReadonlySet<string> {
    const outer = new Set<string>();
    for (const tensor of this.readers.keys()) if (this.captures(tensor)) outer.add(tensor);
    for (const { name } of this.declared.outputs.values()) if (this.captures(name)) outer.add(name);
    return outer;
  }

  /** Whether this graph or one below it reads `tensor` of an outer graph. */
  captures(tensor: string): boolean {
    return tensor !== '' && (this.readers.has(tensor) || this.isOutput(tensor)) && !this.defines(tensor);
  }
}
