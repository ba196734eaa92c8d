import { bitsPerElement } from '../../engine/onnx/elementType.ts';
import type { Graph } from '../../engine/onnx/graph.ts';
import type { Model } from '../../engine/onnx/model.ts';
import type { TensorKind } from '../../protocol/graph/structure.ts';
import type { NumberedGraph, NumberedModel } from './numbering.ts';
import { type DeclaredValue, declaredValue } from './valueType.ts';

/** A tensor of one graph. */
export interface NumberedTensor extends DeclaredValue {
  readonly name: string;
  readonly kind: TensorKind;
}

/** The tensors of a model in the order of their numbers, those of a graph one after the other. */
export interface NumberedTensors {
  readonly tensors: readonly NumberedTensor[];
  /** Number of the first tensor of each graph; one more than there are graphs. */
  readonly firstTensor: readonly number[];
  /** What each node reads and writes, by the number of the node; -1 for what is left out. */
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly (readonly number[])[];
  /** What each graph declares as its inputs and outputs. */
  readonly graphInputs: readonly (readonly number[])[];
  readonly graphOutputs: readonly (readonly number[])[];
}

/** Numbers the tensors of all graphs, and finds out which ones nodes read and write. */
export function numberTensors({ model, graphs, nodes }: NumberedModel): NumberedTensors {
  const tensors: NumberedTensor[] = [];
  const scopes: Scope[] = [];
  const inputs: (readonly number[])[] = [];
  const outputs: (readonly number[])[] = [];
  const graphInputs: (readonly number[])[] = [];
  const graphOutputs: (readonly number[])[] = [];
  for (const [index, { graph, holder, firstNode }] of graphs.entries()) {
    // A graph around this one has a lower number, so that all of its own tensors are known.
    const scope = new Scope(model, graph, tensors, around(graphs, scopes, holder));
    scopes.push(scope);
    const end = graphs[index + 1]?.firstNode ?? nodes.length;
    for (let node = firstNode; node < end; node++) {
      inputs.push(nodes[node]!.input.map((name) => scope.find(name)));
      outputs.push(nodes[node]!.output.map((name) => scope.find(name)));
    }
    graphInputs.push(graph.inputs.map(({ name }) => scope.find(name)).filter((tensor) => tensor >= 0));
    graphOutputs.push(graph.outputs.map(({ name }) => scope.find(name)).filter((tensor) => tensor >= 0));
  }
  const firstTensor = [...scopes.map(({ first }) => first), tensors.length];
  return { tensors, firstTensor, inputs, outputs, graphInputs, graphOutputs };
}

function around(
  graphs: readonly NumberedGraph[],
  scopes: readonly Scope[],
  holder: NumberedGraph['holder'],
): readonly Scope[] {
  const found: Scope[] = [];
  for (let outer = holder; outer !== undefined; outer = graphs[outer.graph]?.holder) found.push(scopes[outer.graph]!);
  return found;
}

/** What names mean in one graph. */
class Scope {
  /** Number of its first tensor. */
  readonly first: number;
  private readonly numbers = new Map<string, number>();

  constructor(
    model: Model,
    private readonly graph: Graph,
    private readonly tensors: NumberedTensor[],
    private readonly outer: readonly Scope[],
  ) {
    this.first = tensors.length;
    for (const { name } of graph.initializers) this.defineStored(model, name, 'initializer');
    for (const { values } of graph.sparseInitializers) this.defineStored(model, values?.name ?? '', 'initializer');
    for (const info of graph.inputs) {
      if (this.isNew(info.name)) this.define({ name: info.name, kind: 'input', ...declaredValue(info) });
    }
    for (const { opType, output } of graph.nodes) {
      for (const name of output) {
        if (opType !== 'Constant' || !this.defineStored(model, name, 'constant')) this.defineWritten(name);
      }
    }
  }

  /** The number of the tensor with this name, of this graph or one around it; -1 for none. One that nothing gives is made. */
  find(name: string): number {
    if (name === '') return -1;
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    for (const { numbers } of this.outer) {
      const found = numbers.get(name);
      if (found !== undefined) return found;
    }
    return this.define({ name, kind: 'missing', ...declaredValue(this.graph.valueInfo(name)) });
  }

  private isNew(name: string): boolean {
    return name !== '' && !this.numbers.has(name);
  }

  private define(tensor: NumberedTensor): number {
    const number = this.tensors.push(tensor) - 1;
    this.numbers.set(tensor.name, number);
    return number;
  }

  /** @returns whether it has a value in the file */
  private defineStored(model: Model, name: string, kind: TensorKind): boolean {
    if (!this.isNew(name)) return true;
    const header = model.constantHeader(this.graph, name);
    if (header === undefined) return false;
    const type = { name: header.type, bits: bitsPerElement(header.type) };
    this.define({ name, kind, type, dims: header.dims });
    return true;
  }

  private defineWritten(name: string): void {
    if (!this.isNew(name)) return;
    const { type, dims } = declaredValue(this.graph.valueInfo(name));
    this.define({ name, kind: this.graph.isOutput(name) ? 'output' : 'activation', type, dims });
  }
}
