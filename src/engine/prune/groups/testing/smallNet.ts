import { type AttributeValue, int } from '../../../onnx/attributes.ts';
import type { Model } from '../../../onnx/model.ts';
import { constantIntegers } from '../sizes/integers.ts';
import { type BuilderOptions, ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';

/** Nets of a few named layers, between which there is what a test is about. */
export class SmallNet extends ModelBuilder {
  constructor(options: BuilderOptions = {}) {
    super({ opset: 17, ...options });
  }

  /** A convolution that keeps the size of the picture. */
  conv(name: string, x: string, inputs: number, outputs: number, groups = 1): string {
    const weight = this.weight([outputs, inputs / groups, 1, 1]);
    return this.node('Conv', [x, weight, this.bias(outputs)], { group: int(groups) }, { name });
  }

  /** x · W + b over the last axis; the product has the name. */
  linear(name: string, x: string, inputs: number, outputs: number): string {
    const product = this.node('MatMul', [x, this.matrix(inputs, outputs)], {}, { name });
    return this.node('Add', [product, this.bias(outputs)]);
  }

  relu(x: string): string {
    return this.node('Relu', [x]);
  }

  concat(parts: readonly string[], axis: number): string {
    return this.node('Concat', parts, { axis: int(axis) });
  }

  reshape(x: string, sizes: string | readonly number[], attributes: Readonly<Record<string, AttributeValue>> = {}) {
    return this.node('Reshape', [x, typeof sizes === 'string' ? sizes : this.ints(sizes)], attributes);
  }

  /** The size of one dimension, as a vector of one. */
  size(x: string, axis: number): string {
    return this.node('Gather', [this.node('Shape', [x]), this.ints([axis])], { axis: int(0) });
  }

  /** Lets a tensor leave the model through a last layer, which keeps all of its outputs. */
  end(x: string, inputs: number): Model {
    return this.output(this.linear('last', x, inputs, 3)).build();
  }

  /** The same for a picture. */
  endPicture(x: string, inputs: number): Model {
    return this.output(this.conv('last', x, inputs, 3)).build();
  }
}

/** The constant integers that an input of the first node with this operator has. */
export function integersAt(model: Model, operator: string, input: number): readonly number[] | undefined {
  const node = [...model.graph.nodes].find(({ opType }) => opType === operator);
  return constantIntegers({ model, graph: model.graph }, node?.input[input] ?? '');
}

/** How many nodes of each operator there are. */
export function operatorsOf({ graph }: Model): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { opType } of graph.nodes) counts[opType] = (counts[opType] ?? 0) + 1;
  return counts;
}
