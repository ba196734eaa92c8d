import { describe, expect, it } from 'vitest';
import type { ElementType } from '../onnx/elementType.ts';
import type { TensorData } from '../onnx/tensor.ts';
import { convertElements, fromFloat16 } from './convert.ts';
import { complaint, refusal } from './testing/samples.ts';

function convert(data: TensorData, from: ElementType, to: ElementType): TensorData {
  return convertElements(data, { array: 'x.npz: x', input: 'x', from, to });
}

describe('convertElements', () => {
  it('gives the same elements, not a copy, where nothing is to do', () => {
    const data = Float32Array.of(1, 2);
    expect(convert(data, 'float32', 'float32')).toBe(data);
    const words = ['a'];
    expect(convert(words, 'string', 'string')).toBe(words);
  });

  it('rounds floats to the nearest of the type, and keeps infinite and undefined values', () => {
    expect(convert(Float64Array.of(0.1, -Infinity, NaN), 'float64', 'float32')).toEqual(
      Float32Array.of(Math.fround(0.1), -Infinity, NaN),
    );
    // 1/3 in binary16 is 0x3555, 65504 its largest number 0x7bff, 2^-24 its smallest 0x0001.
    const bits = convert(Float32Array.of(1 / 3, 65504, 2 ** -24, -2, Infinity), 'float32', 'float16');
    expect(bits).toEqual(Uint16Array.of(0x3555, 0x7bff, 0x0001, 0xc000, 0x7c00));
    expect(fromFloat16(bits as Uint16Array)).toEqual(Float32Array.of(0x555 / 4096, 65504, 2 ** -24, -2, Infinity));
    expect(convert(Uint16Array.of(0x3c00), 'float16', 'float64')).toEqual(Float64Array.of(1));
  });

  it('keeps integers exactly what they are', () => {
    expect(convert(Uint8Array.of(0, 255), 'uint8', 'float32')).toEqual(Float32Array.of(0, 255));
    expect(convert(Int32Array.of(-5), 'int32', 'int64')).toEqual(BigInt64Array.of(-5n));
    expect(convert(BigInt64Array.of(7n, -8n), 'int64', 'int32')).toEqual(Int32Array.of(7, -8));
    expect(convert(BigInt64Array.of(3n), 'int64', 'float16')).toEqual(Uint16Array.of(0x4200));
    expect(convert(Uint8Array.of(0, 1), 'uint8', 'bool')).toEqual(Uint8Array.of(0, 1));
    expect(convert(Uint8Array.of(1), 'bool', 'uint64')).toEqual(BigUint64Array.of(1n));
  });

  it.each<[TensorData, ElementType, ElementType]>([
    [Int32Array.of(300), 'int32', 'uint8'],
    [Int32Array.of(-1), 'int32', 'uint64'],
    [Int32Array.of(16_777_217), 'int32', 'float32'],
    [BigInt64Array.of(2n ** 60n), 'int64', 'float64'],
    [BigInt64Array.of(2n ** 31n), 'int64', 'int32'],
    [Int16Array.of(2049), 'int16', 'float16'],
    [Uint8Array.of(2), 'uint8', 'bool'],
    [Float64Array.of(1e300), 'float64', 'float32'],
    [Float32Array.of(70000), 'float32', 'float16'],
  ])('refuses %s of %s for %s, which cannot hold it', async (data, from, to) => {
    expect(await refusal(() => convert(data, from, to))).toBe('data.value-out-of-range');
  });

  it.each<[ElementType, ElementType]>([
    ['float32', 'int64'],
    ['float32', 'bool'],
    ['string', 'float32'],
    ['int64', 'string'],
    ['float32', 'bfloat16'],
    ['int8', 'int4'],
  ])('refuses %s for %s whatever the values are', async (from, to) => {
    expect(await refusal(() => convert(Float32Array.of(), from, to))).toBe('data.type-mismatch');
  });

  it('names the array, the value and the input', async () => {
    const text = await complaint(() => convert(Int32Array.of(300), 'int32', 'uint8'));
    for (const part of ['x.npz: x', '300', '"x"', 'uint8']) expect(text).toContain(part);
  });
});
