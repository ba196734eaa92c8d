import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { int } from './attributes.ts';
import { elementTypeCode } from './elementType.ts';
import { float32Inside } from './float32Inside.ts';
import { withSession } from '../runtime/session.ts';
import { realsOf, storeReals } from './reals.ts';
import type { Model } from './model.ts';

/** A dense layer in float16, with a Cast to float16 inside. */
function halfModel(): Model {
  const net = new ModelBuilder({ seed: 3 });
  const x = net.input('x', ['N', 8], 'float16');
  const weight = net.random.normals(8 * 4);
  const { graph } = net.model;
  graph.addInitializer(net.model.tensor('w', 'float16', [8, 4], storeReals('float16', weight)));
  const product = net.node('MatMul', [x, 'w']);
  const cast = net.node('Cast', [product], { to: int(elementTypeCode('float32')) });
  const back = net.node('Cast', [net.node('Relu', [cast])], { to: int(elementTypeCode('float16')) });
  return net.output(back, undefined, 'float16').build();
}

describe('float32Inside', () => {
  it('computes in float32 and keeps the types of inputs and outputs', async () => {
    const feeds = new Map([
      [
        'x',
        {
          type: 'float16' as const,
          dims: [2, 8],
          data: storeReals(
            'float16',
            Float32Array.from({ length: 16 }, (_, i) => Math.sin(i)),
          ),
        },
      ],
    ]);
    const original = halfModel();
    const name = original.graph.outputs[0]?.name ?? '';
    const expected = await withSession(original, {}, (session) => session.run(feeds));
    const model = halfModel();
    expect(float32Inside(model)).toBe(true);
    const actual = await withSession(model, {}, (session) => session.run(feeds));
    expect(actual.get(name)?.type).toBe('float16');
    const [left, right] = [realsOf(expected.get(name)!), realsOf(actual.get(name)!)];
    left.forEach((value, index) =>
      expect(Math.abs(value - (right[index] ?? NaN))).toBeLessThan(0.01 + Math.abs(value) * 0.005),
    );
    expect([...model.graph.initializers].map((tensor) => tensor.dataType)).toEqual([elementTypeCode('float32')]);
  });

  it('leaves a float32 model as it is', () => {
    const net = new ModelBuilder();
    const model = net.output(net.node('Relu', [net.input('x', ['N', 3])])).build();
    expect(float32Inside(model)).toBe(false);
    expect(model.graph.nodeCount).toBe(1);
  });
});
