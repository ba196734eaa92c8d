import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { normalisedAlike } from '../../../../../test/fixtures/normalised.ts';
import { type AttributeValue, int, ints } from '../../attributes.ts';

interface Layer {
  readonly operator: string;
  readonly input: readonly number[];
  readonly weight: readonly number[];
  readonly channels: number;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

const conv: Layer = { operator: 'Conv', input: [2, 3, 6, 6], weight: [4, 3, 3, 3], channels: 4 };
const layers: readonly Layer[] = [
  conv,
  { ...conv, attributes: { pads: ints([1, 1, 1, 1]) } },
  { operator: 'ConvTranspose', input: [2, 4, 3, 3], weight: [4, 2, 2, 2], channels: 4, attributes: { group: int(2) } },
];
const gemm: Layer = { operator: 'Gemm', input: [3, 5], weight: [5, 4], channels: 4 };
const matMul: Layer = { operator: 'MatMul', input: [3, 5], weight: [5, 4], channels: 4 };
const matMulOfThree: Layer = { ...matMul, input: [2, 3, 5] };

const operators = ['Mul', 'Add', 'Sub', 'Div'] as const;

interface ChainOptions {
  readonly bias?: boolean;
  readonly onLeft?: boolean;
  readonly weights?: 'initializers' | 'constant-nodes';
}

/** A layer and an operator with a constant of some shape on its left or right. */
function chain(
  { operator, input, weight, channels, attributes }: Layer,
  after: string,
  dims: readonly number[],
  { bias = false, onLeft = false, weights = 'initializers' }: ChainOptions = {},
): ModelBuilder {
  const net = new ModelBuilder({ weights });
  const inputs = [net.input('x', input), net.weight(weight), ...(bias ? [net.bias(channels)] : [])];
  const between = net.node(operator, inputs, attributes, { output: 'before' });
  const constant = net.uniform(dims, 0.5, 2);
  return net.output(net.node(after, onLeft ? [constant, between] : [between, constant], {}, { output: 'y' }));
}

async function expectFolded(net: ModelBuilder, operator: string): Promise<void> {
  const normalised = await normalisedAlike(net.build());
  expect(normalised.operators).toEqual([operator]);
  expect(normalised.origins).toEqual([['before', 'y']]);
}

describe('a constant after a linear layer', () => {
  for (const layer of layers) {
    for (const after of operators) {
      for (const dims of [[], [1], [1, 1, 1, 1], [4, 1, 1], [1, 4, 1, 1]]) {
        it(`${layer.operator}, then ${after} [${dims.join('×')}] becomes ${layer.operator}`, async () => {
          await expectFolded(chain(layer, after, dims, { bias: dims.length % 2 === 0 }), layer.operator);
        });
      }
    }
  }

  for (const after of operators) {
    for (const dims of [[], [4], [1, 4], [1, 1]]) {
      it(`Gemm, then ${after} [${dims.join('×')}] becomes Gemm`, async () => {
        await expectFolded(chain(gemm, after, dims, { bias: dims.length === 2 }), 'Gemm');
      });
      const expected = after === 'Add' || after === 'Sub' ? 'Gemm' : 'MatMul';
      it(`MatMul of matrices, then ${after} [${dims.join('×')}] becomes ${expected}`, async () => {
        await expectFolded(chain(matMul, after, dims), expected);
      });
    }
  }

  it('may stand on the left, but not be divided', async () => {
    for (const after of ['Mul', 'Add', 'Sub']) {
      await expectFolded(chain(conv, after, [4, 1, 1], { onLeft: true, bias: true }), 'Conv');
    }
    const divided = await normalisedAlike(chain(conv, 'Div', [4, 1, 1], { onLeft: true }).build(), { tolerance: 1e-4 });
    expect(divided.operators).toEqual(['Conv', 'Div']);
  });

  it('may be a Constant node', async () => {
    await expectFolded(chain(conv, 'Mul', [1], { weights: 'constant-nodes' }), 'Conv');
  });

  it('multiplies MatMul of any rank by a vector, and adds to it only as a matrix', async () => {
    await expectFolded(chain(matMulOfThree, 'Mul', [4]), 'MatMul');
    const added = await normalisedAlike(chain(matMulOfThree, 'Add', [4]).build());
    expect(added.operators).toEqual(['MatMul', 'Add']);
  });

  it('needs to know that the operand of MatMul is a matrix: from the file, the node before, or a run', async () => {
    const build = (flatten: boolean): ModelBuilder => {
      const net = new ModelBuilder();
      const x = net.node('Squeeze', [net.input('x', [1, 3, 5]), net.ints([0])], {}, { output: 'squeezed' });
      const product = net.node('MatMul', [flatten ? net.node('Flatten', [x]) : x, net.matrix(5, 4)]);
      return net.output(net.node('Add', [product, net.bias(4)]));
    };
    expect((await normalisedAlike(build(true).build())).operators).toEqual(['Squeeze', 'Flatten', 'Gemm']);
    expect((await normalisedAlike(build(false).build())).operators).toEqual(['Squeeze', 'MatMul', 'Add']);
    const shapes = new Map([['squeezed', [3, 5]]]);
    expect((await normalisedAlike(build(false).build(), { shapes })).operators).toEqual(['Squeeze', 'Gemm']);
  });

  it('goes in step by step: Mul, Add, Div, batch norm', async () => {
    const net = new ModelBuilder();
    const x = net.node('Conv', [net.input('x', [1, 3, 5, 5]), net.weight([4, 3, 3, 3])], {}, { output: 'a' });
    const scaled = net.node('Mul', [x, net.uniform([1], 0.5, 2)], {}, { output: 'b' });
    const shifted = net.node('Add', [scaled, net.uniform([1, 4, 1, 1], 0.5, 2)], {}, { output: 'c' });
    const divided = net.node('Div', [shifted, net.scalar(6)], {}, { output: 'd' });
    const vectors = [net.uniform([4], 0.5, 2), net.bias(4), net.bias(4), net.uniform([4], 0.5, 2)];
    net.output(net.node('BatchNormalization', [divided, ...vectors], {}, { output: 'e' }));
    const { operators: left, origins } = await normalisedAlike(net.build());
    expect(left).toEqual(['Conv']);
    expect(origins).toEqual([['a', 'b', 'c', 'd', 'e']]);
  });

  const kept: readonly (readonly [string, Layer, readonly number[]])[] = [
    ['differs from pixel to pixel', conv, [1, 1, 4, 4]],
    ['differs from row to row', conv, [4]],
    ['adds a dimension', conv, [1, 1, 1, 1, 1]],
    ['makes one channel many', { ...conv, weight: [1, 3, 3, 3], channels: 1 }, [1, 4, 1, 1]],
    ['differs from sample to sample', gemm, [3, 1]],
    ['adds a dimension to MatMul', matMulOfThree, [1, 1, 1, 4]],
  ];
  for (const [why, layer, dims] of kept) {
    it(`stays where it ${why}`, async () => {
      const { operators: left } = await normalisedAlike(chain(layer, 'Mul', dims).build());
      expect(left).toEqual([layer.operator, 'Mul']);
    });
  }
});
