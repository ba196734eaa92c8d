import { type ElementType, elementTypeOf } from '../elementType.ts';
import type { onnx } from '../generated/onnx.js';
import type { Graph } from '../graph.ts';
import { type Model, standardDomain } from '../model.ts';
import { lengthOfOutput } from './lengths.ts';
import { rankOfOutput } from './ranks.ts';
import { typeOfOutput } from './types.ts';

/** What the file tells about a tensor; what it does not tell is absent. */
export interface TensorFact {
  readonly type?: ElementType | undefined;
  readonly rank?: number | undefined;
  /** Number of elements of a vector. */
  readonly length?: number | undefined;
}

const unknown: TensorFact = {};

/**
 * Element types and numbers of dimensions, from declared inputs, stored tensors and what operators do to them; declared
 * inner tensors count where that leads nowhere. Gathered once, when first asked for: rewriting adds tensors, but what a name
 * stands for stays the same.
 */
export class TensorFacts {
  private readonly model: Model;
  private readonly known = new Map<Graph, Map<string, TensorFact>>();

  constructor(model: Model) {
    this.model = model;
  }

  of(graph: Graph, tensor: string): TensorFact {
    for (let scope: Graph | undefined = graph; scope !== undefined; scope = scope.parent) {
      const fact = this.gather(scope).get(tensor);
      if (fact !== undefined) return fact;
    }
    return unknown;
  }

  private gather(graph: Graph): ReadonlyMap<string, TensorFact> {
    const gathered = this.known.get(graph);
    if (gathered !== undefined) return gathered;
    if (graph.parent !== undefined) this.gather(graph.parent);
    const facts = new Map<string, TensorFact>();
    // Known before it is complete: branches that are looked into on the way see what comes before them.
    this.known.set(graph, facts);
    for (const info of graph.inputs) facts.set(info.name, declared(info));
    for (const stored of graph.initializers) facts.set(stored.name, this.constantFact(graph, stored.name) ?? unknown);
    for (const sparse of graph.sparseInitializers) {
      const name = sparse.values?.name ?? '';
      facts.set(name, this.constantFact(graph, name) ?? unknown);
    }
    for (const node of graph.inOrder()) {
      node.output.forEach((output, index) => {
        if (output !== '') facts.set(output, this.outputFact(graph, node, output, index));
      });
    }
    return facts;
  }

  private outputFact(graph: Graph, node: onnx.NodeProto, output: string, index: number): TensorFact {
    const info = graph.valueInfo(output);
    const declaredFact = info === undefined ? unknown : declared(info);
    const computed = this.computed(graph, node, output, index);
    return {
      type: computed.type ?? declaredFact.type,
      rank: computed.rank ?? declaredFact.rank,
      length: computed.length ?? declaredFact.length,
    };
  }

  private computed(graph: Graph, node: onnx.NodeProto, output: string, index: number): TensorFact {
    if (node.domain !== standardDomain && node.domain !== 'ai.onnx') return unknown;
    const constant = this.constantFact(graph, output);
    if (constant !== undefined) return constant;
    const [body] = graph.subgraphs(node);
    if (body !== undefined) return this.bodyFact(node, body, index);
    const inputs = node.input.map((input) => this.of(graph, input));
    const valueOf = (tensor: string): readonly number[] | undefined => this.smallInts(graph, tensor);
    return {
      type: typeOfOutput(node, index, inputs),
      rank: rankOfOutput(node, index, inputs, valueOf),
      length: lengthOfOutput(node, inputs, valueOf),
    };
  }

  /** Outputs of If have the types of the branch's; those of Loop follow its condition, those of Scan start with the state. */
  private bodyFact(node: onnx.NodeProto, body: Graph, index: number): TensorFact {
    const inner = body.outputs[node.opType === 'Loop' ? index + 1 : index];
    if (inner === undefined) return unknown;
    const { type } = this.of(body, inner.name);
    // Ranks differ where outputs of the rounds are joined, and may differ between branches.
    return { type: type ?? declared(inner).type };
  }

  private constantFact(graph: Graph, tensor: string): TensorFact | undefined {
    if (!graph.defines(tensor)) return undefined;
    const header = this.model.constantHeader(graph, tensor);
    return header && { type: header.type, rank: header.dims.length, length: vectorLength(header.dims) };
  }

  /** The elements of a stored vector, such as a shape or axes. */
  private smallInts(graph: Graph, tensor: string): readonly number[] | undefined {
    const header = this.model.constantHeader(graph, tensor);
    if (header?.type !== 'int64' || header.dims.length > 1) return undefined;
    const data = this.model.constant(graph, tensor)?.data;
    return data instanceof BigInt64Array ? Array.from(data, Number) : undefined;
  }
}

function declared(info: onnx.ValueInfoProto): TensorFact {
  const tensor = info.type?.tensorType;
  // A dimension without a size counts as unknown, and so does one of size 0, which exporters write for it.
  const sizes = tensor?.shape?.dim.map((dim) => dim.dimValue.toNumber());
  const length = sizes && vectorLength(sizes);
  return { type: elementTypeOf(tensor?.elemType ?? 0), rank: sizes?.length, length: length === 0 ? undefined : length };
}

function vectorLength(dims: readonly number[]): number | undefined {
  return dims.length === 1 ? dims[0] : undefined;
}
