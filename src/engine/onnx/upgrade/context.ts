import type Long from 'long';
import { userError } from '../../../protocol/userError.ts';
import { attribute, type AttributeValue, makeNode, removeAttribute, tensorValue } from '../attributes.ts';
import type { ElementType } from '../elementType.ts';
import { onnx } from '../generated/onnx.js';
import type { Graph } from '../graph.ts';
import type { Model } from '../model.ts';
import type { NodeId } from '../nodeId.ts';
import { isReal, storeReals } from '../reals.ts';
import { elementCount, type TensorData } from '../tensor.ts';
import type { TensorFacts } from './tensorFacts.ts';

/** What graphs are raised in: the model, where it goes, and what is known of its tensors. */
export interface UpgradeScope {
  readonly model: Model;
  /** The version the nodes will be read in. */
  readonly target: number;
  readonly facts: TensorFacts;
  /** A function of the model: it holds no initializers, and its attributes may be parameters. */
  readonly isFunction: boolean;
}

/** The first version with CastLike, which gives a constant the type of a tensor that nobody declared. */
const castLikeSince = 15;
/** The first version whose Constant has a plain list or number as its value, which a parameter can stand for. */
const plainConstantSince = 12;

/** What a rule may do with the node it rewrites: look at what is known, add nodes and constants beside it, or refuse. */
export class UpgradeContext {
  readonly graph: Graph;
  readonly target: number;
  private readonly scope: UpgradeScope;
  private readonly node: onnx.NodeProto;
  private readonly origins: readonly NodeId[];
  /** What names of new tensors and nodes start with. */
  private readonly stem: string;

  constructor(scope: UpgradeScope, graph: Graph, node: onnx.NodeProto) {
    this.scope = scope;
    this.graph = graph;
    this.target = scope.target;
    this.node = node;
    this.origins = graph.origins(node);
    this.stem = node.output.find((output) => output !== '') ?? node.name;
  }

  /** The file and the user's node, for messages. */
  get where(): { readonly file: string; readonly node: string } {
    return { file: this.scope.model.file, node: this.origins[0] ?? this.graph.id(this.node) };
  }

  /** Number of dimensions of a tensor, where the file tells. */
  rank(tensor: string): number | undefined {
    return this.scope.facts.of(this.graph, tensor).rank;
  }

  /** Element type of a tensor, where the file tells. */
  elementType(tensor: string): ElementType | undefined {
    return this.scope.facts.of(this.graph, tensor).type;
  }

  /** The value of a tensor that does not depend on the inputs, and its element count without reading it. */
  constant(tensor: string): { readonly count: number; read(): TensorData } | undefined {
    const { model } = this.scope;
    const header = model.constantHeader(this.graph, tensor);
    if (header === undefined) return undefined;
    return { count: elementCount(header.dims), read: () => model.constant(this.graph, tensor)?.data ?? [] };
  }

  /** Whether anything reads the output with this index. */
  isUsed(output: number): boolean {
    const tensor = this.node.output[output] ?? '';
    return tensor !== '' && (this.graph.isOutput(tensor) || this.graph.consumers(tensor).size > 0);
  }

  /** Adds a node with one output, whose name starts like `base`, and returns that name. */
  insert(
    base: string,
    opType: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
  ): string {
    const output = this.graph.freshName(`${this.stem}/${base}`);
    this.graph.add(makeNode(opType, inputs, [output], { name: output, attributes }), this.origins);
    return output;
  }

  /** Gives an output of the rewritten node a new name; what it wrote before is left to {@link insertLast}. */
  detachOutput(index = 0): { readonly detached: string; readonly original: string } {
    const original = this.node.output[index] ?? '';
    const detached = this.graph.freshName(`${original}/inner`);
    this.graph.setOutput(this.node, index, detached);
    return { detached, original };
  }

  /** Adds the node that writes a tensor the rewritten node wrote before. */
  insertLast(
    opType: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, AttributeValue>> = {},
  ): void {
    this.graph.add(makeNode(opType, inputs, [output], { name: `${this.stem}/${opType}`, attributes }), this.origins);
  }

  /** Puts one node in the place of the rewritten one: same outputs and, unless given, same inputs and attributes. */
  replace(
    opType: string,
    inputs: readonly string[] = this.node.input,
    attributes = this.node.attribute,
  ): onnx.NodeProto {
    const node = makeNode(opType, inputs, this.node.output, { name: this.node.name });
    node.attribute = [...attributes];
    node.docString = this.node.docString;
    node.metadataProps = this.node.metadataProps;
    this.graph.remove(this.node);
    this.graph.add(node, this.origins);
    return node;
  }

  /** Takes the outputs behind the first `count` away from the rewritten node; nothing may use them. */
  keepOutputs(count: number): void {
    for (let index = count; index < this.node.output.length; index++) {
      this.graph.removeValueInfo(this.node.output[index] ?? '');
      this.graph.setOutput(this.node, index, '');
    }
    this.node.output.length = Math.min(this.node.output.length, count);
  }

  /** Lets an input be absent; a constant that only this node read goes with it. */
  leaveOut(input: number): void {
    const tensor = this.node.input[input] ?? '';
    this.graph.setInput(this.node, input, '');
    if (this.graph.consumers(tensor).size > 0 || this.graph.isOutput(tensor)) return;
    const producer = this.graph.producer(tensor);
    if (producer?.opType === 'Constant') this.graph.remove(producer);
    this.graph.removeInitializer(tensor);
  }

  /** A constant of int64, a vector unless `dims` says otherwise. */
  int64(base: string, values: readonly (number | Long)[], dims: readonly number[] = [values.length]): string {
    return this.store(
      base,
      'int64',
      dims,
      BigInt64Array.from(values, (value) => BigInt(value.toString())),
    );
  }

  float32(base: string, values: readonly number[], dims: readonly number[] = [values.length]): string {
    return this.store(base, 'float32', dims, Float32Array.from(values));
  }

  /**
   * A constant of the element type of `like`.
   * @throws UserError `upgrade.unknown-type` when the file does not tell the type and the target has no CastLike
   */
  floatLike(base: string, values: readonly number[], dims: readonly number[], like: string): string {
    const type = this.elementType(like);
    if (type !== undefined && isReal(type)) {
      return this.store(base, type, dims, storeReals(type, Float32Array.from(values)));
    }
    if (type !== undefined || this.target < castLikeSince) {
      throw userError('upgrade.unknown-type', { ...this.where, operator: this.node.opType, tensor: like });
    }
    return this.insert(base, 'CastLike', [this.float32(`${base}_float`, values, dims), like]);
  }

  /** Turns an attribute with a list of integers into input `index`; a node without it stays as it is. */
  intsToInput(name: string, index: number): void {
    const found = attribute(this.node, name);
    if (found === undefined) return;
    const tensor = found.refAttrName === '' ? this.int64(name, found.ints) : this.parameter(name, 'value_ints', found);
    removeAttribute(this.node, name);
    this.graph.setInput(this.node, index, tensor);
  }

  /** Turns an attribute with one integer into input `index`, a scalar or a vector with one element. */
  intToInput(name: string, index: number, dims: readonly [] | readonly [1]): void {
    const found = attribute(this.node, name);
    if (found === undefined) return;
    let tensor: string;
    if (found.refAttrName === '') tensor = this.int64(name, [found.i], dims);
    else {
      const scalar = this.parameter(name, 'value_int', found);
      tensor = this.insert(`${name}_shaped`, 'Reshape', [scalar, this.int64(`${name}_shape`, dims)]);
    }
    removeAttribute(this.node, name);
    this.graph.setInput(this.node, index, tensor);
  }

  /**
   * Refuses attributes whose value is a parameter of the function around the node, for rules that must know the value.
   * @throws UserError `upgrade.parameter`
   */
  requireValues(...names: readonly string[]): void {
    for (const name of names) {
      if ((attribute(this.node, name)?.refAttrName ?? '') === '') continue;
      throw userError('upgrade.parameter', { ...this.where, operator: this.node.opType, attribute: name });
    }
  }

  /** An attribute whose value is a parameter of the function, as a tensor. */
  private parameter(base: string, kind: 'value_int' | 'value_ints', from: onnx.AttributeProto): string {
    if (this.target < plainConstantSince) this.requireValues(from.name);
    const value = onnx.AttributeProto.create({ name: kind, type: from.type, refAttrName: from.refAttrName });
    return this.insert(base, 'Constant', [], { [kind]: () => value });
  }

  private store(base: string, type: ElementType, dims: readonly number[], data: TensorData): string {
    const { model, isFunction } = this.scope;
    const name = this.graph.freshName(`${this.stem}/${base}`);
    const tensor = model.tensor(name, type, dims, data);
    if (!isFunction) this.graph.addInitializer(tensor);
    else {
      const attributes = { value: tensorValue(tensor) };
      this.graph.add(makeNode('Constant', [], [name], { name, attributes }), this.origins);
    }
    return name;
  }
}
