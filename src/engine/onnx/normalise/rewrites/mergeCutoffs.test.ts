import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { normalisedAlike } from '../../../../../test/fixtures/normalised.ts';
import type { Model } from '../../model.ts';

type Bounds = readonly [min?: number | undefined, max?: number | undefined];
type Cutoff = 'relu' | Bounds;

function cut(net: ModelBuilder, x: string, cutoff: Cutoff): string {
  if (cutoff === 'relu') return net.node('Relu', [x]);
  const inputs = [x, ...cutoff.map((bound) => (bound === undefined ? '' : net.scalar(bound)))];
  return net.node('Clip', inputs);
}

/** The cutoffs one after the other between two Tanhs. */
function chain(cutoffs: readonly Cutoff[]): Model {
  const net = new ModelBuilder();
  const x = net.node('Tanh', [net.input('x', [4, 200])]);
  const scaled = net.node('Mul', [x, net.uniform([200], 3, 5)]);
  const end = cutoffs.reduce((tensor, cutoff) => cut(net, tensor, cutoff), scaled);
  return net.output(net.node('Tanh', [end])).build();
}

/** The bounds of the only Clip of a model. */
function boundsOf(model: Model): readonly (number | undefined)[] {
  const clip = model.graph.inOrder().find(({ opType }) => opType === 'Clip');
  return [1, 2].map((index) => {
    const tensor = clip?.input[index] ?? '';
    return tensor === '' ? undefined : Number(model.constant(model.graph, tensor)?.data[0]);
  });
}

describe('Relu and Clip in a row', () => {
  it.each<[string, readonly Cutoff[], string, readonly (number | undefined)[]]>([
    ['two Relus', ['relu', 'relu'], 'Relu', []],
    ['Relu and Clip', ['relu', [-1, 2]], 'Clip', [0, 2]],
    ['Clip and Relu', [[-1, 2], 'relu'], 'Clip', [0, 2]],
    ['Clip with an open bound and Relu', [[-1], 'relu'], 'Relu', []],
    ['Relu and a Clip that cuts off nothing more', ['relu', [-1]], 'Relu', []],
    [
      'bounds that overlap',
      [
        [-1, 2],
        [0.5, 3],
      ],
      'Clip',
      [0.5, 2],
    ],
    [
      'bounds that do not',
      [
        [-2, -1],
        [0.5, 3],
      ],
      'Clip',
      [0.5, 0.5],
    ],
    ['one bound each', [[undefined, 1], [-0.5]], 'Clip', [-0.5, 1]],
    ['three', [[undefined, 3], 'relu', [-1, 2]], 'Clip', [0, 2]],
    ['a Clip whose minimum lies above its maximum', [[2, 1], 'relu'], 'Clip', [2, 1]],
  ])('are one: %s', async (_, cutoffs, opType, bounds) => {
    const model = chain(cutoffs);
    const { operators } = await normalisedAlike(model);
    expect(operators).toEqual(['Tanh', 'Mul', opType, 'Tanh']);
    if (opType === 'Clip') expect(boundsOf(model)).toEqual(bounds);
  });

  it('stay where another node reads the first', async () => {
    const net = new ModelBuilder();
    const relu = net.node('Relu', [net.input('x', [8])]);
    net.output(net.node('Relu', [relu])).output(net.node('Neg', [relu]));
    expect((await normalisedAlike(net.build())).operators).toEqual(['Relu', 'Relu', 'Neg']);
  });

  it('stay where a bound is computed', async () => {
    const net = new ModelBuilder();
    const relu = net.node('Relu', [net.input('x', [8])]);
    net.output(net.node('Clip', [relu, '', net.input('max', [])]));
    expect((await normalisedAlike(net.build())).operators).toEqual(['Relu', 'Clip']);
  });

  it('keep the name of an output, and both origins', async () => {
    const net = new ModelBuilder();
    const relu = net.node('Relu', [net.input('x', [8])], {}, { output: 'a' });
    net.output(net.node('Clip', [relu, '', net.scalar(1)], {}, { output: 'b' }));
    expect((await normalisedAlike(net.build())).origins).toEqual([['a', 'b']]);
  });
});
