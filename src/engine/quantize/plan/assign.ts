import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import type { QuantizeRule, RuleContext } from '../rules/rule.ts';
import type { Range } from '../scheme.ts';
import type { Candidate } from './candidates.ts';
import { Cutoffs, type Surroundings } from './cutoffs.ts';
import { mergesWithReader } from './merged.ts';
import { valueReaders } from './readers.ts';

/** Which nodes of a graph compute on integers, and for the others that could, why they do not. */
export interface Assignment {
  isInteger(node: onnx.NodeProto): boolean;
  /** Whether every reader of a tensor gets it from integers, because its producer writes nothing else. */
  writesIntegers(tensor: string): boolean;
  /** Whether the node is absorbed by the node before it, whose output is then never seen. */
  isAbsorbed(node: onnx.NodeProto): boolean;
  /** What the integers of a tensor may stand for, so that nodes before it can vanish. */
  limitsOf(tensor: string): Range | undefined;
  reason(node: onnx.NodeProto): Message;
}

/**
 * Decides from the candidates. Convolutions and products become integer; what moves elements follows its neighbours;
 * what has an integer kernel becomes integer where that saves conversions between integer and float, and stays float
 * where it costs more of them or as many. Starts with everything integer and takes away until nothing changes.
 */
export function assign(context: RuleContext, candidates: ReadonlyMap<onnx.NodeProto, Candidate>): Assignment {
  const assigner = new Assigner(context, candidates);
  while (assigner.step());
  return assigner;
}

class Assigner implements Assignment, Surroundings {
  private readonly context: RuleContext;
  private readonly graph: Graph;
  private readonly order: readonly onnx.NodeProto[];
  private readonly rules = new Map<onnx.NodeProto, QuantizeRule>();
  private readonly candidates: ReadonlyMap<onnx.NodeProto, Candidate>;
  private readonly integer = new Set<onnx.NodeProto>();
  private readonly cutoffs: Cutoffs;

  constructor(context: RuleContext, candidates: ReadonlyMap<onnx.NodeProto, Candidate>) {
    this.context = context;
    this.graph = context.graph;
    this.order = this.graph.inOrder();
    this.candidates = candidates;
    this.cutoffs = new Cutoffs(context, this);
    for (const [node, candidate] of candidates) {
      if (candidate.kind !== 'possible') continue;
      this.rules.set(node, candidate.rule);
      if (candidate.rule.role !== 'carry' && candidate.rule.role !== 'absorb') this.integer.add(node);
    }
  }

  isInteger(node: onnx.NodeProto): boolean {
    return this.integer.has(node);
  }

  isAbsorbed(node: onnx.NodeProto): boolean {
    return this.cutoffs.isAbsorbed(node);
  }

  limitsOf(tensor: string): Range | undefined {
    return this.cutoffs.limitsOf(tensor);
  }

  isCutoff(node: onnx.NodeProto): boolean {
    return this.role(node) === 'absorb';
  }

  computesIntegers(node: onnx.NodeProto): boolean {
    const role = this.role(node);
    return this.integer.has(node) && (role === 'compute' || role === 'light');
  }

  canWriteFloat(node: onnx.NodeProto): boolean {
    return this.rules.get(node)?.floatOutput === true;
  }

  /** Whether `node` takes `tensor` as quantized data, and not for its shape or as an index. */
  readsIntegers(node: onnx.NodeProto, tensor: string): boolean {
    const isLeftToQuantizer = this.isCutoff(node) && !this.isAbsorbed(node);
    return this.integer.has(node) && !isLeftToQuantizer && this.dataInputs(node).includes(tensor);
  }

  writesIntegers(tensor: string): boolean {
    const producer = this.graph.producer(tensor);
    if (producer === undefined || !this.integer.has(producer)) return false;
    if (this.role(producer) === 'end' || this.cutoffs.vanishesIntoQuantizer(producer)) return false;
    return !this.mayWriteFloat(producer) || this.hasIntegerReader(tensor);
  }

  reason(node: onnx.NodeProto): Message {
    const candidate = this.candidates.get(node);
    if (candidate !== undefined && candidate.kind !== 'possible') return candidate.reason;
    if (this.isAbsorbed(node)) return message('reason.absorbed', {});
    if (this.integer.has(node)) {
      const isLeft = this.cutoffs.vanishesIntoQuantizer(node);
      if (isLeft) return message('reason.in-range', {});
      return message(candidate?.unwanted === undefined ? 'reason.integer-kernel' : 'reason.exact-anyway', {});
    }
    if (candidate?.unwanted !== undefined) return candidate.unwanted;
    return message(this.isCutoff(node) ? 'reason.not-absorbed' : 'reason.conversions', {});
  }

  /** One round; true while something changed. */
  step(): boolean {
    this.followNeighbours();
    let changed = false;
    for (const node of this.order) {
      const role = this.integer.has(node) ? this.role(node) : undefined;
      const leave = (role === 'light' && !this.savesConversions(node)) || (role === 'end' && !this.takesIntegers(node));
      if (!leave) continue;
      this.integer.delete(node);
      changed = true;
    }
    return changed;
  }

  /** Decides again, from the others, which nodes are absorbed or carry integers. */
  private followNeighbours(): void {
    const carries = this.order.filter((node) => this.role(node) === 'carry');
    for (const node of this.order) if (this.role(node) === 'carry' || this.isCutoff(node)) this.integer.delete(node);
    this.cutoffs.absorb(this.order);
    for (const node of this.order) if (this.isAbsorbed(node)) this.integer.add(node);
    for (let before = -1; before !== this.integer.size;) {
      before = this.integer.size;
      for (const node of carries) if (this.writesIntegers(node.input[0] ?? '')) this.integer.add(node);
      for (const node of carries.toReversed()) {
        if (node.output.some((tensor) => this.hasIntegerReader(tensor))) this.integer.add(node);
      }
    }
    for (const node of this.order) if (this.cutoffs.vanishesIntoQuantizer(node)) this.integer.add(node);
  }

  /**
   * Whether the runtime finds the integer form of a node although nothing converts its result. It has to be the end of
   * the pattern: what cuts the result off, or becomes one kernel with the node, would hide it.
   */
  private mayWriteFloat(node: onnx.NodeProto): boolean {
    if (!this.canWriteFloat(node)) return false;
    const readers = valueReaders(node.output[0] ?? '', this.graph);
    const [reader] = readers;
    if (readers.length === 1 && reader !== undefined && this.hides(reader)) return false;
    if (readers.some((each) => this.cutoffs.vanishesIntoQuantizer(each))) return false;
    return !mergesWithReader(node, this.context);
  }

  /** Whether the only reader of a product is a Relu or Clip that the runtime looks through for a conversion. */
  private hides(reader: onnx.NodeProto): boolean {
    const isCutoff = reader.opType === 'Relu' || reader.opType === 'Clip';
    return isCutoff && !this.isAbsorbed(reader) && !this.graph.isOutput(reader.output[0] ?? '');
  }

  private savesConversions(node: onnx.NodeProto): boolean {
    let asInteger = 0;
    let asFloat = 0;
    for (const tensor of this.dataInputs(node)) {
      const producer = this.graph.producer(tensor);
      const isFlexible = producer !== undefined && this.integer.has(producer) && this.mayWriteFloat(producer);
      if (isFlexible) continue;
      if (this.writesIntegers(tensor)) asFloat++;
      else asInteger++;
    }
    const tensor = this.cutoffs.seen(node.output[0] ?? '');
    if (this.hasIntegerReader(tensor)) asFloat++;
    if (this.hasFloatReader(tensor)) asInteger++;
    return asInteger < asFloat;
  }

  private dataInputs(node: onnx.NodeProto): readonly string[] {
    const operands = this.rules.get(node)?.operands(node, this.context) ?? [];
    return node.input.filter(
      (name, index) => operands[index]?.kind === 'activation' && this.context.constant(name) === undefined,
    );
  }

  private takesIntegers(node: onnx.NodeProto): boolean {
    return this.dataInputs(node).every((tensor) => this.writesIntegers(tensor));
  }

  private hasIntegerReader(tensor: string): boolean {
    for (const reader of this.graph.consumers(tensor)) if (this.readsIntegers(reader, tensor)) return true;
    return false;
  }

  private hasFloatReader(tensor: string): boolean {
    if (this.graph.isOutput(tensor)) return true;
    return valueReaders(tensor, this.graph).some((reader) => !this.readsIntegers(reader, tensor));
  }

  private role(node: onnx.NodeProto) {
    return this.rules.get(node)?.role;
  }
}
