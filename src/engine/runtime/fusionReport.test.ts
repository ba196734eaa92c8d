import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QdqBuilder } from '../../../test/fixtures/qdqBuilder.ts';
import { Random } from '../../../test/fixtures/random.ts';
import { randomFeeds } from '../../../test/fixtures/randomFeeds.ts';
import { int, ints, text } from '../onnx/attributes.ts';
import type { Model } from '../onnx/model.ts';
import { type FusionReport, fusionReport } from './fusionReport.ts';
import { profiledRun } from './profiledRun.ts';

let temporaryFolder: string;
beforeAll(async () => {
  temporaryFolder = await mkdtemp(path.join(os.tmpdir(), 'whittle-fusion-'));
});
afterAll(() => rm(temporaryFolder, { recursive: true }));

/** A QDQ model, and as what its nodes run, as `operator kernel kind` in their order. */
async function runsAs(build: (net: QdqBuilder) => void, options = {}): Promise<readonly string[]> {
  const net = new QdqBuilder({ opset: 17, ...options });
  build(net);
  const model = net.build();
  const report = await fusionReport(model, { temporaryFolder });
  await confirmByProfile(model, report);
  return report.map(({ node, runsAs: kernel, kind }) => {
    const operator = model.graph.producer(node)?.opType;
    return kind === 'folded' ? `${operator} folded` : `${operator} ${kernel} ${kind}`;
  });
}

/** Kernels that only the memory layout of the last optimizations adds, or that differ by it in name alone. */
const layout = new Map([
  ['NhwcMaxPool', 'MaxPool'],
  ['Transpose', undefined],
]);

/** Kernels whose 8-bit weights the profiler does not list, because they were packed when the model was loaded. */
const packed = new Set(['MatMulNBits', 'DynamicQuantizeMatMul']);

/**
 * A second witness: what the profiler of a fully optimized run says of the kernels' inputs. There must be as many integer
 * kernels of each kind as the report has.
 */
async function confirmByProfile(model: Model, report: FusionReport): Promise<void> {
  const runs = await profiledRun(model, new Map(Object.entries(randomFeeds(model, new Random(1)))), {
    temporaryFolder,
    optimization: 'all',
  });
  const seen = runs
    .filter(({ operator }) => operator !== 'DequantizeLinear' && operator !== 'QuantizeLinear' && operator !== 'Cast')
    .filter(
      ({ inputs, operator }) => packed.has(operator) || inputs.some(({ type }) => type === 'uint8' || type === 'int8'),
    )
    .map(({ operator }) => (layout.has(operator) ? layout.get(operator) : operator))
    .filter((operator) => operator !== undefined);
  const told = new Set<string>();
  for (const { runsAs: kernel, kind } of report)
    if (kind === 'integer' && kernel !== 'Transpose') told.add(kernel ?? '');
  expect(new Set(seen)).toEqual(told);
}

const image = [1, 16, 8, 8] as const;

describe('fusionReport', () => {
  it('finds a convolution', async () => {
    const nodes = await runsAs((net) => net.output(net.pair(net.conv(net.pair(net.input('x', image))))));
    expect(nodes).toEqual(['Conv QLinearConv integer']);
  });

  it('gives a Relu that vanished to the convolution before it', async () => {
    const nodes = await runsAs((net) => {
      const relu = net.node('Relu', [net.conv(net.pair(net.input('x', image)))]);
      net.output(net.pair(relu, net.parameters(0.05, 0)));
    });
    expect(nodes).toEqual(['Conv QLinearConv integer', 'Relu QLinearConv integer']);
  });

  it('leaves a convolution whose input is float as it is', async () => {
    const nodes = await runsAs((net) => net.output(net.pair(net.conv(net.input('x', image)))));
    expect(nodes).toEqual(['Conv Conv float']);
  });

  it('joins float convolution and Relu', async () => {
    const nodes = await runsAs((net) => net.output(net.node('Relu', [net.conv(net.input('x', image))])));
    expect(nodes).toEqual(['Conv FusedConv float', 'Relu FusedConv float']);
  });

  it('follows a residual', async () => {
    const nodes = await runsAs((net) => {
      const x = net.pair(net.input('x', image));
      const branch = net.pair(net.conv(net.pair(net.conv(x))));
      net.output(net.pair(net.node('Add', [branch, x])));
    });
    expect(nodes).toEqual(['Conv QLinearConv integer', 'Conv QLinearConv integer', 'Add QLinearAdd integer']);
  });

  it('keeps a tensor that is an output as well float', async () => {
    const nodes = await runsAs((net) => {
      const first = net.conv(net.pair(net.input('x', image)));
      net.output(first).output(net.pair(net.conv(net.pair(first))));
    });
    expect(nodes).toEqual(['Conv Conv float', 'Conv QLinearConv integer']);
  });

  it('finds a Concat', async () => {
    const nodes = await runsAs((net) => {
      const x = net.pair(net.input('x', image));
      const branches = [net.pair(net.conv(x)), net.pair(net.conv(x))];
      net.output(net.pair(net.node('Concat', branches, { axis: int(1) })));
    });
    expect(nodes.at(-1)).toBe('Concat QLinearConcat integer');
  });

  it('sees that MaxPool, Transpose and Reshape move integers where parameters are shared', async () => {
    const nodes = await runsAs((net) => {
      const shared = net.parameters();
      let x = net.pair(net.conv(net.pair(net.input('x', image))), shared);
      x = net.pair(net.node('MaxPool', [x], { kernel_shape: ints([2, 2]), strides: ints([2, 2]) }), shared);
      x = net.pair(net.node('Transpose', [x], { perm: ints([0, 2, 3, 1]) }), shared);
      net.output(net.pair(net.node('Reshape', [x, net.ints([1, -1])]), shared));
    });
    expect(nodes).toEqual([
      'Conv QLinearConv integer',
      'MaxPool MaxPool integer',
      'Transpose Transpose integer',
      'Reshape Reshape integer',
    ]);
  });

  it('sees that MaxPool is float where they differ', async () => {
    const nodes = await runsAs((net) => {
      const x = net.pair(net.conv(net.pair(net.input('x', image))), net.parameters(0.05));
      const pool = net.node('MaxPool', [x], { kernel_shape: ints([2, 2]) });
      net.output(net.pair(pool, net.parameters(0.07)));
    });
    expect(nodes).toEqual(['Conv QLinearConv integer', 'MaxPool MaxPool float']);
  });

  it('follows a DequantizeLinear that moved behind a Transpose', async () => {
    const nodes = await runsAs((net) => {
      const x = net.pair(net.conv(net.pair(net.input('x', image))));
      net.output(net.node('Tanh', [net.node('Transpose', [x], { perm: ints([0, 2, 3, 1]) })]));
    });
    expect(nodes).toEqual(['Conv QLinearConv integer', 'Transpose Transpose integer', 'Tanh Tanh float']);
  });

  it('follows a QuantizeLinear that moved before a chain', async () => {
    const nodes = await runsAs((net) => {
      const x = net.node('Tanh', [net.input('x', image)]);
      const turned = net.node('Transpose', [x], { perm: ints([0, 1, 3, 2]) });
      net.output(net.pair(net.conv(net.pair(net.node('Reshape', [turned, net.ints([1, 16, 4, 16])])))));
    });
    expect(nodes).toEqual([
      'Tanh Tanh float',
      'Transpose Transpose integer',
      'Reshape Reshape integer',
      'Conv QLinearConv integer',
    ]);
  });

  it('finds Gemm, and MatMul with a Relu that stays', async () => {
    const nodes = await runsAs((net) => {
      const x = net.pair(net.input('x', [4, 32]));
      const gemm = net.node('Gemm', [x, net.quantizedWeight([64, 32]), net.quantizedBias(64)], { transB: int(1) });
      const product = net.node('MatMul', [net.pair(gemm), net.quantizedWeight([64, 16])]);
      net.output(net.pair(net.node('Relu', [net.pair(product)])));
    });
    expect(nodes).toEqual(['Gemm QGemm integer', 'MatMul QLinearMatMul integer', 'Relu Relu float']);
  });

  it('finds a Gemm that writes float', async () => {
    const nodes = await runsAs((net) => {
      const x = net.pair(net.input('x', [4, 32]));
      const gemm = net.node('Gemm', [x, net.quantizedWeight([64, 32]), net.quantizedBias(64)], { transB: int(1) });
      net.output(net.node('Reshape', [gemm, net.ints([-1])]));
    });
    expect(nodes).toEqual(['Gemm QGemm integer', 'Reshape Reshape float']);
  });

  it('finds MatMul whose bias is added in float', async () => {
    const nodes = await runsAs((net) => {
      const x = net.pair(net.input('x', ['N', 8, 32]));
      const product = net.node('MatMul', [x, net.quantizedWeight([32, 16])]);
      net.output(net.node('Add', [product, net.bias(16)]));
    });
    expect(nodes[0]).toBe('MatMul MatMulIntegerToFloat integer');
  });

  it('gives MatMul and Add to the Gemm they become, not to the Reshape around it', async () => {
    const nodes = await runsAs((net) => {
      const x = net.node('Tanh', [net.input('x', [2, 8, 32])]);
      net.output(net.node('Tanh', [net.node('Add', [net.node('MatMul', [x, net.matrix(32, 16)]), net.bias(16)])]));
    });
    expect(nodes).toEqual(['Tanh Tanh float', 'MatMul Gemm float', 'Add Gemm float', 'Tanh Tanh float']);
  });

  it('finds Softmax, Sigmoid, pooling and nearest Resize', async () => {
    const nodes = await runsAs((net) => {
      const shared = net.parameters();
      const x = net.pair(net.conv(net.pair(net.input('x', image))), shared);
      const doubled = net.constant('float32', [4], Float32Array.of(1, 1, 2, 2));
      const large = net.node('Resize', [x, '', doubled], { mode: text('nearest') });
      const pooled = net.pair(net.node('AveragePool', [net.pair(large, shared)], { kernel_shape: ints([2, 2]) }));
      const gate = net.pair(net.node('Sigmoid', [pooled]), net.parameters(1 / 256, 0));
      const mean = net.pair(net.node('GlobalAveragePool', [gate]));
      net.output(net.pair(net.node('Softmax', [mean], { axis: int(1) }), net.parameters(1 / 256, 0)));
    });
    expect(nodes).toEqual([
      'Conv QLinearConv integer',
      'Resize Resize integer',
      'AveragePool QLinearAveragePool integer',
      'Sigmoid QLinearSigmoid integer',
      'GlobalAveragePool QLinearGlobalAveragePool integer',
      'Softmax QLinearSoftmax integer',
    ]);
  });

  it('keeps what has no integer kernel float', async () => {
    const nodes = await runsAs((net) => {
      const x = net.pair(net.conv(net.pair(net.input('x', image))));
      const tanh = net.pair(net.node('Tanh', [x]));
      net.output(net.pair(net.node('Sub', [tanh, x])));
    });
    expect(nodes).toEqual(['Conv QLinearConv integer', 'Tanh Tanh float', 'Sub Sub float']);
  });

  it('says what is folded, and does not give shape arithmetic to a kernel that moves integers', async () => {
    const nodes = await runsAs((net) => {
      const shared = net.parameters();
      const x = net.pair(net.input('x', ['N', 16, 8, 8]), shared);
      const target = net.node('Concat', [net.ints([0]), net.ints([-1])], { axis: int(0) });
      const moved = net.pair(net.node('Reshape', [x, target]), shared);
      const size = net.node('Shape', [moved]);
      const first = net.node('Gather', [size, net.ints([0])]);
      const other = net.node('Concat', [first, net.ints([4, -1])], { axis: int(0) });
      net.output(net.pair(net.node('Reshape', [moved, other]), shared));
    });
    expect(nodes).toEqual([
      'Concat folded',
      'Reshape Reshape integer',
      'Shape Shape float',
      'Gather Gather float',
      'Concat Concat float',
      'Reshape Reshape integer',
    ]);
  });

  it('finds weights alone in 8 bits', async () => {
    const nodes = await runsAs(
      (net) => {
        const data = new Int8Array(64 * 32).map((_, index) => (index % 255) - 127);
        const scales = net.constant('float32', [32], new Float32Array(32).fill(0.01));
        const weight = net.node('DequantizeLinear', [net.constant('int8', [64, 32], data), scales], { axis: int(1) });
        net.output(net.node('MatMul', [net.input('x', [1, 64]), weight]));
      },
      { opset: 21 },
    );
    expect(nodes).toEqual(['MatMul MatMulNBits integer']);
  });

  it('finds dynamic quantization', async () => {
    const nodes = await runsAs((net) => {
      const [quantized, scale, zero] = net.nodeWith(3, 'DynamicQuantizeLinear', [net.input('x', [1, 64])]);
      const weight = net.constant('int8', [64, 32], new Int8Array(64 * 32).fill(3));
      const product = net.node('MatMulInteger', [quantized!, weight, zero!]);
      const real = net.node('Cast', [product], { to: int(1) });
      net.output(net.node('Mul', [real, net.node('Mul', [scale!, net.scalar(0.01)])]));
    });
    expect(nodes.every((node) => node.endsWith('DynamicQuantizeMatMul integer'))).toBe(true);
    expect(nodes).toHaveLength(5);
  });

  it('tells nodes without names and with the same name apart', async () => {
    const nodes = await runsAs((net) => {
      const x = net.pair(net.input('x', image));
      const attributes = { pads: ints([1, 1, 1, 1]) };
      const conv = (name: string, of: string) =>
        net.node('Conv', [of, net.quantizedWeight([16, 16, 3, 3]), net.quantizedBias(16)], attributes, { name });
      const first = net.pair(conv('same', x));
      const tanh = net.node('Tanh', [conv('same', first)], {}, { name: '' });
      net.output(net.pair(conv('', net.pair(tanh))));
    });
    expect(nodes).toEqual([
      'Conv QLinearConv integer',
      'Conv FusedConv float',
      'Tanh FusedConv float',
      'Conv QLinearConv integer',
    ]);
  });

  it('leaves no files behind', async () => {
    expect(await readdir(temporaryFolder)).toEqual([]);
  });
});
