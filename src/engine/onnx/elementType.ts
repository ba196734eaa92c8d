/** ONNX element types by their code in the file (`TensorProto.DataType`), under the names onnxruntime uses where it has them. */
const codes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  complex64: 14,
  complex128: 15,
  bfloat16: 16,
  float8e4m3fn: 17,
  float8e4m3fnuz: 18,
  float8e5m2: 19,
  float8e5m2fnuz: 20,
  uint4: 21,
  int4: 22,
  float4e2m1: 23,
  float8e8m0: 24,
  uint2: 25,
  int2: 26,
} as const;

export type ElementType = keyof typeof codes;

const names = new Map<number, ElementType>(Object.entries(codes).map(([name, code]) => [code, name as ElementType]));

const bits: Readonly<Record<ElementType, number>> = {
  float32: 32,
  uint8: 8,
  int8: 8,
  uint16: 16,
  int16: 16,
  int32: 32,
  int64: 64,
  string: 0,
  bool: 8,
  float16: 16,
  float64: 64,
  uint32: 32,
  uint64: 64,
  complex64: 64,
  complex128: 128,
  bfloat16: 16,
  float8e4m3fn: 8,
  float8e4m3fnuz: 8,
  float8e5m2: 8,
  float8e5m2fnuz: 8,
  uint4: 4,
  int4: 4,
  float4e2m1: 4,
  float8e8m0: 8,
  uint2: 2,
  int2: 2,
};

/** The element type with this code in the file, or undefined where the format has none. */
export function elementTypeOf(code: number): ElementType | undefined {
  return names.get(code);
}

/** The code of an element type in the file. */
export function elementTypeCode(type: ElementType): number {
  return codes[type];
}

/** Bits of one element in `raw_data`; 0 for strings, which have no fixed size. */
export function bitsPerElement(type: ElementType): number {
  return bits[type];
}

/** Bytes that `count` elements take in `raw_data`: types below 8 bits are packed, the last byte padded. */
export function byteLength(type: ElementType, count: number): number {
  return Math.ceil((count * bits[type]) / 8);
}

const floating: ReadonlySet<ElementType> = new Set<ElementType>(['float32', 'float16', 'bfloat16', 'float64']);

/** Whether the type holds real numbers that a quantizer could make smaller. */
export function isFloat(type: ElementType): boolean {
  return floating.has(type);
}
