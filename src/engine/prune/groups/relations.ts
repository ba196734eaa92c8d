import type { Message } from '../../../protocol/messages/message.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import type { Model } from '../../onnx/model.ts';
import type { TensorTypes } from '../../runtime/tensorTypes.ts';
import { FixedTensors } from './fixedTensors.ts';
import { Positions } from './positions.ts';
import type { Axis, ParameterRole, Relations } from './rule.ts';
import { Vanishing } from './vanishing.ts';

/** What a node said a dimension of a fixed tensor is for the channels. */
export interface ParameterMark extends Axis {
  readonly node: onnx.NodeProto;
  readonly role: ParameterRole;
}

/** Which candidate each node chooses; the first where none is given. */
export type Choices = ReadonlyMap<onnx.NodeProto, number>;

export interface RelationOptions {
  readonly attention: 'heads' | 'head-size';
  readonly choices: Choices;
}

interface Dimension extends Axis {
  readonly number: number;
}

/** Which positions of a model's tensors go together, as its nodes tell one after the other. */
export class ChannelRelations implements Relations {
  readonly model: Model;
  readonly graph: Graph;
  readonly attention: 'heads' | 'head-size';
  readonly positions = new Positions();
  /** Dimensions that were spoken of, by number. */
  readonly dimensions: Axis[] = [];
  /** In the order of the graph. */
  readonly marks: ParameterMark[] = [];
  /** By the numbers of dimensions; of several roles the one that says most. */
  readonly roles = new Map<number, ParameterRole>();
  /** Nodes that had to choose, with how many candidates they had. */
  readonly chosen = new Map<onnx.NodeProto, number>();
  /** Nodes of which nothing is known, and why, in the order of the graph. */
  readonly refused = new Map<onnx.NodeProto, Message>();
  private readonly fixed: FixedTensors;
  private readonly types: TensorTypes;
  private readonly choices: Choices;
  private readonly byTensor = new Map<string, readonly Dimension[]>();
  private readonly reasons: Message[] = [];
  private readonly vanishing: Vanishing;
  private current: onnx.NodeProto | undefined;
  private readonly mentioned = new Set<number>();

  constructor(model: Model, types: TensorTypes, options: RelationOptions) {
    this.model = model;
    this.graph = model.graph;
    this.types = types;
    this.attention = options.attention;
    this.choices = options.choices;
    this.fixed = new FixedTensors(model);
    this.vanishing = new Vanishing(this);
  }

  shape(tensor: string): readonly number[] | undefined {
    if (tensor === '') return undefined;
    return this.types.get(tensor)?.dims ?? this.model.constantHeader(this.graph, tensor)?.dims;
  }

  isConstant(tensor: string): boolean {
    return this.fixed.isConstant(tensor);
  }

  isFixed(tensor: string): boolean {
    return this.fixed.isFixed(tensor);
  }

  same(one: Axis, other: Axis): void {
    this.positions.same(this.mention(one), this.mention(other));
  }

  follow(axis: Axis, leader: Axis, positionOf: (index: number) => number | undefined): void {
    this.positions.follow(this.mention(axis), this.mention(leader), positionOf);
  }

  free(axis: Axis): void {
    this.mention(axis);
  }

  freeze(axis: Axis, reason: Message): void {
    this.freezeNumber(this.mention(axis), reason);
  }

  isFrozen(axis: Axis): boolean {
    return this.positions.isFrozen(this.number(axis));
  }

  classAt(axis: Axis, index: number): number {
    return this.positions.classAt(this.number(axis), index);
  }

  parameter(axis: Axis, role: ParameterRole): void {
    const number = this.mention(axis);
    if (this.current === undefined || !this.isFixed(axis.tensor)) return;
    this.marks.push({ node: this.current, tensor: axis.tensor, axis: axis.axis, role });
    this.roles.set(number, strongerRole(this.roles.get(number), role));
  }

  vanishes(axis: Axis): boolean {
    return this.vanishing.vanishes(axis);
  }

  choose(node: onnx.NodeProto, candidates: readonly number[]): number {
    const index = this.choices.get(node) ?? 0;
    const candidate = candidates[Math.min(index, candidates.length - 1)];
    if (candidate === undefined) throw new Error('nothing to choose from');
    this.chosen.set(node, candidates.length);
    return candidate;
  }

  /** Lets a node tell its relations; dimensions of its tensors that it does not mention are then frozen. */
  visit(node: onnx.NodeProto, relate: (relations: Relations) => void, silent: Message): void {
    this.current = node;
    this.mentioned.clear();
    relate(this);
    this.current = undefined;
    for (const tensor of new Set([...node.input, ...node.output])) {
      for (const each of this.dimensionsOf(tensor)) {
        if (!this.mentioned.has(each.number)) this.freezeNumber(each.number, silent);
      }
    }
  }

  /** Freezes everything around a node whose ways are not known. */
  refuse(node: onnx.NodeProto, reason: Message): void {
    this.refused.set(node, reason);
    for (const tensor of [...node.input, ...node.output]) this.freezeAll(tensor, reason);
  }

  /** No position along any dimension of a tensor can go. */
  freezeAll(tensor: string, reason: Message): void {
    for (const { number } of this.dimensionsOf(tensor)) this.freezeNumber(number, reason);
  }

  /** The dimensions of a tensor by their numbers, from the front; none where its shape is not known. */
  dimensionsOf(tensor: string): readonly Dimension[] {
    const known = this.byTensor.get(tensor);
    if (known !== undefined) return known;
    const made = (this.shape(tensor) ?? []).map((size, axis) => {
      this.dimensions.push({ tensor, axis });
      return { tensor, axis, number: this.positions.add(size) };
    });
    this.byTensor.set(tensor, made);
    return made;
  }

  /** The number of a dimension. @throws Error where the tensor has no such dimension: a defect of a rule */
  number({ tensor, axis }: Axis): number {
    const found = this.dimensionsOf(tensor)[axis];
    if (found === undefined) throw new Error(`"${tensor}" has no dimension ${axis}`);
    return found.number;
  }

  /** Why a position cannot go; undefined where it can. */
  reasonAt(dimension: number, index: number): Message | undefined {
    const { positions } = this;
    const number = positions.wholeReason(dimension) || positions.reasonOf(positions.classAt(dimension, index));
    return this.reasons[number - 1];
  }

  private mention(axis: Axis): number {
    const number = this.number(axis);
    this.mentioned.add(number);
    return number;
  }

  private freezeNumber(dimension: number, reason: Message): void {
    if (this.positions.wholeReason(dimension) > 0) return;
    if (this.reasons.at(-1) !== reason) this.reasons.push(reason);
    this.positions.freeze(dimension, this.reasons.length);
  }
}

/** The role of a parameter that has several: what computes channels goes before what comes after. */
export function strongerRole(one: ParameterRole | undefined, other: ParameterRole): ParameterRole {
  const order: readonly ParameterRole[] = ['produces', 'consumes', 'scales', 'shifts'];
  return order.find((role) => role === one || role === other) ?? other;
}
