import { expect, it } from 'vitest';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import type { NodeId } from '../../onnx/nodeId.ts';
import type { Layer } from '../layer.ts';
import { visibleResult } from './visibleResult.ts';

function layerWriting(output: string): Layer {
  const node = output as NodeId;
  const nothing = { weight: undefined, activations: [], macs: undefined };
  return { ...{ node, name: '', operator: 'MatMul', origins: [node], precision: 'integer' }, ...nothing, output };
}

function net(readers: (builder: ModelBuilder, product: string) => readonly string[]) {
  const builder = new ModelBuilder({ opset: 17 });
  const product = builder.node('MatMul', [builder.input('x', [1, 4]), builder.matrix(4, 4)], {}, { output: 'product' });
  for (const output of readers(builder, product)) builder.output(output);
  return builder.build();
}

it('is what the function gives that alone reads a result', () => {
  const model = net((builder, product) => [
    builder.node('Exp', [builder.node('Tanh', [product], {}, { output: 't' })]),
  ]);
  expect(visibleResult(layerWriting('product'), model)).toBe('t');
});

it.each([
  ['something else reads it too', (b: ModelBuilder, p: string) => [b.node('Tanh', [p]), b.node('Exp', [p])]],
  ['it leaves the model', (b: ModelBuilder, p: string) => [b.node('Tanh', [p]), p]],
  ['the function has an integer kernel, and is a layer', (b: ModelBuilder, p: string) => [b.node('Sigmoid', [p])]],
  ['its reader keeps every value apart', (b: ModelBuilder, p: string) => [b.node('Exp', [p])]],
  ['it is the slope of a function', (b: ModelBuilder, p: string) => [b.node('PRelu', [b.input('y', [1, 4]), p])]],
  ['nothing reads it', () => []],
])('is the result itself where %s', (_, readers) => {
  expect(visibleResult(layerWriting('product'), net(readers))).toBe('product');
});
