import { makeNode, tensorValue } from '../../onnx/attributes.ts';
import type { onnx } from '../../onnx/generated/onnx.js';
import type { Graph } from '../../onnx/graph.ts';
import type { Model } from '../../onnx/model.ts';
import type { TensorTypes } from '../../runtime/tensorTypes.ts';
import type { KeptPositions } from './keptPositions.ts';
import type { Axis, Cuts } from './rule.ts';
import { storeConstant } from './storeConstant.ts';

/** What has gone from a model, as rules see it that change the sizes in attributes and constants. */
export class ChannelCuts implements Cuts {
  readonly model: Model;
  readonly graph: Graph;
  private readonly positions: KeptPositions;
  private readonly typesBefore: TensorTypes;
  private readonly typesAfter: TensorTypes;

  constructor(model: Model, positions: KeptPositions, typesBefore: TensorTypes, typesAfter: TensorTypes) {
    this.model = model;
    this.graph = model.graph;
    this.positions = positions;
    this.typesBefore = typesBefore;
    this.typesAfter = typesAfter;
  }

  kept({ tensor, axis }: Axis): readonly number[] | undefined {
    return this.positions.get(tensor)?.get(axis);
  }

  before(tensor: string): readonly number[] | undefined {
    return this.typesBefore.get(tensor)?.dims;
  }

  after(tensor: string): readonly number[] | undefined {
    return this.typesAfter.get(tensor)?.dims;
  }

  setNumbers(node: onnx.NodeProto, input: number, numbers: readonly number[]): void {
    const { model, graph } = this;
    const name = node.input[input] ?? '';
    const header = name === '' ? undefined : model.constantHeader(graph, name);
    const type = header?.type === 'int32' ? 'int32' : 'int64';
    const dims = header?.dims.length === 0 && numbers.length === 1 ? [] : [numbers.length];
    const data = type === 'int32' ? Int32Array.from(numbers) : BigInt64Array.from(numbers, BigInt);
    const isOwn = header !== undefined && graph.consumers(name).size === 1 && !graph.isOutput(name);
    if (isOwn && node.input.filter((each) => each === name).length === 1) {
      storeConstant(model, name, { type, dims, data });
      return;
    }
    const own = graph.freshName(name === '' ? `${node.output[0] ?? ''}.numbers` : name);
    const value = model.tensor(own, type, dims, data);
    graph.add(makeNode('Constant', [], [own], { name: own, attributes: { value: tensorValue(value) } }));
    graph.setInput(node, input, own);
  }
}
