import { expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import type { ElementType } from '../onnx/elementType.ts';
import { misfit } from './fitsOriginal.ts';

function model(input: string, dims: readonly (number | string)[], output: string, type: ElementType = 'float32') {
  const net = new ModelBuilder();
  return net.output(net.node('Relu', [net.input(input, dims, type)], {}, { output }), dims, type).build();
}

it.each<[Parameters<typeof model>, string | undefined]>([
  [['x', ['N', 3], 'y'], undefined],
  [['x', [1, 3], 'y'], undefined],
  [['x', [1, 'C'], 'y'], undefined],
  [['z', ['N', 3], 'y'], 'bench.input-unknown'],
  [['x', ['N', 3], 'y', 'float16'], 'bench.input-type'],
  [['x', ['N', 4], 'y'], 'bench.input-shape'],
  [['x', ['N', 3, 1], 'y'], 'bench.input-shape'],
  [['x', ['N', 3], 'other'], 'bench.output-missing'],
])('%j beside x: [N, 3] and y is %s', (variant, code) => {
  expect(misfit(model('x', ['N', 3], 'y'), model(...variant))?.code).toBe(code);
});
