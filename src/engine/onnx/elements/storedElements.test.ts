import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { bytesOfModel } from '../../../../test/fixtures/structureOf.ts';
import { userErrorOf } from '../../../../test/fixtures/userErrorOf.ts';
import { field, initializer, modelBytes, tensorField, varintField, varints } from '../../../../test/fixtures/wire.ts';
import { MemoryBytes } from '../byteSource.ts';
import { type ElementType, elementTypeCode } from '../elementType.ts';
import { openModel } from '../open.ts';
import { bytesOf, type TensorData } from '../tensor.ts';
import { readNumbers } from './numbers.ts';
import { type NumericElements, storedElements } from './storedElements.ts';

function open(bytes: Uint8Array) {
  return openModel(new MemoryBytes('tensors.onnx', bytes));
}

function numericOf(bytes: Uint8Array, name = 't'): NumericElements {
  const model = open(bytes);
  const elements = storedElements(model, model.graph, name);
  if (elements?.kind !== 'numbers') throw new Error('no numbers');
  return elements;
}

function stored(type: ElementType, dims: readonly number[], data: TensorData): NumericElements {
  const net = new ModelBuilder({ file: 'tensors.onnx' });
  net.constant(type, dims, data, 't');
  return numericOf(bytesOfModel(net.build()));
}

/** Elements in the typed field of integers, as some exporters write them. */
function packed(type: ElementType, values: readonly (number | bigint)[], count = values.length): NumericElements {
  const number = type === 'int64' ? 7 : type === 'uint64' || type === 'uint32' ? 11 : 5;
  return numericOf(modelBytes(initializer('t', elementTypeCode(type), [count], field(number, varints(values)))));
}

const window = fc.record({ offset: fc.nat(5000), count: fc.integer({ min: 1, max: 700 }) });

/** Checks any part of what is stored against the whole. */
function checkWindows(elements: NumericElements, expected: ArrayLike<number | bigint>): void {
  fc.assert(
    fc.property(window, ({ offset, count }) => {
      const from = Math.min(offset, elements.count);
      const length = Math.min(count, elements.count - from);
      const part = Array.from(readNumbers(elements, from, length) as ArrayLike<number | bigint>);
      expect(part).toEqual(Array.from(expected).slice(from, from + length));
    }),
    { numRuns: 50 },
  );
}

describe('parts of a tensor', () => {
  const values = Array.from({ length: 5000 }, (_, index) => Math.sin(index) * 1000);

  it.each([
    ['float32', Float32Array.from(values)],
    ['float64', Float64Array.from(values)],
    ['int8', Int8Array.from(values)],
    ['uint8', Uint8Array.from(values)],
    ['int16', Int16Array.from(values)],
    ['uint16', Uint16Array.from(values)],
    ['int32', Int32Array.from(values, (each) => each * 1e6)],
    ['uint32', Uint32Array.from(values, (each) => each * 1e6)],
    ['int64', BigInt64Array.from(values, (each) => BigInt(Math.round(each)) * 10n ** 15n)],
    ['uint64', BigUint64Array.from(values, (each) => BigInt(Math.round(each)) * 10n ** 15n)],
  ] as const)('of %s are those of the whole', (type, data) => {
    checkWindows(stored(type, [5000], data), data);
  });

  it('of float16 and bfloat16 are widened', () => {
    const bits = Uint16Array.from({ length: 4096 }, (_, index) => index * 16);
    const upper = Array.from(bits, (each) => new Float32Array(Uint32Array.of(each << 16).buffer)[0]!);
    checkWindows(stored('bfloat16', [4096], bits), upper);
    // 0x3c00 is one, 0xc000 minus two, 0x7c00 infinity (IEEE 754, binary16).
    const halves = stored('float16', [4], Uint16Array.of(0x3c00, 0xc000, 0x7c00, 0x0001));
    expect(Array.from(readNumbers(halves, 0, 4) as Float32Array)).toEqual([1, -2, Infinity, 2 ** -24]);
  });

  it('of types below 8 bits may begin inside a byte', () => {
    const bytes = Uint8Array.from({ length: 2500 }, (_, index) => (index * 73) % 256);
    const nibbles = Array.from(bytes).flatMap((byte) => [byte & 15, byte >> 4]);
    checkWindows(stored('uint4', [5000], bytes), nibbles);
    checkWindows(
      stored('int4', [50, 100], bytes),
      nibbles.map((code) => (code > 7 ? code - 16 : code)),
    );
    const pairs = Array.from(bytes).flatMap((byte) => [byte & 3, (byte >> 2) & 3, (byte >> 4) & 3, byte >> 6]);
    checkWindows(stored('uint2', [10_000], bytes), pairs);
    checkWindows(
      stored('int2', [10_000], bytes),
      pairs.map((code) => (code > 1 ? code - 4 : code)),
    );
    const fours = [0, 0.5, 1, 1.5, 2, 3, 4, 6, -0, -0.5, -1, -1.5, -2, -3, -4, -6];
    checkWindows(
      stored('float4e2m1', [5000], bytes),
      nibbles.map((code) => fours[code]!),
    );
  });

  it('of complex numbers are pairs', () => {
    const data = Float32Array.from({ length: 20 }, (_, index) => index);
    expect(Array.from(readNumbers(stored('complex64', [10], data), 3, 2) as Float32Array)).toEqual([6, 7, 8, 9]);
  });

  it('of varints are found wherever they lie', () => {
    const longs = values.map((each) => BigInt(Math.round(each * 10 ** Math.abs(each % 12))));
    checkWindows(packed('int64', longs), longs);
    const ints = values.map((each) => Math.round(each * 1e5) + 0);
    checkWindows(packed('int32', ints), ints);
    checkWindows(
      packed(
        'int8',
        values.map((each) => Math.round(each / 8) + 0),
      ),
      values.map((each) => Math.round(each / 8) + 0),
    );
    const codes = values.map((each) => Math.abs(Math.round(each)) % 256);
    checkWindows(
      packed('int4', codes, 10_000),
      codes.flatMap((code) => [code & 15, code >> 4].map((nibble) => (nibble > 7 ? nibble - 16 : nibble))),
    );
  });

  it('of many varints are found from places that are remembered', () => {
    const many = Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 1_000_003);
    const elements = packed('int64', many);
    for (const offset of [199_000, 0, 131_072, 65_535, 150_000, 70_000]) {
      const part = readNumbers(elements, offset, 1000) as BigInt64Array;
      expect(Array.from(part, Number)).toEqual(many.slice(offset, offset + 1000));
    }
  });

  it('of packed fields in several pieces are those of one', () => {
    const pieces = [0, 1, 2].map((piece) =>
      field(5, varints(Array.from({ length: 1000 }, (_, index) => index + piece * 1000))),
    );
    const elements = numericOf(modelBytes(initializer('t', elementTypeCode('int32'), [3000], ...pieces)));
    expect(Array.from(readNumbers(elements, 990, 1020) as Int32Array)).toEqual(
      Array.from({ length: 1020 }, (_, index) => index + 990),
    );
  });
});

describe('a tensor that contradicts itself', () => {
  const float32 = elementTypeCode('float32');

  it('has too few bytes for its shape', () => {
    const bytes = modelBytes(initializer('t', float32, [1000], field(9, new Uint8Array(3996))));
    expect(userErrorOf(() => numericOf(bytes))).toEqual({
      code: 'onnx.truncated-tensor',
      args: { tensor: 't', file: 'tensors.onnx', expected: 4000, actual: 3996 },
    });
  });

  it('has too few or too many varints for its shape', () => {
    const values = Array.from({ length: 2000 }, (_, index) => index * 1000);
    const short = packed('int32', values, 2500);
    expect(userErrorOf(() => readNumbers(short, 1900, 600))).toMatchObject({ args: { expected: 2400, actual: 400 } });
    const long = packed('int32', values, 1500);
    expect(userErrorOf(() => readNumbers(long, 1400, 100))).toMatchObject({ args: { expected: 6000, actual: 8000 } });
  });

  it('has its elements in a field for another type', () => {
    const bytes = modelBytes(initializer('t', float32, [1000], field(7, varints(new Array<number>(1000).fill(1000)))));
    expect(userErrorOf(() => readNumbers(numericOf(bytes), 0, 10)).code).toBe('onnx.wrong-field');
  });
});

describe('other tensors', () => {
  const sparse = (length: number): Uint8Array =>
    modelBytes(
      field(
        15,
        tensorField(1, 't', elementTypeCode('float32'), [2], field(9, bytesOf(Float32Array.of(1.5, -2)))),
        tensorField(2, '', elementTypeCode('int64'), [2], field(7, varints([3, 7]))),
        varintField(3, length),
      ),
    );

  it('are made dense where they are sparse', () => {
    const elements = numericOf(sparse(10));
    expect(Array.from(readNumbers(elements, 2, 6) as Float32Array)).toEqual([0, 1.5, 0, 0, 0, -2]);
  });

  it('are refused where they would be out of all proportion', () => {
    expect(userErrorOf(() => numericOf(sparse(2 ** 28))).code).toBe('onnx.too-sparse');
  });

  it('are texts', () => {
    const bytes = modelBytes(initializer('t', elementTypeCode('string'), [2], field(6, 'ä'), field(6, '')));
    const model = open(bytes);
    expect(storedElements(model, model.graph, 't')).toMatchObject({ kind: 'texts', texts: ['ä', ''] });
  });

  it('are nothing where they are computed', () => {
    const net = new ModelBuilder();
    const model = net.output(net.node('Relu', [net.input('x', [1])], {}, { output: 'y' })).build();
    expect([storedElements(model, model.graph, 'x'), storedElements(model, model.graph, 'y')]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
