import { describe, expect, it } from 'vitest';
import { largestError } from '../../../../test/fixtures/computes.ts';
import { type RealModel, textRecognizer } from '../../../../test/fixtures/realModels.ts';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { passContext, randomDataset } from '../../../../test/quantize/quantized.ts';
import { quantizeDynamicOptions, type QuantizeDynamicInput } from '../../../protocol/options/quantizeDynamic.ts';
import { int, ints } from '../../onnx/attributes.ts';
import type { Dataset } from '../../data/dataset.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/open.ts';
import { prepareScheme } from './prepareScheme.ts';
import type { Scheme } from './scheme.ts';
import { exactly, valuesOf } from './testing/exactly.ts';

function dynamicScheme(model: Model, dataset: Dataset, input: QuantizeDynamicInput = {}): Promise<Scheme> {
  const options = quantizeDynamicOptions.parse(input);
  return prepareScheme(model, dataset, { pass: 'quantize-dynamic', options }, passContext());
}

/** Convolution, recurrence, products: one layer of each family. */
function mixed(): Model {
  const net = new ModelBuilder({ seed: 5 });
  const x = net.input('x', [1, 4, 6]);
  const convolved = net.node(
    'Conv',
    [x, net.weight([4, 4, 3]), net.bias(4)],
    { pads: ints([1, 1]) },
    { output: 'conv' },
  );
  const turned = net.node('Transpose', [net.node('Relu', [convolved])], { perm: ints([2, 0, 1]) });
  const recurrent = [net.weight([1, 20, 4]), net.weight([1, 20, 5]), net.uniform([1, 40], -0.1, 0.1)];
  const sequence = net.node('LSTM', [turned, ...recurrent], { hidden_size: int(5) }, { output: 'lstm' });
  const flat = net.node('Reshape', [sequence, net.ints([6, 5])]);
  const product = net.node('MatMul', [flat, net.matrix(5, 7)], {}, { output: 'matmul' });
  const tanh = net.node('Tanh', [product], {}, { output: 'tanh' });
  const gemm = net.node('Gemm', [tanh, net.weight([3, 7]), net.bias(3)], { transB: int(1) }, { output: 'gemm' });
  return net.output(gemm, [6, 3]).build();
}

async function prepared(input: QuantizeDynamicInput = { allowConvolutions: true }) {
  const model = mixed();
  const dataset = randomDataset(model, 2);
  return { dataset, scheme: await dynamicScheme(model, dataset, input) };
}

describe('a dynamic scheme', () => {
  it('has the nodes that compute as layers, and their weights', async () => {
    const { scheme } = await prepared();
    expect(scheme.layers.map(({ output, precision }) => `${output} ${precision}`)).toEqual([
      'conv integer',
      'lstm integer',
      'matmul integer',
      'tanh float',
      'gemm integer',
    ]);
    expect(scheme.layers.map((layer) => scheme.weightsOf(layer).length)).toEqual([1, 2, 1, 0, 1]);
    expect(scheme.activations).toEqual([]);
    expect(scheme.coverage.nodes.integer).toBe(4);
    expect(scheme.quantizedName('gemm')).toBe('gemm');
  });

  it('quantizes all layers together into the quantized model', async () => {
    const { scheme, dataset } = await prepared();
    const part = disposableCopy(scheme.float);
    scheme.quantizeLayers(part, scheme.layers, 'both');
    const quantized = await exactly(scheme.quantized(), dataset);
    expect(await exactly(part, dataset)).toEqual(quantized);
    expect(largestError(await exactly(scheme.float, dataset), quantized)).toBeGreaterThan(1e-4);
  });

  it.each<[QuantizeDynamicInput]>([
    [{ allowConvolutions: true }],
    [{ allowConvolutions: true, perChannel: false }],
    [{ allowConvolutions: true, weightType: 'uint8' }],
  ])('rounds weights and activations of products as their integer kernels do: %j', async (input) => {
    const { scheme, dataset } = await prepared(input);
    for (const layer of scheme.layers.filter(({ output }) => ['conv', 'matmul', 'gemm'].includes(output))) {
      const [kernel, fake] = [disposableCopy(scheme.float), disposableCopy(scheme.float)];
      scheme.quantizeLayers(kernel, [layer], 'both');
      scheme.quantizeLayers(fake, [layer], 'weights');
      scheme.quantizeLayers(fake, [layer], 'activations');
      const [actual, expected] = [
        await valuesOf(fake, dataset, layer.output),
        await valuesOf(kernel, dataset, layer.output),
      ];
      const float = await valuesOf(scheme.float, dataset, layer.output);
      const distance = (values: Float32Array) =>
        Math.max(...values.map((value, at) => Math.abs(value - expected[at]!)));
      expect(distance(actual)).toBeLessThan(1e-5);
      expect(distance(float)).toBeGreaterThan(1e-3);
    }
  });

  it('rounds both weights of a recurrence', async () => {
    const { scheme, dataset } = await prepared();
    const layer = scheme.layers.find(({ output }) => output === 'lstm')!;
    const part = disposableCopy(scheme.float);
    scheme.quantizeLayers(part, [layer], 'weights');
    const node = part.graph.producer('lstm')!;
    for (const [index, weight] of scheme.weightsOf(layer).entries()) {
      expect(part.constant(part.graph, node.input[index + 1]!)?.data).toEqual(weight.rounded());
    }
    const [kernel, fake] = [disposableCopy(scheme.float), part];
    scheme.quantizeLayers(kernel, [layer], 'both');
    const [expected, actual] = [await valuesOf(kernel, dataset, 'lstm'), await valuesOf(fake, dataset, 'lstm')];
    expect(Math.max(...actual.map((value, at) => Math.abs(value - expected[at]!)))).toBeLessThan(0.02);
  });

  it('quantizes as the pass does', async () => {
    const recognizer: RealModel = textRecognizer;
    const dataset = await recognizer.data(1, 1);
    const scheme = await dynamicScheme(openModel(recognizer.file), dataset);
    const part = disposableCopy(scheme.float);
    scheme.quantizeLayers(part, scheme.layers, 'both');
    expect(await exactly(part, dataset)).toEqual(await exactly(scheme.quantized(), dataset));
    expect(scheme.layers.filter(({ precision }) => precision === 'integer').map(({ operator }) => operator)).toContain(
      'MatMul',
    );
  });
});
