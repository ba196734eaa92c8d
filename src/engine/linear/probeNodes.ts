import { int, ints, makeNode } from '../onnx/attributes.ts';
import { elementTypeCode, type ElementType } from '../onnx/elementType.ts';
import type { onnx } from '../onnx/generated/onnx.js';
import type { Model } from '../onnx/model.ts';
import { probePrefix } from '../runtime/observation.ts';
import { untyped } from '../runtime/probedModel.ts';
import { elementCount, type TensorData } from '../onnx/tensor.ts';

/** Adds nodes to a copy of a model, each with names of its own. Operators are those of opset 13. */
export class ProbeNodes {
  private count = 0;

  /** @param model whose payloads hold the constants that are added */
  constructor(
    private readonly model: Model,
    private readonly graph: onnx.GraphProto,
  ) {}

  add(operator: string, inputs: readonly string[], attributes: Parameters<typeof makeNode>[3] = {}): string {
    const output = `${probePrefix}${operator}.${this.count++}`;
    this.graph.node.push(makeNode(operator, inputs, [output], attributes));
    return output;
  }

  numbers(values: readonly number[]): string {
    return this.constant('int64', [values.length], BigInt64Array.from(values, BigInt));
  }

  constant(type: ElementType, dims: readonly number[], data: TensorData): string {
    const name = `${probePrefix}constant.${this.count++}`;
    const tensor = this.model.tensor(name, type, dims, elementCount(dims) > 0 ? data : []);
    this.graph.initializer.push(tensor);
    return name;
  }

  reshape(tensor: string, dims: readonly number[]): string {
    return this.add('Reshape', [tensor, this.numbers(dims)]);
  }

  transpose(tensor: string, permutation: readonly number[]): string {
    return this.add('Transpose', [tensor], { attributes: { perm: ints(permutation) } });
  }

  /** Elements from `starts` (a tensor) to the end along some dimensions, with these steps. */
  from(tensor: string, starts: string, axes: readonly number[], steps: readonly number[]): string {
    const ends = this.numbers(axes.map(() => Number.MAX_SAFE_INTEGER));
    return this.add('Slice', [tensor, starts, ends, this.numbers(axes), this.numbers(steps)]);
  }

  /** Dimensions `start` to `end` (not included) of a tensor, as a tensor. */
  dims(tensor: string, start: number, end: number): string {
    const shape = this.add('Shape', [tensor]);
    return this.add('Slice', [shape, this.numbers([start]), this.numbers([end])]);
  }

  asFloat32(tensor: string, type: ElementType): string {
    if (type === 'float32') return tensor;
    return this.add('Cast', [tensor], { attributes: { to: int(elementTypeCode('float32')) } });
  }

  /** Lets a tensor leave the graph. */
  leave(tensor: string): string {
    this.graph.output.push(untyped(tensor));
    return tensor;
  }
}
