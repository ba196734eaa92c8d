import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import { isQuantizeOrDequantize } from './integerKernels.ts';

/** Nodes that the runtime inserts to change how a tensor is laid out or represented, not what it says. */
const representation: ReadonlySet<string> = new Set([
  'QuantizeLinear',
  'DequantizeLinear',
  'Cast',
  'Transpose',
  'Reshape',
  'Squeeze',
  'Unsqueeze',
  'Identity',
  'ReorderInput',
  'ReorderOutput',
]);

const mark = /whittle:(\d+):/g;
const pairMark = /whittle-pair:(\d+):/;

/** What the runtime puts before the name of a tensor that it computes in another precision than the file says. */
const otherPrecision = /^Inserted(PrecisionFree)?Cast_/;

/** What the runtime appends to the name of the tensor that a node in its own layout writes, and calls the node by it. */
const ownLayout = /_nchwc(_\d+)?$/;

/** The name a node gets before the runtime rewrites the graph, and is known by afterwards. */
export function markedName(position: number): string {
  return `whittle:${position}:`;
}

/** The same for nodes that only change how real numbers are represented, whose names say nothing of where others come from. */
export function markedPairName(position: number): string {
  return `whittle-pair:${position}:`;
}

/** The position of the QuantizeLinear or DequantizeLinear that a kernel of this name is, as far as its name tells. */
export function markedPairPosition(name: string): number | undefined {
  const position = pairMark.exec(name)?.[1];
  return position === undefined ? undefined : Number(position);
}

/** The positions of the nodes that a kernel of this name stands for, as far as its name tells. */
export function markedPositions(name: string): readonly number[] {
  return [...name.matchAll(mark)].map(([, position]) => Number(position));
}

/**
 * From which nodes of a graph the nodes of its rewritten form come. A fused node's origins are the backward cone in the
 * graph from what it writes to what other kernels write: its Relu, its bias, what was folded into it. Tensors keep their
 * names where the runtime did not move anything; tensors it invented are followed through the nodes it inserted, and in the
 * last resort the names of nodes tell, into which the runtime copies those of the nodes it replaces.
 */
export class FusionOrigins {
  private readonly original: Graph;
  private readonly rewritten: Graph;
  private readonly nodes: readonly onnx.NodeProto[];
  private readonly written = new Map<onnx.NodeProto, readonly string[]>();
  /** Tensors of the original that exist when the rewritten graph runs. */
  private readonly existing = new Set<string>();

  /** @param nodes those of the original by the positions in {@link markedName} */
  constructor(original: Graph, rewritten: Graph, nodes: readonly onnx.NodeProto[]) {
    this.original = original;
    this.rewritten = rewritten;
    this.nodes = nodes;
    for (const { name } of rewritten.inputs) this.existing.add(name);
    for (const { name } of rewritten.initializers) this.existing.add(name);
    for (const node of rewritten.nodes) {
      const written = this.isInserted(node) ? [] : this.writtenBy(node);
      this.written.set(node, written);
      for (const tensor of written) this.existing.add(tensor);
    }
  }

  /** The nodes of the original that `node` of the rewritten graph does the work of; none for one that was inserted. */
  of(node: onnx.NodeProto): ReadonlySet<onnx.NodeProto> {
    // Those of functions and branches that were put in place of the nodes that hold them are known by name alone.
    const found = new Set(this.markedNodes(node).filter((marked) => !this.isOwn(marked)));
    const waiting = [...(this.written.get(node) ?? [])];
    for (let tensor = waiting.pop(); tensor !== undefined; tensor = waiting.pop()) {
      const producer = this.original.producer(tensor);
      if (producer === undefined || producer.opType === 'Constant' || found.has(producer)) continue;
      found.add(producer);
      for (const read of this.original.reads(producer)) {
        const real = this.represented(read);
        if (!this.existing.has(real)) waiting.push(real);
      }
    }
    return found;
  }

  /** The tensor that a quantized or dequantized one of the original stands for. */
  private represented(tensor: string): string {
    let real = tensor;
    for (let node = this.original.producer(real); node !== undefined; node = this.original.producer(real)) {
      if (!isQuantizeOrDequantize(node)) break;
      real = node.input[0] ?? '';
    }
    return real;
  }

  /** The tensors of the original that a node of the rewritten graph computes. */
  private writtenBy(node: onnx.NodeProto): readonly string[] {
    const outputs = node.output.filter((output) => output !== '');
    const known = outputs.flatMap((output) => this.meaning(output));
    if (known.length > 0) return known;
    const own = this.markedNodes(node).filter((marked) => this.isOwn(marked));
    const marked = own.flatMap((each) => each.output.filter((output) => output !== ''));
    if (marked.length > 0) return marked;
    const named = node.name.replace(ownLayout, '');
    return named === node.name ? [] : this.meaningOfName(named.replace(otherPrecision, ''));
  }

  /** What a tensor of the rewritten graph is in the original: itself, or what inserted nodes make of it. */
  private meaning(tensor: string): readonly string[] {
    if (this.original.defines(tensor)) return [this.represented(tensor)];
    const precise = tensor.replace(otherPrecision, '');
    const named = precise === tensor ? [] : this.meaningOfName(precise);
    if (named.length > 0) return named;
    const meanings = [...this.rewritten.consumers(tensor)].map((reader) =>
      this.isInserted(reader) ? reader.output.flatMap((output) => this.meaning(output)) : [],
    );
    return meanings.every((each) => each.length > 0) ? meanings.flat() : [];
  }

  private meaningOfName(tensor: string): readonly string[] {
    return this.original.producer(tensor) === undefined ? [] : [this.represented(tensor)];
  }

  /** Whether a node of the rewritten graph stands for none of the original, by name or by what it does. */
  isInserted(node: onnx.NodeProto): boolean {
    if (!representation.has(node.opType) || this.markedNodes(node).length > 0) return false;
    return !node.output.some((output) => this.original.producer(this.represented(output))?.opType === node.opType);
  }

  private isOwn(node: onnx.NodeProto): boolean {
    return this.original.producer(node.output.find((output) => output !== '') ?? '') === node;
  }

  private markedNodes({ name }: onnx.NodeProto): readonly onnx.NodeProto[] {
    return markedPositions(name).flatMap((position) => this.nodes[position] ?? []);
  }
}
