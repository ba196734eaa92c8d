import { describe, expect, test } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../test/fixtures/random.ts';
import { int } from '../onnx/attributes.ts';
import type { DenseTensor } from '../onnx/tensor.ts';
import { withSession } from '../runtime/session.ts';
import { roundHalfToEven, type QuantizationParameters, type QuantizedType } from './scheme.ts';
import { channelLayout, channelParameters, channelRanges } from './schemeChannels.ts';
import { dequantizeTensor, quantizationError, quantizeTensor, type QuantizedArray } from './schemeTensor.ts';

type KernelType = Extract<QuantizedType, 'uint8' | 'int8' | 'uint16' | 'int16'>;

/** Runs one node of the runtime's own quantization kernels on x, scale and zero point. */
async function runKernel(
  opType: 'QuantizeLinear' | 'DequantizeLinear',
  result: KernelType | 'float32',
  axis: number,
  tensors: Readonly<Record<'x' | 'scale' | 'zero', DenseTensor>>,
): Promise<DenseTensor> {
  const net = new ModelBuilder({ opset: 21 });
  const inputs = Object.entries(tensors).map(([name, { type, dims }]) => net.input(name, dims, type));
  const output = net.node(opType, inputs, { axis: int(axis) });
  const model = net.output(output, undefined, result).build();
  const results = await withSession(model, { optimization: 'disabled' }, (session) =>
    session.run(new Map(Object.entries(tensors))),
  );
  return results.get(output)!;
}

/** Values far outside, ties and near ties between steps, and everything in between. */
function difficultValues(scale: number, length: number): Float32Array {
  const random = new Random(7);
  return Float32Array.from({ length }, (_, i) => {
    const step = Math.round(random.normal() * 100);
    if (i % 4 === 0) return Math.fround((step + 0.5) * scale);
    if (i % 4 === 1) return Math.fround(Math.fround((step + 0.5) * scale) * (1 + 2 ** -23));
    if (i % 4 === 2) return random.normal() * scale * 1e6;
    return random.normal() * scale * 60;
  });
}

describe('against the kernels of the runtime', () => {
  test.each<[KernelType, number, number]>([
    ['uint8', 0.0235294122248888, 0],
    ['uint8', 0.1, 131],
    ['int8', 0.007843137718737125, -5],
    ['int8', 3.4e-38, 0],
    ['int8', 1.3e30, 17],
    ['uint16', 0.00005698481618310325, 21664],
    ['int16', 0.1, 0],
  ])('%s, scale %d, zero point %d', async (type, scale64, zeroPoint) => {
    const scale = Math.fround(scale64);
    const parameters: QuantizationParameters = { type, scale, zeroPoint };
    const data = difficultValues(scale, 20_000);
    const array =
      type === 'uint8' ? Uint8Array : type === 'int8' ? Int8Array : type === 'uint16' ? Uint16Array : Int16Array;
    const tensors = {
      x: { type: 'float32', dims: [data.length], data },
      scale: { type: 'float32', dims: [], data: Float32Array.of(scale) },
      zero: { type, dims: [], data: array.of(zeroPoint) },
    } as const;
    const quantized = quantizeTensor(data, parameters);
    const kernel = await runKernel('QuantizeLinear', type, 0, tensors);
    expect(quantized).toEqual(kernel.data);

    const back = await runKernel('DequantizeLinear', 'float32', 0, { ...tensors, x: kernel });
    expect(dequantizeTensor(quantized, parameters)).toEqual(back.data);
  });

  test.each([0, 1, 2])('per channel along axis %d', async (axis) => {
    const dims = [5, 6, 7];
    const random = new Random(3);
    const data = Float32Array.from({ length: 5 * 6 * 7 }, (_, i) => random.normal() * 10 ** (i % 5));
    const layout = channelLayout(dims, axis);
    const parameters = channelParameters(channelRanges(data, layout), 'uint8', axis);
    const tensors = {
      x: { type: 'float32', dims, data },
      scale: { type: 'float32', dims: [dims[axis]!], data: parameters.scales },
      zero: { type: 'uint8', dims: [dims[axis]!], data: Uint8Array.from(parameters.zeroPoints) },
    } as const;
    const quantized = quantizeTensor(data, parameters, { layout });
    const kernel = await runKernel('QuantizeLinear', 'uint8', axis, tensors);
    expect(quantized).toEqual(kernel.data);

    const back = await runKernel('DequantizeLinear', 'float32', axis, { ...tensors, x: kernel });
    expect(dequantizeTensor(quantized, parameters, { layout })).toEqual(back.data);
  });
});

describe('quantizeTensor', () => {
  test('has an array for every type', () => {
    const types: readonly [QuantizedType, new (values: number[]) => QuantizedArray][] = [
      ['uint4', Uint8Array],
      ['int4', Int8Array],
      ['int32', Int32Array],
    ];
    const data = Float32Array.of(-1e30, -3, -0.5, 0, 2.5, 3, 1e30);
    const expected: Record<string, number[]> = {
      uint4: [0, 0, 0, 0, 2, 3, 15],
      int4: [-8, -3, 0, 0, 2, 3, 7],
      int32: [-2147483648, -3, 0, 0, 2, 3, 2147483647],
    };
    for (const [type, array] of types) {
      expect(quantizeTensor(data, { type, scale: 1, zeroPoint: 0 })).toEqual(new array(expected[type]!));
    }
  });

  test('keeps clipped values within the limits of the scheme', () => {
    const data = Float32Array.of(-1000, 1000);
    const parameters: QuantizationParameters = { type: 'int8', scale: 1, zeroPoint: 0 };
    expect([...quantizeTensor(data, parameters)]).toEqual([-128, 127]);
    expect([...quantizeTensor(data, parameters, { scheme: { symmetric: true } })]).toEqual([-127, 127]);
    expect([...quantizeTensor(data, parameters, { scheme: { symmetric: true, reduced: true } })]).toEqual([-64, 64]);
  });

  test('goes through tensors longer than a run', () => {
    const data = Float32Array.from({ length: 20_001 }, (_, i) => i % 251);
    const quantized = quantizeTensor(data, { type: 'uint8', scale: 1, zeroPoint: 0 });
    expect(quantized.every((value, i) => value === i % 251)).toBe(true);
  });

  test('refuses a layout that does not fit', () => {
    const parameters = {
      type: 'int8',
      axis: 1,
      scales: Float32Array.of(1, 1),
      zeroPoints: Int32Array.of(0, 0),
    } as const;
    const data = new Float32Array(6);
    expect(() => quantizeTensor(data, parameters)).toThrow(RangeError);
    expect(() => quantizeTensor(data, parameters, { layout: channelLayout([2, 3], 1) })).toThrow(RangeError);
    expect(() => quantizeTensor(data, parameters, { layout: channelLayout([2, 3], 0) })).toThrow(RangeError);
    expect(() => quantizeTensor(data, parameters, { layout: channelLayout([4, 2], 1) })).toThrow(RangeError);
    expect(quantizeTensor(data, parameters, { layout: channelLayout([3, 2], 1) })).toHaveLength(6);
  });
});

describe('dequantizeTensor', () => {
  test('subtracts in integers and multiplies in float32', () => {
    const values = Int32Array.of(2 ** 31 - 1, -(2 ** 31), 16777217);
    const restored = dequantizeTensor(values, { type: 'int32', scale: Math.fround(1e-3), zeroPoint: 0 });
    expect([...restored]).toEqual([...values].map((value) => Math.fround(Math.fround(value) * Math.fround(1e-3))));
  });
});

describe('quantizationError', () => {
  test('is the mean of the squared differences after a round trip', () => {
    const random = new Random(11);
    const data = Float32Array.from({ length: 3000 }, () => random.normal());
    const layout = channelLayout([10, 30, 10], 1);
    const parameters = channelParameters(channelRanges(data, layout), 'int4', 1, { symmetric: true });
    const options = { layout, scheme: { symmetric: true } };
    const restored = dequantizeTensor(quantizeTensor(data, parameters, options), parameters, options);
    const expected = data.reduce((sum, value, i) => sum + (value - restored[i]!) ** 2, 0) / data.length;
    expect(quantizationError(data, parameters, options)).toBeCloseTo(expected, 12);
  });

  test('of values spread evenly is a twelfth of the squared step', () => {
    const length = 256 * 1000;
    const data = Float32Array.from({ length }, (_, i) => ((i + 0.5) / length) * 256 - 0.5);
    expect(quantizationError(data, { type: 'uint8', scale: 1, zeroPoint: 0 })).toBeCloseTo(1 / 12, 5);
  });

  test('counts clipping', () => {
    const data = Float32Array.of(300, -2, 7);
    expect(quantizationError(data, { type: 'uint8', scale: 1, zeroPoint: 0 })).toBe((45 ** 2 + 2 ** 2) / 3);
    expect(quantizationError(new Float32Array(0), { type: 'uint8', scale: 1, zeroPoint: 0 })).toBe(0);
  });

  test('rounds as quantizing does', () => {
    const data = Float32Array.of(0.5, 1.5, 2.5);
    expect(roundHalfToEven(2.5)).toBe(2);
    expect(quantizationError(data, { type: 'uint8', scale: 1, zeroPoint: 0 })).toBe(0.25);
  });
});
