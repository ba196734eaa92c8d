import { describe, expect, it } from 'vitest';
import { largestError } from '../../../../test/fixtures/computes.ts';
import { calibrationDigits, digitsFile } from '../../../../test/fixtures/digits.ts';
import { exportedTransformer } from '../../../../test/fixtures/exportedTransformer.ts';
import { fragileModels } from '../../../../test/fixtures/fragileModels.ts';
import { generatedDataset } from '../../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../../test/fixtures/random.ts';
import { textRecognizer } from '../../../../test/fixtures/realModels.ts';
import { ints } from '../../onnx/attributes.ts';
import type { Dataset } from '../../data/dataset.ts';
import { disposableCopy } from '../../onnx/disposableCopy.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/open.ts';
import { channelLayout } from '../../quantize/schemeChannels.ts';
import { dequantizeTensor, quantizeTensor } from '../../quantize/schemeTensor.ts';
import { probedModel, untyped } from '../../runtime/probedModel.ts';
import { exactly, staticScheme, valuesOf } from './testing/exactly.ts';
import type { StaticScheme } from './staticScheme.ts';

const ids = generatedDataset('ids', 4, (index) => {
  const data = BigInt64Array.from([1, 4, 7, 9, 12], (id) => BigInt((id + index) % 16));
  return { feeds: new Map([['ids', { type: 'int64', dims: [1, 5], data }]]) };
});

type Case = readonly [name: string, open: () => Promise<readonly [Model, Dataset]>];

function fragile(architecture: keyof typeof fragileModels): Case {
  const { model, dataset } = fragileModels[architecture]('range');
  return [architecture, () => Promise.resolve([model, dataset])];
}

const cases: readonly Case[] = [
  ['digits', async () => [openModel(digitsFile), await calibrationDigits(4)]],
  fragile('residual'),
  fragile('transformer'),
  ['exported transformer', () => Promise.resolve([exportedTransformer(120), ids])],
  ['PP-OCR recognizer', async () => [openModel(textRecognizer.file), await textRecognizer.data(2, 1)]],
];

describe('all layers together', () => {
  it.each(cases)('compute what the quantized model does: %s', async (_, open) => {
    const [model, dataset] = await open();
    const scheme = await staticScheme(model, dataset);
    const inTurn = disposableCopy(scheme.float);
    scheme.quantizeLayers(inTurn, scheme.layers, 'both');
    const quantized = await exactly(scheme.quantized(), dataset);
    expect(largestError(await exactly(inTurn, dataset), quantized)).toBeLessThan(1e-5);
    expect(largestError(await exactly(scheme.float, dataset), quantized)).toBeGreaterThan(1e-3);
  });

  it('may be quantized one after the other, weights and activations apart', async () => {
    const [model, dataset] = await cases[0]![1]();
    const scheme = await staticScheme(model, dataset);
    const apart = disposableCopy(scheme.float);
    scheme.quantizeLayers(apart, scheme.layers, 'weights');
    scheme.quantizeLayers(apart, scheme.layers, 'activations');
    expect(largestError(await exactly(apart, dataset), await exactly(scheme.quantized(), dataset))).toBeLessThan(1e-5);
  });
});

const [channels, size] = [3, 5];
const images = generatedDataset('images', 3, (index) => {
  const data = new Random(index + 1).normals(channels * size * size, 1, 0.3);
  return { feeds: new Map([['x', { type: 'float32', dims: [1, channels, size, size], data }]]) };
});

/** Two convolutions read one tensor, as does a Tanh that stays float. */
function forked(): Model {
  const net = new ModelBuilder({ seed: 4 });
  const x = net.input('x', ['N', channels, size, size]);
  const conv = (input: string, output: string): string =>
    net.node(
      'Conv',
      [input, net.weight([4, channels, 3, 3]), net.bias(4, 1)],
      { pads: ints([1, 1, 1, 1]) },
      { output },
    );
  const left = net.node('Relu', [conv(x, 'left')], {}, { output: 'left_relu' });
  net.output(net.node('GlobalAveragePool', [left], {}, { output: 'left_mean' }));
  net.output(net.node('Relu', [conv(x, 'right')], {}, { output: 'right_relu' }));
  return net.output(net.node('Tanh', [x], {}, { output: 'tanh' })).build();
}

/** A convolution by its definition, in float64, with a kernel of 3×3 and a margin of zeros; and Relu. */
function convolved(x: Float32Array, weight: Float32Array, bias: Float32Array): Float32Array {
  return Float32Array.from({ length: bias.length * size * size }, (_, index) => {
    const [output, row, column] = [Math.floor(index / size ** 2), Math.floor(index / size) % size, index % size];
    let sum = bias[output]!;
    for (let input = 0; input < channels; input++) {
      for (let at = 0; at < 9; at++) {
        const [y, z] = [row + Math.floor(at / 3) - 1, column + (at % 3) - 1];
        if (y < 0 || y >= size || z < 0 || z >= size) continue;
        sum += x[(input * size + y) * size + z]! * weight[(output * channels + input) * 9 + at]!;
      }
    }
    return Math.max(0, sum);
  });
}

function rounded(scheme: StaticScheme, tensor: string, values: Float32Array): Float32Array {
  const parameters = scheme.parametersOf(tensor)!;
  return dequantizeTensor(quantizeTensor(values, parameters), parameters);
}

/** The weight and bias of a layer: in float, and as the integers stand for. */
function weightsOf(scheme: StaticScheme, output: string) {
  const layer = scheme.layers.find((each) => each.output === output)!;
  const node = scheme.float.graph.producer(layer.node)!;
  const [, weight, bias] = node.input.map(
    (name) => scheme.float.constant(scheme.float.graph, name)?.data as Float32Array,
  );
  const [{ parameters } = { parameters: undefined }] = scheme.weightsOf(layer);
  if (parameters === undefined || !('scales' in parameters)) throw new Error('not per channel');
  const layout = channelLayout([4, channels, 3, 3], 0);
  const scheme8 = { layout, scheme: { symmetric: true } };
  const step = scheme.parametersOf('x')!.scale;
  return {
    layer,
    float: { weight: weight!, bias: bias! },
    rounded: {
      weight: dequantizeTensor(quantizeTensor(weight!, parameters, scheme8), parameters, { layout }),
      bias: bias!.map((value, channel) => {
        const scale = Math.fround(step * parameters.scales[channel]!);
        return Math.round(value / scale) * scale;
      }),
    },
  };
}

describe('one layer', () => {
  it('computes what its definition says on rounded numbers, and the others what they did', async () => {
    const scheme = await staticScheme(forked(), images);
    expect(scheme.layers.map(({ output, precision }) => `${output} ${precision}`)).toEqual([
      'left_relu integer',
      'left_mean float',
      'right_relu integer',
      'tanh float',
    ]);
    const x = await valuesOf(scheme.float, images, 'x');
    const { layer, float, rounded: integer } = weightsOf(scheme, 'left_relu');
    const expected = {
      both: rounded(scheme, 'left_relu', convolved(rounded(scheme, 'x', x), integer.weight, integer.bias)),
      weights: convolved(x, integer.weight, integer.bias),
      activations: rounded(scheme, 'left_relu', convolved(rounded(scheme, 'x', x), float.weight, float.bias)),
    };
    for (const what of ['both', 'weights', 'activations'] as const) {
      const part = disposableCopy(scheme.float);
      scheme.quantizeLayers(part, [layer], what);
      const actual = await valuesOf(part, images, 'left_relu');
      expect(Math.max(...actual.map((value, index) => Math.abs(value - expected[what][index]!)))).toBeLessThan(1e-5);
      for (const other of ['right_relu', 'tanh']) {
        expect(await valuesOf(part, images, other)).toEqual(await valuesOf(scheme.float, images, other));
      }
    }
    expect(expected.both).not.toEqual(expected.weights);
    expect(expected.both).not.toEqual(expected.activations);
  });

  it('rounds what it shares with another layer once', async () => {
    const scheme = await staticScheme(forked(), images);
    const part = disposableCopy(scheme.float);
    scheme.quantizeLayers(part, scheme.layers.slice(0, 3), 'both');
    const quantizers = [...part.graph.nodes].filter(({ opType }) => opType === 'QuantizeLinear');
    // The input, and what each convolution writes.
    expect(quantizers.map(({ input }) => input[0])).toContain('x');
    expect(quantizers).toHaveLength(3);
  });

  it('may stand in a part of the model, whose other nodes are gone', async () => {
    const scheme = await staticScheme(forked(), images);
    const part = probedModel(scheme.float, (copy) => {
      copy.node = copy.node.filter(({ output }) => output[0] === 'left' || output[0] === 'left_relu');
      copy.output = [untyped('left_relu')];
    });
    const whole = disposableCopy(scheme.float);
    for (const each of [part, whole]) scheme.quantizeLayers(each, scheme.layers.slice(0, 1), 'both');
    expect(await valuesOf(part, images, 'left_relu')).toEqual(await valuesOf(whole, images, 'left_relu'));
  });

  it('that stays float changes nothing', async () => {
    const scheme = await staticScheme(forked(), images);
    const part = disposableCopy(scheme.float);
    scheme.quantizeLayers(part, scheme.layers.slice(3), 'both');
    expect([...part.graph.nodes].map(({ opType }) => opType)).toEqual(
      [...scheme.float.graph.nodes].map(({ opType }) => opType),
    );
  });
});
