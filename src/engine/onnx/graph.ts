import { userError } from '../../protocol/userError.ts';
import type { onnx } from './generated/onnx.js';
import { type GraphOwner, GraphView, type Holder } from './graphView.ts';
import type { NodeId } from './nodeId.ts';
import { isTaken } from './scope.ts';

/** A graph that can be edited; lookups follow each edit. What was edited is written back with {@link Graph.commit}. */
export class Graph extends GraphView {
  private freshCount = 0;
  private readonly detached = new WeakMap<onnx.NodeProto, readonly Graph[]>();

  /** @throws UserError `onnx.duplicate-output` where two nodes write one tensor */
  constructor(proto: onnx.GraphProto, owner: GraphOwner, path = '', holder?: Holder) {
    super(proto, owner, path, holder);
    for (const node of proto.node) this.add(node);
  }

  setOrigins(node: onnx.NodeProto, origins: readonly NodeId[]): void {
    this.nodeOrigins.set(node, [...new Set(origins)]);
  }

  /** Adds a node; where it stands in the file follows from what it reads. @throws UserError `onnx.duplicate-output` */
  add(node: onnx.NodeProto, origins?: readonly NodeId[]): void {
    const outputs = node.output.filter((output) => output !== '');
    const own = new Set<string>();
    for (const output of outputs) {
      if (own.has(output)) this.refuseOutput(output);
      this.checkFree(output);
      own.add(output);
    }
    for (const output of outputs) this.producers.set(output, node);
    this.nodeSet.add(node);
    if (origins !== undefined) this.setOrigins(node, origins);
    this.nest(node);
    for (const tensor of this.reads(node)) this.addReader(tensor, node);
    for (const output of outputs) this.tellHolder(output);
  }

  /** Takes a node out. Edits of its subgraphs are there again when it is added to this graph again. */
  remove(node: onnx.NodeProto): void {
    if (!this.nodeSet.delete(node)) return;
    const reads = this.reads(node);
    this.detached.set(node, this.subgraphs(node));
    this.nested.delete(node);
    this.nodeOrigins.delete(node);
    for (const tensor of reads) this.removeReader(tensor, node);
    for (const output of node.output) {
      this.producers.delete(output);
      this.tellHolder(output);
    }
  }

  /** Lets input `index` of a node read `tensor`; the list of inputs grows where it is too short. */
  setInput(node: onnx.NodeProto, index: number, tensor: string): void {
    while (node.input.length <= index) node.input.push('');
    const old = node.input[index] ?? '';
    node.input[index] = tensor;
    this.updateReader(old, node);
    this.updateReader(tensor, node);
  }

  /** Lets output `index` of a node write `tensor`. The node keeps the origins it had. @throws UserError `onnx.duplicate-output` */
  setOutput(node: onnx.NodeProto, index: number, tensor: string): void {
    const old = node.output[index] ?? '';
    if (old === tensor) return;
    this.checkFree(tensor);
    this.setOrigins(node, this.origins(node));
    while (node.output.length <= index) node.output.push('');
    node.output[index] = tensor;
    this.producers.delete(old);
    if (tensor !== '') this.producers.set(tensor, node);
    this.tellHolder(old);
    this.tellHolder(tensor);
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
      this.updateReader(old, node);
      this.updateReader(tensor, node);
    }
  }

  addInitializer(tensor: onnx.TensorProto): void {
    this.declared.initializers.add(tensor);
    this.tellHolder(tensor.name);
  }

  /** Adds a sparse weight; it is known by the name of its values. */
  addSparseInitializer(sparse: onnx.SparseTensorProto): void {
    this.declared.sparse.add(sparse);
    this.tellHolder(sparse.values?.name ?? '');
  }

  removeInitializer(tensor: string): void {
    this.declared.initializers.delete(tensor);
    this.declared.sparse.delete(tensor);
    this.removeInput(tensor);
  }

  /** Takes away an input that nobody feeds, such as that of a weight that is gone. */
  removeInput(tensor: string): void {
    this.declared.inputs.delete(tensor);
    this.tellHolder(tensor);
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
    this.tellHolder(info.name);
  }

  /** Lets a tensor of the graph leave it as a further output. */
  addOutput(info: onnx.ValueInfoProto): void {
    this.declared.outputs.add(info);
    this.tellHolder(info.name);
  }

  /** A tensor name near `base` that no graph uses: neither this one nor those around it or below it. */
  freshName(base: string): string {
    let name = base;
    while (name === '' || isTaken(this, name)) name = `${base}_${++this.freshCount}`;
    return name;
  }

  /** Writes what was looked up and edited back into the message, the nodes in an order that can run. */
  commit(): void {
    for (const graph of this.inner()) graph.commit();
    this.proto.node = [...this.inOrder()];
    this.declared.commit(this.proto);
  }

  private renameCaptured(old: string, tensor: string): void {
    if (this.defines(old)) return;
    this.replaceUses(old, tensor);
    // A branch may pass an outer tensor straight on: its output takes the new name, by which nobody outside knows it.
    this.declared.outputs.rename(old, tensor, (info, name) => (info.name = name));
  }

  /** Notes whether a node still, or now, reads `tensor`. */
  private updateReader(tensor: string, node: onnx.NodeProto): void {
    if (tensor === '' || !this.nodeSet.has(node)) return;
    const reads = node.input.includes(tensor) || this.subgraphs(node).some((graph) => graph.captures(tensor));
    if (reads) this.addReader(tensor, node);
    else this.removeReader(tensor, node);
  }

  private addReader(tensor: string, node: onnx.NodeProto): void {
    const readers = this.readers.get(tensor);
    if (readers !== undefined) {
      readers.add(node);
      return;
    }
    this.readers.set(tensor, new Set([node]));
    this.tellHolder(tensor);
  }

  private removeReader(tensor: string, node: onnx.NodeProto): void {
    const readers = this.readers.get(tensor);
    if (readers?.delete(node) !== true || readers.size > 0) return;
    this.readers.delete(tensor);
    this.tellHolder(tensor);
  }

  /** Lets the graph around this one know that `tensor` may now be captured, or no longer. */
  private tellHolder(tensor: string): void {
    const { holder } = this;
    // While it is being built, the outer graph does not know it yet.
    if (holder?.graph.subgraphs(holder.node).includes(this)) holder.graph.updateReader(tensor, holder.node);
  }

  private checkFree(output: string): void {
    if (this.producers.has(output)) this.refuseOutput(output);
  }

  private refuseOutput(tensor: string): never {
    throw userError('onnx.duplicate-output', { file: this.owner.file, tensor });
  }

  private nest(node: onnx.NodeProto): void {
    const path = `${this.id(node)}/`;
    const kept = new Map(this.detached.get(node)?.map((graph) => [graph.proto, graph]));
    const nest = (graph: onnx.GraphProto, place: string): Graph =>
      kept.get(graph) ?? new Graph(graph, this.owner, `${path}${place}/`, { graph: this, node });
    const graphs = node.attribute.flatMap(({ name, g, graphs: list }) => [
      ...(g ? [nest(g, name)] : []),
      ...list.map((graph, index) => nest(graph, `${name}.${index}`)),
    ]);
    if (graphs.length > 0) this.nested.set(node, graphs);
  }
}
