import { describe, expect, it } from 'vitest';
import { float, graphValue, int, ints, makeNode } from '../../src/engine/onnx/attributes.ts';
import { onnx } from '../../src/engine/onnx/generated/onnx.js';
import { storeReals } from '../../src/engine/onnx/reals.ts';
import { withSession } from '../../src/engine/runtime/session.ts';
import { format } from '../../src/protocol/messages/catalogue.ts';
import { ModelBuilder, valueInfo } from '../fixtures/modelBuilder.ts';
import { precisions, quantized } from './quantized.ts';

const pads = { pads: ints([1, 1, 1, 1]) };

/** A 3×3 convolution with bias. */
function conv(net: ModelBuilder, x: string, from: number, to: number): string {
  return net.node('Conv', [x, net.weight([to, from, 3, 3]), net.bias(to)], pads);
}

const image = (net: ModelBuilder, channels = 8): string => net.input('x', ['N', channels, 12, 12]);

describe('static quantization, against the float model', () => {
  it('raises opset 9 for scales per channel, and writes their axis', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ opset: 9, seed: 1 });
      const hidden = net.node('Relu', [conv(net, image(net), 8, 16)]);
      return net.output(conv(net, hidden, 16, 8)).build();
    });
    expect(result.model.opset()).toBe(13);
    const weights = [...result.model.graph.nodes].filter(
      (node) => node.opType === 'DequantizeLinear' && node.attribute.some((each) => each.name === 'axis'),
    );
    // Two weights and two biases.
    expect(weights).toHaveLength(4);
    expect(result.decibels).toBeGreaterThan(30);
  });

  it('leaves the nodes around a tensor with NaN float, and names it', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ seed: 2 });
      const x = conv(net, image(net), 8, 8);
      const root = net.node('Sqrt', [x], {}, { output: 'root' });
      return net
        .output(conv(net, root, 8, 8))
        .output(conv(net, x, 8, 4))
        .build();
    });
    expect(precisions(result)).toEqual(['Conv integer', 'Sqrt float', 'Conv float', 'Conv integer']);
    expect(result.log.map((message) => format(message)).join()).toContain('"root"');
    expect(result.decibels).toBeGreaterThan(30);
  });

  it('adds a bias of two dimensions to a Gemm', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ seed: 3 });
      const x = net.input('x', ['N', 32]);
      const bias = net.constant('float32', [1, 16], net.random.normals(16));
      return net.output(net.node('Gemm', [x, net.weight([16, 32]), bias], { transB: int(1) })).build();
    });
    expect(precisions(result)).toEqual(['Gemm integer']);
    expect(result.decibels).toBeGreaterThan(35);
  });

  it.each([0.5, 2])('folds a beta of %d and an alpha into a Gemm', async (beta) => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ seed: 4 });
      const inputs = [net.input('x', ['N', 32]), net.weight([16, 32]), net.bias(16, 1)];
      const attributes = { transB: int(1), alpha: float(0.7), beta: float(beta) };
      return net.output(net.node('Gemm', inputs, attributes)).build();
    });
    expect(precisions(result)).toEqual(['Gemm integer']);
    expect(result.decibels).toBeGreaterThan(35);
  });

  it('keeps a bias that would overflow int32', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ seed: 5 });
      const weight = net.random.normals(8 * 8 * 9, 0.1);
      // Tiny weights of one channel make its bias 10⁹ steps high and more.
      weight.fill(1e-11, 0, 8 * 9);
      const bias = Float32Array.from({ length: 8 }, (_, index) => (index === 0 ? 4 : 0.5));
      const inputs = [image(net), net.constant('float32', [8, 8, 3, 3], weight), net.constant('float32', [8], bias)];
      return net.output(net.node('Conv', inputs, pads)).build();
    });
    expect(result.decibels).toBeGreaterThan(35);
  });

  it('keeps the only element of a bias that would overflow int32', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ seed: 6 });
      const weight = net.constant('float32', [1, 8, 1, 1], new Float32Array(8).fill(1e-12));
      const bias = net.constant('float32', [1], Float32Array.of(3));
      return net.output(net.node('Conv', [image(net), weight, bias])).build();
    });
    expect(result.decibels).toBeGreaterThan(40);
  });

  it('gives a bias that two convolutions share to each in its own scale', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ seed: 7 });
      const bias = net.bias(8, 2);
      const x = image(net);
      const first = net.node('Conv', [x, net.weight([8, 8, 3, 3]), bias], pads);
      const large = net.node('Mul', [first, net.scalar(40)]);
      return net
        .output(net.node('Conv', [large, net.weight([8, 8, 3, 3]), bias], pads))
        .output(first)
        .build();
    });
    const biases = [...result.model.graph.initializers].filter(
      (tensor) => (tensor.dataType === 6 && tensor.name.endsWith('_quantized')) || /bias.*quantized/.test(tensor.name),
    );
    expect(new Set(biases.map((tensor) => tensor.name)).size).toBe(2);
    expect(result.decibels).toBeGreaterThan(30);
  });

  it('adds a residual on integers', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ seed: 8 });
      const x = net.node('Relu', [conv(net, image(net), 8, 8)]);
      const sum = net.node('Add', [conv(net, net.node('Relu', [conv(net, x, 8, 8)]), 8, 8), x]);
      return net.output(conv(net, net.node('Relu', [sum]), 8, 8)).build();
    });
    expect(precisions(result).every((each) => each.endsWith('integer'))).toBe(true);
    expect(result.decibels).toBeGreaterThan(27);
  });

  it('joins branches of different ranges by Concat', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ seed: 9 });
      const x = image(net);
      const small = conv(net, x, 8, 8);
      const large = net.node('Relu', [
        net.node('Conv', [x, net.constant('float32', [8, 8, 1, 1], net.random.normals(64, 2)), net.bias(8)]),
      ]);
      return net.output(conv(net, net.node('Concat', [small, large], { axis: int(1) }), 16, 8)).build();
    });
    expect(precisions(result)).toContain('Concat integer');
    expect(result.decibels).toBeGreaterThan(27);
  });

  it('carries integers through MaxPool, Transpose and Reshape with one scale', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ seed: 10 });
      const x = net.node('Relu', [conv(net, image(net), 8, 8)]);
      const pooled = net.node('MaxPool', [x], { kernel_shape: ints([2, 2]), strides: ints([2, 2]) });
      const turned = net.node('Transpose', [pooled], { perm: ints([0, 1, 3, 2]) });
      const again = net.node('Reshape', [
        net.node('Transpose', [turned], { perm: ints([0, 1, 3, 2]) }),
        net.ints([-1, 8, 6, 6]),
      ]);
      return net.output(conv(net, again, 8, 8)).build();
    });
    expect(precisions(result).every((each) => each.endsWith('integer'))).toBe(true);
    const roots = new Set([...result.plan.tensors.values()].map((each) => each.root));
    // The input, the output of the first convolution, and the result.
    expect(roots.size).toBe(3);
    expect(result.decibels).toBeGreaterThan(30);
  });

  it('takes weights from Constant nodes', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ seed: 11, weights: 'constant-nodes' });
      const hidden = net.node('Relu', [conv(net, image(net), 8, 8)]);
      return net.output(conv(net, hidden, 8, 8)).build();
    });
    expect(precisions(result)).toEqual(['Conv integer', 'Relu integer', 'Conv integer']);
    expect([...result.model.graph.nodes].some((node) => node.opType === 'Constant')).toBe(false);
    expect(result.decibels).toBeGreaterThan(30);
  });

  it('keeps the name of an output that is also consumed', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ seed: 12 });
      const middle = net.node('Relu', [conv(net, image(net), 8, 8)], {}, { output: 'middle' });
      return net
        .output(middle)
        .output(conv(net, middle, 8, 8))
        .build();
    });
    expect(result.model.graph.outputs[0]?.name).toBe('middle');
    expect(precisions(result)).toEqual(['Conv integer', 'Relu integer', 'Conv integer']);
    expect(result.decibels).toBeGreaterThan(30);
  });

  it('quantizes a float16 model and keeps the types of its inputs and outputs', async () => {
    const result = await quantized(
      () => {
        const net = new ModelBuilder({ seed: 13 });
        const x = net.input('x', ['N', 8, 12, 12], 'float16');
        const weight = net.constant('float16', [8, 8, 3, 3], storeReals('float16', net.random.normals(8 * 8 * 9, 0.2)));
        const bias = net.constant('float16', [8], storeReals('float16', net.random.normals(8, 0.1)));
        return net.output(net.node('Conv', [x, weight, bias], pads), undefined, 'float16').build();
      },
      {},
      {},
      (index) => {
        const values = Float32Array.from({ length: 2 * 8 * 144 }, (_, at) => Math.sin(at * 0.37 + index));
        return new Map([['x', { type: 'float16', dims: [2, 8, 12, 12], data: storeReals('float16', values) }]]);
      },
    );
    expect(precisions(result)).toContain('Conv integer');
    expect(result.decibels).toBeGreaterThan(30);
  });

  it('runs with any size of a dynamic batch', async () => {
    const result = await quantized(
      () => {
        const net = new ModelBuilder({ seed: 14 });
        const x = net.node('GlobalAveragePool', [net.node('Relu', [conv(net, image(net), 8, 16)])]);
        const flat = net.node('Flatten', [x], { axis: int(1) });
        return net.output(net.node('Gemm', [flat, net.weight([4, 16]), net.bias(4)], { transB: int(1) })).build();
      },
      {},
      { N: 3 },
    );
    for (const batch of [1, 5]) {
      const data = new Float32Array(batch * 8 * 144).fill(0.5);
      const feeds = new Map([['x', { type: 'float32' as const, dims: [batch, 8, 12, 12], data }]]);
      const outputs = await withSession(result.model, { threads: 1 }, (session) => session.run(feeds));
      expect([...outputs.values()][0]?.dims).toEqual([batch, 4]);
    }
    expect(result.decibels).toBeGreaterThan(30);
  });

  it.each([
    ['no name', ''],
    ['one name', 'same'],
  ])('tells nodes with %s apart', async (_, name) => {
    const result = await quantized(
      () => {
        const net = new ModelBuilder({ seed: 15 });
        const bare = { name };
        const first = net.node(
          'Conv',
          [image(net), net.weight([8, 8, 1, 1]), net.bias(8)],
          {},
          { ...bare, output: 'a' },
        );
        const second = net.node('Conv', [first, net.weight([8, 8, 1, 1]), net.bias(8)], {}, { ...bare, output: 'b' });
        return net.output(second).build();
      },
      { excludeNodes: ['a'] },
    );
    expect(result.plan.nodes.map(({ node, precision }) => [node, precision])).toEqual([
      ['a', 'float'],
      ['b', 'integer'],
    ]);
    expect(result.decibels).toBeGreaterThan(30);
  });

  it('lets a subgraph read a tensor that has become integer', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ seed: 16 });
      const x = conv(net, image(net), 8, 8);
      const condition = net.input('condition', [], 'bool');
      const branch = (operator: string) =>
        graphValue(
          onnx.GraphProto.create({
            name: operator,
            node: [makeNode(operator, [x], [`${operator}_of_x`])],
            output: [valueInfo(`${operator}_of_x`, undefined)],
          }),
        );
      const chosen = net.node('If', [condition], { then_branch: branch('Neg'), else_branch: branch('Abs') });
      return net
        .output(conv(net, x, 8, 8))
        .output(chosen)
        .build();
    });
    expect(precisions(result)).toEqual(['Conv integer', 'If float', 'Conv integer']);
    expect(result.decibels).toBeGreaterThan(30);
  });

  it('gives Shape the integers of a tensor, not floats made of them', async () => {
    const result = await quantized(() => {
      const net = new ModelBuilder({ seed: 17 });
      const x = net.node('Relu', [conv(net, image(net), 8, 8)], {}, { output: 'x1' });
      const shape = net.node('Shape', [x]);
      return net.output(net.node('Reshape', [conv(net, x, 8, 8), shape])).build();
    });
    const shape = [...result.model.graph.nodes].find((node) => node.opType === 'Shape');
    expect(shape?.input).toEqual(['x1_quantized']);
    expect(result.decibels).toBeGreaterThan(30);
  });
});

describe('options of static quantization', () => {
  const net = () => {
    const builder = new ModelBuilder({ seed: 20 });
    const hidden = builder.node('Relu', [conv(builder, image(builder), 8, 16)], {}, { output: 'hidden' });
    return builder.output(conv(builder, hidden, 16, 8)).build();
  };

  it.each(['min-max', 'moving-average', 'entropy', 'percentile', 'mse'] as const)(
    'observes by %s',
    async (observer) => {
      expect((await quantized(net, { observer })).decibels).toBeGreaterThan(observer === 'entropy' ? 15 : 25);
    },
  );

  it.each([
    ['cpu-x64-vnni', 'uint8', 'int8'],
    ['cpu-x64', 'uint8', 'int8'],
    ['cpu-arm64', 'int8', 'int8'],
    ['tensorrt', 'int8', undefined],
    ['openvino', 'uint8', 'int8'],
    ['qnn', 'uint8', 'uint8'],
  ] as const)('writes what the preset %s says', async (preset, activation, weight) => {
    const result = await quantized(net, { preset });
    const types = (suffix: RegExp) =>
      [...result.model.graph.initializers]
        .filter(({ name }) => suffix.test(name))
        .map((tensor) => result.model.header(tensor).type);
    expect(new Set(types(/^(x|hidden)_zero_point$/))).toEqual(new Set([activation]));
    expect(types(/^weight.*_quantized$/)).toEqual(weight === undefined ? [] : [weight, weight]);
    expect(result.decibels).toBeGreaterThan(25);
  });

  it('keeps weights within 7 bits where asked', async () => {
    const { model } = await quantized(net, { reducedWeights: true });
    for (const tensor of model.graph.initializers) {
      if (!/^weight.*_quantized$/.test(tensor.name)) continue;
      const values = model.read(tensor).data as Int8Array;
      expect(Math.max(...values.map(Math.abs))).toBe(64);
    }
  });

  it('takes a range and an exclusion for single tensors', async () => {
    const ranged = await quantized(net, { tensorOverrides: { hidden: { range: [0, 2.55] } } });
    const scale = ranged.model.graph.initializer('hidden_scale');
    expect(scale && (ranged.model.read(scale).data as Float32Array)[0]).toBeCloseTo(0.01, 6);
    const excluded = await quantized(net, { tensorOverrides: { x: { exclude: true } } });
    expect(precisions(excluded)).toEqual(['Conv float', 'Relu integer', 'Conv integer']);
  });

  it('quantizes only what is included', async () => {
    const result = await quantized(net, { includeNodes: ['Conv_1'] });
    expect(precisions(result)).toEqual(['Conv float', 'Relu integer', 'Conv integer']);
    await expect(quantized(net, { excludeOperators: ['Conv'] })).rejects.toThrow(/Nothing in .* can run on integers/);
  });

  it('uses one scale for a weight where asked', async () => {
    const { model } = await quantized(net, { perChannel: false });
    const scale = model.graph.initializer('weight_0_scale');
    expect(scale && model.header(scale).dims).toEqual([]);
  });

  it('uses a scale for each channel of single weights, or one', async () => {
    const scales = async (perChannel: boolean) => {
      const settings = { perChannel: !perChannel, tensorOverrides: { weight_0: { perChannel } } };
      const { model, decibels } = await quantized(net, settings);
      expect(decibels).toBeGreaterThan(25);
      return [...model.graph.initializers].flatMap(({ name, dims }) =>
        /^weight_\d+_scale$/.test(name) ? [[name, dims.length]] : [],
      );
    };
    const [one, other] = await scales(true);
    expect([one, other]).toEqual([
      ['weight_0_scale', 1],
      [other?.[0], 0],
    ]);
    expect(await scales(false)).toEqual([
      ['weight_0_scale', 0],
      [other?.[0], 1],
    ]);
  });

  it('quantizes symmetrically where asked', async () => {
    const { model, decibels } = await quantized(net, { preset: 'cpu-arm64', symmetricActivations: true });
    const zeroPoint = model.graph.initializer('x_zero_point');
    expect(zeroPoint && Number(model.read(zeroPoint).data[0])).toBe(0);
    expect(decibels).toBeGreaterThan(25);
  });
});
