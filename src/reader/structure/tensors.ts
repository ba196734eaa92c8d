import { bitsPerElement } from '../../engine/onnx/elementType.ts';
import type { Graph } from '../../engine/onnx/graph.ts';
import type { TensorHeader } from '../../engine/onnx/model.ts';
import { constantAttribute } from '../../engine/onnx/constantNode.ts';
import type { TensorKind } from '../../protocol/graph/structure.ts';
import type { NumberedModel } from './numbering.ts';
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
export function numberTensors(numbered: NumberedModel): NumberedTensors {
  const { model, graphs, nodes } = numbered;
  const tensors: NumberedTensor[] = [];
  const firstTensor: number[] = [];
  const inputs: (readonly number[])[] = [];
  const outputs: (readonly number[])[] = [];
  const graphInputs: (readonly number[])[] = [];
  const graphOutputs: (readonly number[])[] = [];
  const scopes: ReadonlyMap<string, number>[] = [];
  for (const [index, { graph, holder, firstNode }] of graphs.entries()) {
    firstTensor.push(tensors.length);
    const own = new Map<string, number>();
    const define = (name: string, make: () => NumberedTensor): void => {
      if (name === '' || own.has(name)) return;
      own.set(name, tensors.length);
      tensors.push(make());
    };
    for (const name of storedNames(graph)) define(name, () => stored(name, model.constantHeader(graph, name)));
    for (const info of graph.inputs)
      define(info.name, () => ({ name: info.name, kind: 'input', ...declaredValue(info) }));
    for (const node of graph.nodes) {
      for (const name of node.output) {
        const header = constantAttribute(node) === undefined ? undefined : model.constantHeader(graph, name);
        define(name, () =>
          header === undefined ? written(graph, name) : { ...stored(name, header), kind: 'constant' },
        );
      }
    }
    scopes.push(own);
    // A graph around this one has a lower number, so that all of its own names are known.
    const around: ReadonlyMap<string, number>[] = [];
    for (let outer = holder; outer !== undefined; outer = graphs[outer.graph]?.holder)
      around.push(scopes[outer.graph]!);
    const find = (name: string): number => {
      if (name === '') return -1;
      const known = own.get(name) ?? around.find((scope) => scope.has(name))?.get(name);
      if (known !== undefined) return known;
      define(name, () => ({ name, kind: 'missing', ...declaredValue(graph.valueInfo(name)) }));
      return tensors.length - 1;
    };
    for (let node = firstNode; node < (graphs[index + 1]?.firstNode ?? nodes.length); node++) {
      inputs.push((nodes[node]?.input ?? []).map(find));
      outputs.push((nodes[node]?.output ?? []).map((name) => own.get(name) ?? -1));
    }
    graphInputs.push(graph.inputs.map(({ name }) => find(name)).filter((tensor) => tensor >= 0));
    graphOutputs.push(graph.outputs.map(({ name }) => find(name)).filter((tensor) => tensor >= 0));
  }
  firstTensor.push(tensors.length);
  return { tensors, firstTensor, inputs, outputs, graphInputs, graphOutputs };
}

function* storedNames(graph: Graph): Iterable<string> {
  for (const { name } of graph.initializers) yield name;
  for (const { values } of graph.sparseInitializers) yield values?.name ?? '';
}

function stored(name: string, header: TensorHeader | undefined): NumberedTensor {
  const type = header && { name: header.type, bits: bitsPerElement(header.type) };
  return { name, kind: 'initializer', type, dims: header?.dims };
}

function written(graph: Graph, name: string): NumberedTensor {
  return { name, kind: graph.isOutput(name) ? 'output' : 'activation', ...declaredValue(graph.valueInfo(name)) };
}
