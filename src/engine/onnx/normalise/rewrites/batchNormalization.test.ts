import { describe, expect, it } from 'vitest';
import { ModelBuilder, type BuilderOptions } from '../../../../../test/fixtures/modelBuilder.ts';
import { normalisedAlike } from '../../../../../test/fixtures/normalised.ts';
import { type AttributeValue, float, int, ints } from '../../attributes.ts';
import { normalise } from '../normalise.ts';
import { realsOf, storeReals, type RealType } from '../../reals.ts';

const epsilon = 0.01;

function normalization(net: ModelBuilder, x: string, channels: number, output: string, attributes = {}): string {
  const vectors = [
    net.uniform([channels], 0.5, 2),
    net.bias(channels),
    net.bias(channels, 1),
    net.uniform([channels], 0.1, 3),
  ];
  return net.node('BatchNormalization', [x, ...vectors], { epsilon: float(epsilon), ...attributes }, { output });
}

interface Layer {
  readonly operator: string;
  readonly input: readonly number[];
  readonly weight: readonly number[];
  readonly channels: number;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

const layers: readonly Layer[] = [
  {
    operator: 'Conv',
    input: [2, 3, 7, 7],
    weight: [4, 3, 3, 3],
    channels: 4,
    attributes: { pads: ints([1, 1, 1, 1]) },
  },
  { operator: 'Conv', input: [2, 6, 9], weight: [4, 3, 3], channels: 4, attributes: { group: int(2) } },
  { operator: 'Conv', input: [1, 5, 6, 6], weight: [5, 1, 3, 3], channels: 5, attributes: { group: int(5) } },
  {
    operator: 'ConvTranspose',
    input: [2, 3, 5, 5],
    weight: [3, 4, 3, 3],
    channels: 4,
    attributes: { strides: ints([2, 2]) },
  },
  { operator: 'ConvTranspose', input: [1, 6, 5, 5], weight: [6, 2, 2, 2], channels: 6, attributes: { group: int(3) } },
  { operator: 'Gemm', input: [3, 5], weight: [5, 4], channels: 4 },
  { operator: 'Gemm', input: [3, 5], weight: [4, 5], channels: 4, attributes: { transB: int(1), alpha: float(0.5) } },
  { operator: 'MatMul', input: [3, 5], weight: [5, 4], channels: 4 },
];

function layer(
  net: ModelBuilder,
  { operator, input, weight, channels, attributes }: Layer,
  bias: boolean,
): ModelBuilder {
  const inputs = [net.input('x', input), net.weight(weight), ...(bias ? [net.bias(channels)] : [])];
  const y = normalization(net, net.node(operator, inputs, attributes, { output: 'before' }), channels, 'y');
  return net.output(y);
}

describe('batch normalisation', () => {
  for (const each of layers) {
    for (const bias of each.operator === 'MatMul' ? [false] : [false, true]) {
      for (const weights of ['initializers', 'inputs', 'constant-nodes'] as const) {
        it(`goes into ${each.operator} [${each.weight.join('×')}]${bias ? ' with a bias' : ''}, weights as ${weights}`, async () => {
          const { operators, origins } = await normalisedAlike(
            layer(new ModelBuilder({ weights }), each, bias).build(),
          );
          expect(operators).toEqual([each.operator === 'MatMul' ? 'Gemm' : each.operator]);
          expect(origins).toEqual([['before', 'y']]);
        });
      }
    }
  }

  for (const opset of [7, 9, 14, 15, 21]) {
    it(`goes into Conv in opset ${opset}`, async () => {
      const { operators } = await normalisedAlike(layer(new ModelBuilder({ opset }), layers[0]!, true).build());
      expect(operators).toEqual(['Conv']);
    });
  }

  it('gives a weight that two convolutions share to each of them', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [1, 3, 6, 6]);
    const weight = net.weight([4, 3, 3, 3], { name: 'shared' });
    const first = normalization(net, net.node('Conv', [x, weight], {}, { output: 'a' }), 4, 'A');
    const second = normalization(net, net.node('Conv', [x, weight], {}, { output: 'b' }), 4, 'B');
    const third = net.node('Conv', [x, weight], {}, { output: 'C' });
    const model = net.output(first).output(second).output(third).build();
    const { operators } = await normalisedAlike(model);
    expect(operators).toEqual(['Conv', 'Conv', 'Conv']);
    const names = model.graph.inOrder().map((node) => node.input[1]);
    expect(new Set(names).size).toBe(3);
    expect(names[2]).toBe('shared');
  });

  it('keeps the name of a weight that nothing else needs, and drops what it no longer needs', async () => {
    const model = layer(new ModelBuilder(), layers[0]!, true).build();
    const [weight, bias] = model.graph.inOrder()[0]!.input.slice(1);
    await normalisedAlike(model);
    expect([...model.graph.initializers].map(({ name }) => name).sort()).toEqual([weight, bias].sort());
  });

  const kept: Readonly<Record<string, (net: ModelBuilder) => ModelBuilder>> = {
    'when its input is an output too': (net) => layer(net, layers[0]!, true).output('before'),
    'when its input is read twice': (net) => layer(net, layers[0]!, true).output(net.node('Relu', ['before'])),
    'in training': (net) => {
      const conv = net.node('Conv', [net.input('x', [2, 3, 7, 7]), net.weight([4, 3, 3, 3])]);
      const vectors = [net.uniform([4], 0.5, 2), net.bias(4), net.bias(4), net.uniform([4], 0.1, 3)];
      const [y] = net.nodeWith(3, 'BatchNormalization', [conv, ...vectors], { training_mode: int(1) });
      return net.output(y!);
    },
    'after MatMul of more than two dimensions': (net) => {
      const product = net.node('MatMul', [net.input('x', [2, 4, 5]), net.matrix(5, 3)]);
      return net.output(normalization(net, product, 4, 'y'));
    },
    'when the weight is computed': (net) => {
      const weight = net.node('Relu', [net.input('w', [4, 3, 3, 3])]);
      return net.output(normalization(net, net.node('Conv', [net.input('x', [1, 3, 5, 5]), weight]), 4, 'y'));
    },
    'when the weight would become infinite': (net) => {
      const vectors = [net.uniform([2], 1e30, 1e31), net.bias(2), net.bias(2), net.uniform([2], 0.1, 3)];
      const weight = net.uniform([2, 1, 1, 1], 1e10, 1e11);
      const conv = net.node('Conv', [net.input('x', [1, 1, 1, 1]), weight]);
      return net.output(net.node('BatchNormalization', [conv, ...vectors]));
    },
  };
  for (const [when, build] of Object.entries(kept)) {
    it(`stays ${when}`, async () => {
      const options: BuilderOptions = { opset: 15 };
      const { operators } = await normalisedAlike(build(new ModelBuilder(options)).build());
      expect(operators).toContain('BatchNormalization');
    });
  }

  it('is computed in float64 and stored in the type of the weight', () => {
    for (const type of ['float32', 'float16', 'float64'] as const satisfies readonly RealType[]) {
      const net = new ModelBuilder({ opset: 15 });
      const constant = (dims: readonly number[], low: number, high: number): string => {
        const count = dims.reduce((a, b) => a * b, 1);
        return net.constant(type, dims, storeReals(type, net.random.uniforms(count, low, high)));
      };
      const inputs = [net.input('x', [1, 3], type), constant([3, 2], -1, 1), constant([2], -1, 1)];
      const vectors = [constant([2], 0.5, 2), constant([2], -1, 1), constant([2], -1, 1), constant([2], 0.1, 3)];
      net.output(net.node('BatchNormalization', [net.node('Gemm', inputs), ...vectors]), undefined, type);
      const model = net.build();
      const [weight, bias, gain, shift, mean, variance] = [...inputs.slice(1), ...vectors].map((name) =>
        realsOf(model.constant(model.graph, name)!),
      );
      const scale = Array.from(gain!, (value, c) => value / Math.sqrt(variance![c]! + Math.fround(1e-5)));
      normalise(model);
      const [gemm] = model.graph.inOrder();
      const folded = gemm!.input.slice(1).map((name) => model.constant(model.graph, name)!);
      expect(folded.map((each) => each.type)).toEqual([type, type]);
      const expectedWeight = Float64Array.from(weight!, (value, at) => value * scale[at % 2]!);
      const expectedBias = Float64Array.from(
        bias!,
        (value, c) => value * scale[c]! + (shift![c]! - mean![c]! * scale[c]!),
      );
      expect(folded.map((each) => each.data)).toEqual([
        storeReals(type, expectedWeight),
        storeReals(type, expectedBias),
      ]);
    }
  });
});
