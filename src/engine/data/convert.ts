import { getFloat16, setFloat16 } from '@petamoriken/float16';
import { userError } from '../../protocol/userError.ts';
import type { ElementType } from '../onnx/elementType.ts';
import type { TensorData } from '../onnx/tensor.ts';

/** Which values are converted for which input, for messages. */
export interface Conversion {
  /** What the values were read from. */
  readonly array: string;
  readonly input: string;
  readonly from: ElementType;
  readonly to: ElementType;
}

type Numbers = Exclude<TensorData, readonly string[] | BigInt64Array | BigUint64Array>;

const integers: ReadonlySet<ElementType> = new Set<ElementType>([
  'bool',
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
]);
const floats: ReadonlySet<ElementType> = new Set<ElementType>(['float16', 'float32', 'float64']);

/**
 * Refuses a conversion that could not keep what the values mean: text, floats into integers, types without arithmetic.
 * @throws UserError `data.type-mismatch`
 */
export function requireConvertible({ array, input, from, to }: Conversion): void {
  const possible = from === to || (integers.has(from) && (integers.has(to) || floats.has(to))) || bothFloat(from, to);
  if (!possible) throw userError('data.type-mismatch', { array, input, from, to });
}

/**
 * The same values in the element type that the model takes. Integers stay exactly what they are, floats are rounded to
 * the nearest; the elements themselves are returned where nothing is to do.
 * @throws UserError `data.type-mismatch`, or `data.value-out-of-range` for a value that the type of the input does not have
 */
export function convertElements(data: TensorData, conversion: Conversion): TensorData {
  const { from, to } = conversion;
  requireConvertible(conversion);
  if (from === to) return data;
  const numbers = toNumbers(data, conversion);
  const exact = integers.has(from);
  switch (to) {
    case 'float32':
      return checked(new Float32Array(numbers), numbers, exact, conversion);
    case 'float64':
      return checked(new Float64Array(numbers), numbers, exact, conversion);
    case 'float16':
      return toFloat16(numbers, exact, conversion);
    case 'bool':
      return checkedBool(numbers, conversion);
    case 'int8':
      return checked(new Int8Array(numbers), numbers, exact, conversion);
    case 'uint8':
      return checked(new Uint8Array(numbers), numbers, exact, conversion);
    case 'int16':
      return checked(new Int16Array(numbers), numbers, exact, conversion);
    case 'uint16':
      return checked(new Uint16Array(numbers), numbers, exact, conversion);
    case 'int32':
      return checked(new Int32Array(numbers), numbers, exact, conversion);
    case 'uint32':
      return checked(new Uint32Array(numbers), numbers, exact, conversion);
    case 'int64':
      return BigInt64Array.from(numbers as ArrayLike<number>, BigInt);
    case 'uint64':
      return unsigned(numbers, conversion);
    default:
      throw userError('data.type-mismatch', conversionNames(conversion));
  }
}

/** Float16 bits as numbers. */
export function fromFloat16(bits: Uint16Array): Float32Array {
  const view = new DataView(bits.buffer, bits.byteOffset, bits.byteLength);
  return Float32Array.from(bits, (_, index) => getFloat16(view, 2 * index, true));
}

function bothFloat(from: ElementType, to: ElementType): boolean {
  return floats.has(from) && floats.has(to);
}

function toNumbers(data: TensorData, conversion: Conversion): Numbers {
  if (conversion.from === 'float16') return fromFloat16(data as Uint16Array);
  if (!(data instanceof BigInt64Array || data instanceof BigUint64Array)) return data as Numbers;
  return Float64Array.from(data as ArrayLike<bigint>, (value) => {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw outOfRange(value, conversion);
    return number;
  });
}

function toFloat16(numbers: Numbers, exact: boolean, conversion: Conversion): Uint16Array {
  const bits = new Uint16Array(numbers.length);
  const view = new DataView(bits.buffer);
  for (let index = 0; index < numbers.length; index++) setFloat16(view, 2 * index, numbers[index] ?? 0, true);
  checked(fromFloat16(bits), numbers, exact, conversion);
  return bits;
}

/** Integers must be equal; floats may be rounded, but not from finite to infinite. */
function checked<T extends Numbers>(converted: T, numbers: Numbers, exact: boolean, conversion: Conversion): T {
  for (let index = 0; index < numbers.length; index++) {
    const before = numbers[index] ?? 0;
    const after = converted[index] ?? 0;
    const kept = exact ? before === after : Number.isFinite(after) || !Number.isFinite(before);
    if (!kept) throw outOfRange(before, conversion);
  }
  return converted;
}

function checkedBool(numbers: Numbers, conversion: Conversion): Uint8Array {
  for (const value of numbers) if (value !== 0 && value !== 1) throw outOfRange(value, conversion);
  return new Uint8Array(numbers);
}

function unsigned(numbers: Numbers, conversion: Conversion): BigUint64Array {
  for (const value of numbers) if (value < 0) throw outOfRange(value, conversion);
  return BigUint64Array.from(numbers as ArrayLike<number>, BigInt);
}

function outOfRange(value: number | bigint, conversion: Conversion): Error {
  return userError('data.value-out-of-range', { ...conversionNames(conversion), value: String(value) });
}

function conversionNames({ array, input, from, to }: Conversion): {
  array: string;
  input: string;
  from: ElementType;
  to: ElementType;
} {
  return { array, input, from, to };
}
