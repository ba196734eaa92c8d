import { message, type ArgumentsOf, type MessageCode } from '../../../protocol/messages/catalogue.ts';
import { byteLength } from '../elementType.ts';
import type { onnx } from '../generated/onnx.js';
import type { Graph } from '../graph.ts';
import type { Model, TensorHeader } from '../model.ts';
import type { NodeId } from '../nodeId.ts';
import { isReal, type Reals, type RealType, realsOf, storeReals } from '../reals.ts';
import { elementCount } from '../tensor.ts';
import type { NormaliseReport } from './normalise.ts';
import type { Rewrite } from './rewrite.ts';
import { type Shape, Shapes } from './shapes.ts';

/** Constants up to this many bytes may be stored twice. */
const smallBytes = 64 * 1024;

/** A constant tensor of real numbers. */
export interface RealConstant {
  readonly type: RealType;
  readonly dims: readonly number[];
  readonly values: Reals;
}

/** The graph that is being normalised, with the steps that rewrites have in common. */
export class Rewriting {
  readonly model: Model;
  readonly graph: Graph;
  readonly opset: number;
  readonly shapes: Shapes;
  readonly report: NormaliseReport;
  private readonly steps: { rewrite: string; origins: readonly NodeId[] }[] = [];
  private readonly left: { node: NodeId; reason: ReturnType<typeof message> }[] = [];
  private readonly leftNodes = new Set<onnx.NodeProto>();
  private touched: NodeId[] = [];

  constructor(model: Model, opset: number, known: ReadonlyMap<string, Shape>) {
    this.model = model;
    this.graph = model.graph;
    this.opset = opset;
    this.shapes = new Shapes(model, known);
    this.report = { steps: this.steps, left: this.left };
  }

  /** Applies a rewrite, and writes down what it did. */
  try(rewrite: Rewrite, node: onnx.NodeProto): boolean {
    this.touched = [...this.graph.origins(node)];
    if (!rewrite.apply(node, this)) return false;
    this.steps.push({ rewrite: rewrite.name, origins: [...new Set(this.touched)] });
    return true;
  }

  /** Notes that a node stays in a form which cannot be quantized; once for each node. */
  leave<Code extends MessageCode>(node: onnx.NodeProto, code: Code, args: ArgumentsOf<Code>): void {
    if (this.leftNodes.has(node)) return;
    this.leftNodes.add(node);
    const [id = this.graph.id(node)] = this.graph.origins(node);
    this.left.push({ node: id, reason: message(code, args) });
  }

  /** Element type and shape of a constant. */
  header(tensor: string | undefined): TensorHeader | undefined {
    return tensor === undefined || tensor === '' ? undefined : this.model.constantHeader(this.graph, tensor);
  }

  /** Whether `tensor` is a constant of real numbers. */
  isReal(tensor: string | undefined): boolean {
    const header = this.header(tensor);
    return header !== undefined && isReal(header.type);
  }

  /** The elements of a constant of real numbers. */
  reals(tensor: string | undefined): RealConstant | undefined {
    if (tensor === undefined || !this.isReal(tensor)) return undefined;
    const constant = this.model.constant(this.graph, tensor);
    if (constant === undefined || !isReal(constant.type)) return undefined;
    return { type: constant.type, dims: constant.dims, values: realsOf(constant) };
  }

  /** The integers of a small constant, such as a shape, axes or pads. */
  integers(tensor: string | undefined): readonly number[] | undefined {
    const type = this.header(tensor)?.type;
    if (tensor === undefined || (type !== 'int64' && type !== 'int32')) return undefined;
    return Array.from(this.model.constant(this.graph, tensor)?.data ?? [], Number);
  }

  /** The node before `node` that writes its input `index`, when nothing else sees that tensor. */
  onlyFor(node: onnx.NodeProto, index: number): onnx.NodeProto | undefined {
    const tensor = node.input[index] ?? '';
    const seen = this.graph.isOutput(tensor) || this.graph.consumers(tensor).size !== 1;
    return seen || node.input.filter((input) => input === tensor).length !== 1
      ? undefined
      : this.graph.producer(tensor);
  }

  /** Gives a node a constant of its own as an input, in the place of the one it had if nothing else needs that. */
  setReals(node: onnx.NodeProto, index: number, { type, dims, values }: RealConstant): void {
    const old = node.input[index] ?? '';
    if (old !== '') this.graph.setInput(node, index, '');
    const freed = old !== '' && this.dropUnread(old);
    const name = freed ? old : this.graph.freshName(old === '' ? `${node.output[0] ?? ''}.constant` : old);
    this.graph.removeValueInfo(name);
    this.graph.addInitializer(this.model.tensor(name, type, dims, storeReals(type, values)));
    this.graph.setInput(node, index, name);
  }

  /** Takes away a node whose work the node before it (its input `index`) has taken over, with its result's name. */
  absorb(node: onnx.NodeProto, before: onnx.NodeProto): void {
    const between = before.output[0] ?? '';
    const result = node.output[0] ?? '';
    const origins = [...this.graph.origins(before), ...this.graph.origins(node)];
    this.removeNode(node);
    this.graph.removeValueInfo(between);
    this.graph.setOutput(before, 0, result);
    this.graph.setOrigins(before, origins);
    this.touched.push(...origins);
  }

  /** Takes away a node whose work `after`, the only node that reads it, has taken over; `after` now reads `source`. */
  absorbInto(node: onnx.NodeProto, after: onnx.NodeProto, index: number, source: string): void {
    const origins = [...this.graph.origins(node), ...this.graph.origins(after)];
    this.graph.setInput(after, index, source);
    this.graph.removeValueInfo(node.output[0] ?? '');
    this.removeNode(node);
    this.graph.setOrigins(after, origins);
    this.touched.push(...origins);
  }

  /**
   * Whether the result of a node may be stored in the place of computing it from the constant `source`: not where it leaves
   * the graph, nor where a large constant is needed as it was too, so that the file would grow.
   */
  mayStore(result: string, source: string): boolean {
    const { graph } = this;
    const header = this.header(source);
    if (header === undefined || header.type === 'string' || result === '' || graph.isOutput(result)) return false;
    if (byteLength(header.type, elementCount(header.dims)) <= smallBytes) return true;
    return graph.consumers(source).size === 1 && !graph.isOutput(source);
  }

  /** Takes away a node and the constants that only it read. */
  removeNode(node: onnx.NodeProto): void {
    this.graph.remove(node);
    for (const input of new Set(node.input)) if (input !== '') this.dropUnread(input);
  }

  /** Takes away a constant that nothing reads. Says whether it did. */
  dropUnread(tensor: string): boolean {
    const { graph } = this;
    if (graph.isOutput(tensor) || graph.consumers(tensor).size > 0 || this.header(tensor) === undefined) return false;
    const producer = graph.producer(tensor);
    if (producer !== undefined) graph.remove(producer);
    else graph.removeInitializer(tensor);
    graph.removeValueInfo(tensor);
    return true;
  }
}
