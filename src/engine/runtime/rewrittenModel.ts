import type { onnx } from '../onnx/generated/onnx.js';
import type { Graph } from '../onnx/graph.ts';
import type { Model } from '../onnx/model.ts';
import { FusionOrigins, markedPairPosition, markedPositions } from './fusionOrigins.ts';
import { IntegerKernels, isQuantizeOrDequantize } from './integerKernels.ts';
import type { PlacedNode } from './markedModel.ts';

/** A kernel as a node of the graph that the runtime made, with what it came from. */
export interface RewrittenKernel {
  readonly node: onnx.NodeProto;
  readonly graph: Graph;
  /** The nodes of the user's model whose work it does; none where the runtime inserted it. */
  readonly origins: readonly PlacedNode[];
  /** Whether it computes on, or moves, 8-bit data. */
  readonly integer: boolean;
}

/** Finds what kernels that ran came from, in the main graph and in bodies, by their names and those of the kernels around them. */
export class RewrittenModel {
  readonly model: Model;
  private readonly nodes: readonly PlacedNode[];
  private readonly protos: readonly onnx.NodeProto[];
  private readonly places = new Map<onnx.NodeProto, PlacedNode>();
  private readonly rooms = new Map<Graph, Room>();
  /** The user's nodes that are named in the rewritten graphs. */
  private readonly kept = new Set<onnx.NodeProto>();

  /**
   * @param rewritten what the runtime made of the marked copy of `original`
   * @param nodes those of the original by the positions in their marks
   */
  constructor(original: Model, rewritten: Model, nodes: readonly PlacedNode[]) {
    this.model = rewritten;
    this.nodes = nodes;
    this.protos = nodes.map(({ node }) => node);
    for (const placed of nodes) this.places.set(placed.node, placed);
    this.enter(rewritten.graph, original.graph);
  }

  /** @param within names of the kernels around it, outermost first */
  find(name: string, within: readonly string[]): RewrittenKernel | undefined {
    let graphs: readonly Graph[] = [this.model.graph];
    for (const holder of within) {
      graphs = graphs.flatMap((graph) => {
        const node = this.rooms.get(graph)?.named(holder);
        return node === undefined ? [] : graph.subgraphs(node);
      });
    }
    for (const graph of graphs) {
      const node = this.rooms.get(graph)?.named(name);
      if (node !== undefined) return this.kernel(node, graph);
    }
    return undefined;
  }

  /** What the node of the rewritten graph that writes a tensor, or those that read it, came from. */
  kernel(node: onnx.NodeProto, graph: Graph): RewrittenKernel {
    const room = this.rooms.get(graph);
    return { node, graph, origins: this.originsOf(node, room), integer: room?.integers.isInteger(node) ?? false };
  }

  /** Where a node of the user's model stands. */
  place(node: onnx.NodeProto): PlacedNode | undefined {
    return this.places.get(node);
  }

  private originsOf(node: onnx.NodeProto, room: Room | undefined): readonly PlacedNode[] {
    if (isQuantizeOrDequantize(node)) {
      const position = markedPairPosition(node.name);
      const own = position === undefined ? room?.ownPair(node) : this.nodes[position];
      return own === undefined ? [] : [own];
    }
    const origins = [...(room?.origins?.of(node) ?? [])]
      .flatMap((each) => this.places.get(each) ?? [])
      .flatMap((each) => (each.graph === room?.original ? [each] : this.withLost(each)));
    if (origins.length > 0) return origins;
    const marked = this.markedOrigins(node);
    return marked.length > 0 || room === undefined ? marked : this.helpedOrigins(node, room);
  }

  /** Of a kernel that only helps another one: an operator that the runtime computes in steps has them under new names. */
  private helpedOrigins(node: onnx.NodeProto, room: Room): readonly PlacedNode[] {
    if (room.origins?.isInserted(node) !== false) return [];
    const [reader] = node.output.flatMap((tensor) => [...room.graph.consumers(tensor)]);
    return reader === undefined ? [] : this.originsOf(reader, room);
  }

  /** A node of a function or a branch that was put in place, with those before it that are nowhere else any more. */
  private withLost(placed: PlacedNode): readonly PlacedNode[] {
    const found = new Set([placed.node]);
    const waiting = [placed.node];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      for (const tensor of node.input) {
        const producer = placed.graph.producer(tensor);
        if (producer === undefined || producer.opType === 'Constant') continue;
        if (found.has(producer) || this.kept.has(producer)) continue;
        found.add(producer);
        waiting.push(producer);
      }
    }
    return [...found].map((node) => ({ graph: placed.graph, node }));
  }

  private markedOrigins({ name }: onnx.NodeProto): readonly PlacedNode[] {
    return markedPositions(name).flatMap((position) => this.nodes[position] ?? []);
  }

  /** Goes through a rewritten graph and those below it, each beside the one of the user's model that it came from. */
  private enter(rewritten: Graph, original: Graph | undefined): void {
    this.rooms.set(rewritten, new Room(this.model, rewritten, original, this.protos));
    for (const node of rewritten.nodes) {
      for (const { node: kept } of this.markedOrigins(node)) this.kept.add(kept);
      const bodies = rewritten.subgraphs(node);
      if (bodies.length === 0) continue;
      const [holder] = this.markedOrigins(node);
      const originals = holder === undefined ? [] : holder.graph.subgraphs(holder.node);
      bodies.forEach((body, place) => this.enter(body, originals[place]));
    }
  }
}

/** One rewritten graph beside its original. */
class Room {
  readonly graph: Graph;
  private readonly byName = new Map<string, onnx.NodeProto>();
  /** Nodes without names that were not asked for yet, by operator in their order. */
  private readonly unnamed = new Map<string, onnx.NodeProto[]>();
  readonly origins: FusionOrigins | undefined;
  readonly integers: IntegerKernels;
  readonly original: Graph | undefined;

  constructor(model: Model, rewritten: Graph, original: Graph | undefined, nodes: readonly onnx.NodeProto[]) {
    this.original = original;
    this.graph = rewritten;
    for (const node of rewritten.nodes) {
      if (node.name !== '') this.byName.set(node.name, node);
      else {
        const same = this.unnamed.get(node.opType);
        if (same === undefined) this.unnamed.set(node.opType, [node]);
        else same.push(node);
      }
    }
    this.integers = new IntegerKernels(model, rewritten);
    this.origins = original && new FusionOrigins(original, rewritten, nodes);
  }

  /** The node that the profiler calls so: those without a name by operator and a number, asked for in the order in which they ran. */
  named(name: string): onnx.NodeProto | undefined {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const operator = /^(.+)_\d+$/.exec(name)?.[1] ?? '';
    const node = this.unnamed.get(operator)?.shift();
    if (node !== undefined) this.byName.set(name, node);
    return node;
  }

  /** The pair's half of the user's that a kernel without a mark is, known by what it writes. */
  ownPair(node: onnx.NodeProto): PlacedNode | undefined {
    const own = this.original?.producer(node.output[0] ?? '');
    return own?.opType === node.opType ? { graph: this.original!, node: own } : undefined;
  }
}
