import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import { vanishes } from './absorb.ts';
import { type Candidate, readsOnlyShape } from './candidates.ts';
import type { QuantizeRule, RuleContext } from '../rules/rule.ts';

/** Which nodes of a graph compute on integers, and for the others that could, why they do not. */
export interface Assignment {
  isInteger(node: onnx.NodeProto): boolean;
  /** Whether every reader of a tensor gets it from integers, because its producer writes nothing else. */
  writesIntegers(tensor: string): boolean;
  /** Whether the node is absorbed by its producer, whose output is then never seen. */
  isAbsorbed(node: onnx.NodeProto): boolean;
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

class Assigner implements Assignment {
  private readonly context: RuleContext;
  private readonly graph: Graph;
  private readonly order: readonly onnx.NodeProto[];
  private readonly rules = new Map<onnx.NodeProto, QuantizeRule>();
  private readonly candidates: ReadonlyMap<onnx.NodeProto, Candidate>;
  private readonly integer = new Set<onnx.NodeProto>();
  private readonly absorbed = new Set<onnx.NodeProto>();

  constructor(context: RuleContext, candidates: ReadonlyMap<onnx.NodeProto, Candidate>) {
    this.context = context;
    this.graph = context.graph;
    this.order = this.graph.inOrder();
    this.candidates = candidates;
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
    return this.absorbed.has(node);
  }

  writesIntegers(tensor: string): boolean {
    const producer = this.graph.producer(tensor);
    if (producer === undefined || !this.integer.has(producer)) return false;
    const rule = this.rules.get(producer);
    if (rule?.role === 'end' || this.vanishesIntoQuantizer(producer)) return false;
    return rule?.floatOutput !== true || this.hasIntegerReader(tensor);
  }

  reason(node: onnx.NodeProto): Message {
    const candidate = this.candidates.get(node);
    if (candidate !== undefined && candidate.kind !== 'possible') return candidate.reason;
    if (this.absorbed.has(node)) return message('reason.absorbed', {});
    if (this.integer.has(node)) {
      return message(this.vanishesIntoQuantizer(node) ? 'reason.in-range' : 'reason.integer-kernel', {});
    }
    return message(candidate?.rule.role === 'absorb' ? 'reason.not-absorbed' : 'reason.conversions', {});
  }

  /** One round; true while something changed. */
  step(): boolean {
    this.followNeighbours();
    let changed = false;
    for (const node of this.order) {
      const role = this.integer.has(node) ? this.rules.get(node)?.role : undefined;
      const leave = (role === 'light' && !this.savesConversions(node)) || (role === 'end' && !this.readsIntegers(node));
      if (!leave) continue;
      this.integer.delete(node);
      changed = true;
    }
    return changed;
  }

  /** Decides again, from the others, which nodes are absorbed or carry integers. */
  private followNeighbours(): void {
    this.absorbed.clear();
    const carries: onnx.NodeProto[] = [];
    for (const node of this.order) {
      const role = this.rules.get(node)?.role;
      if (role === 'carry') carries.push(node);
      if (role === 'absorb') this.absorb(node);
      if (role === 'carry' || (role === 'absorb' && !this.absorbed.has(node))) this.integer.delete(node);
    }
    for (let before = -1; before !== this.integer.size;) {
      before = this.integer.size;
      for (const node of carries) if (this.writesIntegers(node.input[0] ?? '')) this.integer.add(node);
      for (const node of carries.toReversed()) {
        if (node.output.some((tensor) => this.hasIntegerReader(tensor))) this.integer.add(node);
      }
    }
    for (const node of this.order) if (this.vanishesIntoQuantizer(node)) this.integer.add(node);
  }

  /** Relu or Clip right after an integer node that nobody else reads: the quantized range does its work. */
  private absorb(node: onnx.NodeProto): void {
    const tensor = node.input[0] ?? '';
    const producer = this.graph.producer(tensor);
    if (producer === undefined || !this.integer.has(producer) || this.absorbed.has(producer)) return;
    const rule = this.rules.get(producer);
    const computes = rule?.role === 'compute' || rule?.role === 'light';
    if (!computes || this.graph.isOutput(tensor) || this.graph.consumers(tensor).size > 1) return;
    if (!vanishes(node, this.context)) return;
    // Of a product that can write float, only its last step before a float reader stays what it is.
    if (rule.floatOutput === true && this.onlyLeavesGraph(node)) return;
    this.absorbed.add(node);
    this.integer.add(node);
  }

  /** A Relu or Clip all of whose readers quantize first does nothing that the quantizer does not do. */
  private vanishesIntoQuantizer(node: onnx.NodeProto): boolean {
    if (this.rules.get(node)?.role !== 'absorb' || this.absorbed.has(node)) return false;
    const tensor = node.output[0] ?? '';
    const readers = [...this.graph.consumers(tensor)];
    if (readers.length === 0 || this.graph.isOutput(tensor) || !vanishes(node, this.context)) return false;
    return readers.every((reader) => this.integer.has(reader) && this.reads(reader, tensor));
  }

  private onlyLeavesGraph(node: onnx.NodeProto): boolean {
    const tensor = node.output[0] ?? '';
    return this.graph.isOutput(tensor) && this.graph.consumers(tensor).size === 0;
  }

  private savesConversions(node: onnx.NodeProto): boolean {
    let asInteger = 0;
    let asFloat = 0;
    for (const tensor of this.dataInputs(node)) {
      const producer = this.graph.producer(tensor);
      const flexible =
        producer !== undefined && this.integer.has(producer) && this.rules.get(producer)?.floatOutput === true;
      if (flexible) continue;
      if (this.writesIntegers(tensor)) asFloat++;
      else asInteger++;
    }
    const tensor = this.outputOf(node);
    if (this.hasIntegerReader(tensor)) asFloat++;
    if (this.hasFloatReader(tensor)) asInteger++;
    return asInteger < asFloat;
  }

  /** The output that others see: that of a Relu or Clip which the node absorbs. */
  private outputOf(node: onnx.NodeProto): string {
    const tensor = node.output[0] ?? '';
    const [reader] = this.graph.consumers(tensor);
    return reader !== undefined && this.absorbed.has(reader) ? (reader.output[0] ?? '') : tensor;
  }

  private dataInputs(node: onnx.NodeProto): readonly string[] {
    const operands = this.rules.get(node)?.operands(node, this.context) ?? [];
    return node.input.filter(
      (name, index) => operands[index]?.kind === 'activation' && this.context.constant(name) === undefined,
    );
  }

  private readsIntegers(node: onnx.NodeProto): boolean {
    return this.dataInputs(node).every((tensor) => this.writesIntegers(tensor));
  }

  private hasIntegerReader(tensor: string): boolean {
    for (const reader of this.graph.consumers(tensor)) {
      if (this.integer.has(reader) && this.reads(reader, tensor)) return true;
    }
    return false;
  }

  private hasFloatReader(tensor: string): boolean {
    if (this.graph.isOutput(tensor)) return true;
    for (const reader of this.graph.consumers(tensor)) {
      if (!readsOnlyShape(reader) && !(this.integer.has(reader) && this.reads(reader, tensor))) return true;
    }
    return false;
  }

  /** Whether `node` takes `tensor` as quantized data, and not for its shape or as an index. */
  private reads(node: onnx.NodeProto, tensor: string): boolean {
    const isLeftToQuantizer = this.rules.get(node)?.role === 'absorb' && !this.absorbed.has(node);
    if (isLeftToQuantizer) return false;
    return this.dataInputs(node).includes(tensor);
  }
}
