import { expect, it } from 'vitest';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { graphModelOf } from '../../../../test/fixtures/structureOf.ts';
import { writtenTensors } from './writtenTensors.ts';

it('are those behind nodes, up to what may vanish into them', () => {
  const builder = new ModelBuilder({ opset: 13 });
  const x = builder.input('x', [1, 4]);
  const product = builder.node(
    'MatMul',
    [x, builder.constant('float32', [4, 4], new Float32Array(16), 'w')],
    {},
    { output: 'p' },
  );
  const sum = builder.node('Add', [product, x], {}, { output: 's' });
  const relu = builder.node('Relu', [sum], {}, { output: 'r' });
  builder.output(builder.node('Neg', [relu], {}, { output: 'y' }), [1, 4]);
  const model = graphModelOf(builder.build());
  const writer = (name: string): number =>
    Array.from({ length: model.nodeCount }, (_, node) => node).find((node) =>
      [...model.outputs(node)].some((tensor) => model.tensorName(tensor) === name),
    )!;
  expect([...writtenTensors(model, [writer('p')])]).toEqual(['p', 's', 'r', 'y']);
  expect([...writtenTensors(model, [writer('s'), writer('r')])].sort()).toEqual(['r', 's', 'y']);
  expect([...writtenTensors(model, [])]).toEqual([]);
});

it('does not look beyond what very many nodes read', () => {
  const builder = new ModelBuilder({ opset: 13 });
  const start = builder.node('Relu', [builder.input('x', [4])], {}, { output: 'start' });
  for (let each = 0; each < 65; each++) builder.output(builder.node('Neg', [start], {}));
  const model = graphModelOf(builder.build());
  expect([...writtenTensors(model, [0])]).toEqual(['start']);
});
