import type { onnx } from '../../onnx/generated/onnx.js';
import type { RuleContext } from '../rules/rule.ts';
import type { Range } from '../scheme.ts';
import { bounds, canKeepTo } from './absorb.ts';
import { valueReaders } from './readers.ts';

/** What is decided of the nodes around a Relu or Clip. */
export interface Surroundings {
  /** Whether the node may vanish by what it is. */
  isCutoff(node: onnx.NodeProto): boolean;
  /** Whether the node computes on integers and has its result cut off by the conversion after it. */
  computesIntegers(node: onnx.NodeProto): boolean;
  /** Whether the node takes the tensor as integers. */
  readsIntegers(node: onnx.NodeProto, tensor: string): boolean;
  /** Whether an integer kernel of the node can write float. */
  canWriteFloat(node: onnx.NodeProto): boolean;
}

/**
 * Relu and Clip nodes whose work the quantized range of a tensor does: absorbed by an integer node before them that
 * nobody else reads, or done by the conversion to integers after them. Normalising has made one of several in a row.
 */
export class Cutoffs {
  private readonly context: RuleContext;
  private readonly around: Surroundings;
  private readonly absorbed = new Set<onnx.NodeProto>();
  private readonly passes = new Map<onnx.NodeProto, Range | undefined>();

  constructor(context: RuleContext, around: Surroundings) {
    this.context = context;
    this.around = around;
  }

  isAbsorbed(node: onnx.NodeProto): boolean {
    return this.absorbed.has(node);
  }

  /** Decides anew which of the nodes, in the order they run, the integer nodes before them absorb. */
  absorb(order: readonly onnx.NodeProto[]): void {
    this.absorbed.clear();
    for (const node of order) {
      if (this.around.isCutoff(node) && this.canAbsorb(node)) this.absorbed.add(node);
    }
  }

  /** Whether all readers of the node quantize first, so that it does nothing that the quantizer does not do. */
  vanishesIntoQuantizer(node: onnx.NodeProto): boolean {
    if (!this.around.isCutoff(node) || this.absorbed.has(node)) return false;
    const tensor = node.output[0] ?? '';
    // Those that read its shape will read that of the integers.
    const readers = valueReaders(tensor, this.context.graph);
    if (readers.length === 0 || this.context.graph.isOutput(tensor)) return false;
    if (!this.isRemovable(node) || !this.canVanish(node)) return false;
    // One that vanishes itself reads the integers that another needs, so that they alone are made of this.
    return (
      readers.some((reader) => this.around.readsIntegers(reader, tensor)) &&
      readers.every((reader) => this.around.readsIntegers(reader, tensor) || this.vanishesIntoQuantizer(reader))
    );
  }

  /** What the integers of a tensor may stand for, because the Relu or Clip that writes it vanishes. */
  limitsOf(tensor: string): Range | undefined {
    const node = this.context.graph.producer(tensor);
    if (node === undefined || !(this.absorbed.has(node) || this.vanishesIntoQuantizer(node))) return undefined;
    const range = this.range(node);
    return range !== undefined && canKeepTo(range, this.context.isSymmetric(tensor)) ? range : undefined;
  }

  /** The output of an integer node that others see: that of the Relu or Clip which it absorbs. */
  seen(tensor: string): string {
    const [reader] = this.context.graph.consumers(tensor);
    return reader !== undefined && this.absorbed.has(reader) ? (reader.output[0] ?? '') : tensor;
  }

  private canAbsorb(node: onnx.NodeProto): boolean {
    const { graph } = this.context;
    const tensor = node.input[0] ?? '';
    const producer = graph.producer(tensor);
    if (producer === undefined || graph.isOutput(tensor) || graph.consumers(tensor).size > 1) return false;
    // A product that can write float does so where all that is left is to leave the graph.
    if (this.around.canWriteFloat(producer) && this.onlyLeaves(node)) return false;
    return this.around.computesIntegers(producer) && this.canVanish(node);
  }

  private onlyLeaves(node: onnx.NodeProto): boolean {
    const tensor = node.output[0] ?? '';
    return this.context.graph.isOutput(tensor) && this.context.graph.consumers(tensor).size === 0;
  }

  /** onnxruntime takes a node out between two others; with several inputs it needs a node before it. */
  private isRemovable(node: onnx.NodeProto): boolean {
    const inputs = node.input.filter((name) => name !== '').length;
    return inputs === 1 || this.context.graph.producer(node.input[0] ?? '') !== undefined;
  }

  private canVanish(node: onnx.NodeProto): boolean {
    const range = this.range(node);
    if (range === undefined) return false;
    return this.context.preset.fusesActivations || canKeepTo(range, this.context.isSymmetric(node.output[0] ?? ''));
  }

  private range(node: onnx.NodeProto): Range | undefined {
    if (!this.passes.has(node)) this.passes.set(node, bounds(node, this.context));
    return this.passes.get(node);
  }
}
