import { describe, expect, it } from 'vitest';
import { Random } from '../../../test/fixtures/random.ts';
import { userErrorOf } from '../../../test/fixtures/userErrorOf.ts';
import {
  field,
  fixed32Field,
  fixed64Field,
  initializer,
  modelBytes,
  varintField,
  varints,
} from '../../../test/fixtures/wire.ts';
import { MemoryBytes } from './byteSource.ts';
import { type ElementType, bitsPerElement, byteLength, elementTypeCode, elementTypeOf } from './elementType.ts';
import { openModel } from './open.ts';
import { bytesOf, type DenseTensor, type TensorData } from './tensor.ts';

type NumericType = Exclude<ElementType, 'string'>;
type NumericData = Exclude<TensorData, readonly string[]>;

type Layout = readonly [number, (bytes: ArrayBuffer) => NumericData];

const bytes: Layout = [5, (buffer) => new Uint8Array(buffer)];

/** Field and array of each type, as onnx.proto has them; small types share int32_data. */
const layouts: Readonly<Record<NumericType, Layout>> = {
  float32: [4, (buffer) => new Float32Array(buffer)],
  complex64: [4, (buffer) => new Float32Array(buffer)],
  float64: [10, (buffer) => new Float64Array(buffer)],
  complex128: [10, (buffer) => new Float64Array(buffer)],
  int64: [7, (buffer) => new BigInt64Array(buffer)],
  uint64: [11, (buffer) => new BigUint64Array(buffer)],
  uint32: [11, (buffer) => new Uint32Array(buffer)],
  int32: [5, (buffer) => new Int32Array(buffer)],
  int16: [5, (buffer) => new Int16Array(buffer)],
  uint16: [5, (buffer) => new Uint16Array(buffer)],
  float16: [5, (buffer) => new Uint16Array(buffer)],
  bfloat16: [5, (buffer) => new Uint16Array(buffer)],
  int8: [5, (buffer) => new Int8Array(buffer)],
  uint8: bytes,
  bool: bytes,
  int4: bytes,
  uint4: bytes,
  int2: bytes,
  uint2: bytes,
  float4e2m1: bytes,
  float8e4m3fn: bytes,
  float8e4m3fnuz: bytes,
  float8e5m2: bytes,
  float8e5m2fnuz: bytes,
  float8e8m0: bytes,
};

const types = Object.keys(layouts) as readonly NumericType[];

/** Random elements; floats are numbers, so that they come through a typed field bit for bit. */
function elements(type: NumericType, count: number): NumericData {
  const random = new Random(count);
  const [, make] = layouts[type];
  const data = make(new ArrayBuffer(byteLength(type, count)));
  for (let index = 0; index < data.length; index++) {
    if (data instanceof Float32Array || data instanceof Float64Array) data[index] = random.normal();
    else if (data instanceof BigInt64Array || data instanceof BigUint64Array)
      data[index] = (BigInt(random.bits()) << 32n) | BigInt(random.bits() >>> 0);
    else data[index] = random.bits();
  }
  return data;
}

function packed(type: NumericType, data: NumericData): Uint8Array {
  const [number] = layouts[type];
  const isFloat = number === 4 || number === 10;
  return field(number, isFloat ? bytesOf(data) : varints(Array.from(data as ArrayLike<number | bigint>)));
}

function unpacked(type: NumericType, data: NumericData): Uint8Array {
  const [number] = layouts[type];
  const one = (value: number | bigint): Uint8Array => {
    if (number === 4) return fixed32Field(number, Number(value));
    return number === 10 ? fixed64Field(number, Number(value)) : varintField(number, BigInt.asIntN(64, BigInt(value)));
  };
  return Buffer.concat(Array.from(data as ArrayLike<number | bigint>, one));
}

function read(bytes: Uint8Array, tensor = 'w'): DenseTensor {
  const model = openModel(new MemoryBytes('typed.onnx', bytes));
  return model.read(model.graph.initializer(tensor)!);
}

const encodings = {
  'raw data': (_: NumericType, data: NumericData) => field(9, bytesOf(data)),
  'a packed field': packed,
  'a field for each element': unpacked,
  'a packed field in two parts': (type: NumericType, data: NumericData) => {
    const half = Math.floor(data.length / 2);
    return Buffer.concat([packed(type, data.slice(0, half)), packed(type, data.slice(half))]);
  },
};

describe('elements', () => {
  it('are of every type of the format', () => {
    const all = Array.from({ length: 26 }, (_, code) => elementTypeOf(code + 1));
    expect(new Set(all)).toEqual(new Set([...types, 'string']));
    expect(elementTypeOf(0)).toBeUndefined();
    expect(elementTypeOf(27)).toBeUndefined();
  });

  for (const type of types) {
    for (const [encoding, write] of Object.entries(encodings)) {
      for (const dims of [[7], [3, 1001], [0, 5], []]) {
        it(`of ${type} [${dims.join('×')}] are read from ${encoding}`, () => {
          const count = dims.reduce((product, dim) => product * dim, 1);
          const data = elements(type, count);
          const bytes = modelBytes(initializer('w', elementTypeCode(type), dims, write(type, data)));
          const tensor = read(bytes);
          expect(tensor).toMatchObject({ type, dims });
          expect(tensor.data.constructor).toBe(data.constructor);
          expect(Buffer.compare(bytesOf(tensor.data as NumericData), bytesOf(data))).toBe(0);
        });
      }
    }
  }

  it('may be texts', () => {
    const texts = ['', 'größer', 'x'.repeat(3000)];
    const bytes = modelBytes(initializer('w', elementTypeCode('string'), [3], ...texts.map((each) => field(6, each))));
    expect(read(bytes)).toEqual({ type: 'string', dims: [3], data: texts });
  });

  it('are aligned wherever they lie in the file', () => {
    for (let shift = 0; shift < 8; shift++) {
      const data = elements('float64', 500);
      const bytes = modelBytes(
        field(10, 'x'.repeat(shift)),
        initializer('w', elementTypeCode('float64'), [500], field(9, bytesOf(data))),
      );
      expect(read(bytes).data).toEqual(data);
    }
  });
});

describe('a damaged tensor', () => {
  const float32 = elementTypeCode('float32');
  for (const type of types) {
    it(`of ${type} with too many or too few elements is refused`, () => {
      for (const write of Object.values(encodings)) {
        const given = write(type, elements(type, 4000));
        for (const dims of [[4008], [3992], [2 ** 40]]) {
          const { code, args } = userErrorOf(() =>
            read(modelBytes(initializer('w', elementTypeCode(type), dims, given))),
          );
          expect(code).toBe('onnx.truncated-tensor');
          expect(args).toMatchObject({ tensor: 'w', file: 'typed.onnx', expected: byteLength(type, dims[0]!) });
        }
      }
    });
  }

  it('with impossible dimensions is refused', () => {
    for (const dims of [[-1], [2 ** 50], [2 ** 30, 2 ** 30], [2 ** 62, 0]]) {
      expect(userErrorOf(() => read(modelBytes(initializer('w', float32, dims)))).code).toBe('onnx.bad-dimensions');
    }
  });

  it('with an unknown element type is refused', () => {
    for (const code of [0, 27, -1]) {
      expect(
        userErrorOf(() => read(modelBytes(initializer('w', code, [1], field(9, new Uint8Array(4)))))),
      ).toMatchObject({
        code: 'onnx.bad-element-type',
        args: { tensor: 'w', code },
      });
    }
  });

  it('with elements in the field of another type is refused', () => {
    const doubles = field(10, bytesOf(new Float64Array(1000)));
    for (const type of ['float32', 'int64', 'int32', 'uint8'] as const) {
      const bytes = modelBytes(initializer('w', elementTypeCode(type), [8000 / (bitsPerElement(type) / 8)], doubles));
      expect(userErrorOf(() => read(bytes)).code).toBe('onnx.wrong-field');
    }
    const few = field(10, bytesOf(new Float64Array(2)));
    expect(userErrorOf(() => read(modelBytes(initializer('w', float32, [4], few)))).code).toBe('onnx.truncated-tensor');
  });

  it('with texts missing is refused', () => {
    const bytes = modelBytes(initializer('w', elementTypeCode('string'), [2], field(6, 'one')));
    expect(userErrorOf(() => read(bytes))).toMatchObject({
      code: 'onnx.truncated-tensor',
      args: { expected: 2, actual: 1 },
    });
  });

  it('with two payloads is refused', () => {
    const large = new Uint8Array(4000);
    const combinations = [
      [field(9, large), field(4, large)],
      [field(4, large.subarray(0, 4)), field(9, large)],
      [fixed32Field(4, 1), field(9, large)],
      [field(9, large), fixed32Field(4, 1)],
    ];
    for (const given of combinations) {
      expect(userErrorOf(() => read(modelBytes(initializer('w', float32, [1000], ...given))))).toMatchObject({
        code: 'onnx.malformed',
        args: { reason: { code: 'onnx.bytes-two-payloads' } },
      });
    }
  });
});
