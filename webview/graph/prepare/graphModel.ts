import { nodeId } from '../../../src/protocol/graph/nodeId.ts';
import {
  type GraphKind,
  graphKinds,
  type ModelStructure,
  noString,
  noType,
  type TensorKind,
  tensorKinds,
  type ValueType,
} from '../../../src/protocol/graph/structure.ts';
import { decodeStrings } from '../../../src/protocol/graph/stringTable.ts';
import { lists, type Lists } from './lists.ts';

/** The structure of a model with what is looked up in it: who writes a tensor, who reads it, which graphs a node holds. */
export class GraphModel {
  readonly structure: ModelStructure;
  readonly strings: readonly string[];
  readonly nodeCount: number;
  readonly tensorCount: number;
  readonly graphCount: number;
  /** The node that writes each tensor, or -1. */
  readonly producer: Int32Array;
  /** The nodes that read each tensor, in ascending order; one that reads it twice is there twice. */
  readonly consumers: Lists;
  /** The graph that each node and each tensor is in. */
  readonly graphOfNode: Uint32Array;
  readonly graphOfTensor: Uint32Array;
  /** The function of the model's own that each node calls, as a graph, or -1. */
  readonly called: Int32Array;
  /** 1 for tensors that leave some graph. */
  readonly isOutput: Uint8Array;
  /** The subgraphs of nodes that hold some. */
  private readonly held = new Map<number, number[]>();
  private ids: ReadonlyMap<string, number> | undefined;

  constructor(structure: ModelStructure) {
    const { graphs, nodes, tensors } = structure;
    this.structure = structure;
    this.strings = decodeStrings(structure.strings);
    this.nodeCount = nodes.operator.length;
    this.tensorCount = tensors.name.length;
    this.graphCount = graphs.kind.length;
    this.graphOfNode = ownersOf(graphs.nodeStart);
    this.graphOfTensor = ownersOf(graphs.tensorStart);
    this.producer = new Int32Array(this.tensorCount).fill(-1);
    for (let node = 0; node < this.nodeCount; node++) {
      for (const tensor of this.outputs(node)) if (tensor >= 0) this.producer[tensor] = node;
    }
    this.consumers = lists(this.tensorCount, (add) => {
      for (let node = 0; node < this.nodeCount; node++) {
        for (const tensor of this.inputs(node)) if (tensor >= 0) add(tensor, node);
      }
    });
    this.called = new Int32Array(this.nodeCount).fill(-1);
    nodes.callNode.forEach((node, index) => (this.called[node] = nodes.callGraph[index]!));
    this.isOutput = new Uint8Array(this.tensorCount);
    for (const tensor of graphs.output) this.isOutput[tensor] = 1;
    graphs.holder.forEach((node, graph) => {
      if (node >= 0) this.held.set(node, [...(this.held.get(node) ?? []), graph]);
    });
  }

  /** Tensors that a node reads, in the order of its inputs; -1 for one left out. */
  inputs(node: number): Int32Array {
    const { input, inputStart } = this.structure.nodes;
    return input.subarray(inputStart[node], inputStart[node + 1]);
  }

  /** Tensors that a node writes, in the order of its outputs; -1 for one left out. */
  outputs(node: number): Int32Array {
    const { output, outputStart } = this.structure.nodes;
    return output.subarray(outputStart[node], outputStart[node + 1]);
  }

  graphInputs(graph: number): Uint32Array {
    const { input, inputStart } = this.structure.graphs;
    return input.subarray(inputStart[graph], inputStart[graph + 1]);
  }

  graphOutputs(graph: number): Uint32Array {
    const { output, outputStart } = this.structure.graphs;
    return output.subarray(outputStart[graph], outputStart[graph + 1]);
  }

  /** Subgraphs that a node holds, in the order of its attributes. */
  subgraphs(node: number): readonly number[] {
    return this.held.get(node) ?? [];
  }

  graphKind(graph: number): GraphKind {
    return graphKinds[this.structure.graphs.kind[graph]!]!;
  }

  tensorKind(tensor: number): TensorKind {
    return tensorKinds[this.structure.tensors.kind[tensor]!]!;
  }

  /** Whether a tensor has a value in the file. */
  isStored(tensor: number): boolean {
    const kind = this.tensorKind(tensor);
    return kind === 'initializer' || kind === 'constant';
  }

  operator(node: number): string {
    return this.strings[this.structure.nodes.operator[node]!]!;
  }

  /** Domain of a node's operator; the standard one is empty, however the file writes it. */
  domain(node: number): string {
    const domain = this.strings[this.structure.nodes.domain[node]!]!;
    return domain === 'ai.onnx' ? '' : domain;
  }

  nodeName(node: number): string {
    return this.strings[this.structure.nodes.name[node]!]!;
  }

  tensorName(tensor: number): string {
    return this.strings[this.structure.tensors.name[tensor]!]!;
  }

  tensorType(tensor: number): ValueType | undefined {
    const type = this.structure.tensors.type[tensor]!;
    return type === noType ? undefined : this.structure.types[type];
  }

  /** Such as `64×3×7×7`, empty for a scalar; undefined where it is not known. */
  tensorShape(tensor: number): string | undefined {
    const shape = this.structure.tensors.shape[tensor]!;
    return shape === noString ? undefined : this.strings[shape];
  }

  /** The value of an attribute in short. */
  attribute(node: number, name: string): string | undefined {
    const { attributeStart, attributeName, attributeText } = this.structure.nodes;
    for (let index = attributeStart[node]!; index < attributeStart[node + 1]!; index++) {
      if (this.strings[attributeName[index]!] === name) return this.strings[attributeText[index]!];
    }
    return undefined;
  }

  /** What findings, reports and states know a node by. */
  nodeId(node: number): string {
    const path = this.strings[this.structure.graphs.path[this.graphOfNode[node]!]!]!;
    const outputs = Array.from(this.outputs(node), (tensor) => (tensor < 0 ? '' : this.tensorName(tensor)));
    return nodeId(path, { outputs, operator: this.operator(node), name: this.nodeName(node) });
  }

  /** The node with an id; the first where the ids of a broken model are not different. */
  nodeOfId(id: string): number | undefined {
    if (this.ids === undefined) {
      const ids = new Map<string, number>();
      for (let node = this.nodeCount - 1; node >= 0; node--) ids.set(this.nodeId(node), node);
      this.ids = ids;
    }
    return this.ids.get(id);
  }
}

/** The list that each item is in, by where the lists begin. */
function ownersOf(starts: Uint32Array): Uint32Array {
  const owners = new Uint32Array(starts.at(-1) ?? 0);
  for (let list = 0; list + 1 < starts.length; list++) owners.fill(list, starts[list], starts[list + 1]);
  return owners;
}
