import type { ElementType } from '../elementType.ts';

/** Floats of 8 and 4 bits. */
export type SmallFloat =
  'float8e4m3fn' | 'float8e4m3fnuz' | 'float8e5m2' | 'float8e5m2fnuz' | 'float8e8m0' | 'float4e2m1';

interface Format {
  readonly exponentBits: number;
  readonly mantissaBits: number;
  readonly bias: number;
  /**
   * `ieee`: the highest exponent is for infinity and NaN. `fn`: finite, but all ones is NaN. `fnuz`: finite, and negative
   * zero is NaN. `none`: all codes are numbers.
   */
  readonly special: 'ieee' | 'fn' | 'fnuz' | 'none';
}

/** ONNX documentation, "Float stored in 8 bits" and "4 bit types"; OCP Microscaling Formats 1.0 for e2m1. */
const formats: Readonly<Record<Exclude<SmallFloat, 'float8e8m0'>, Format>> = {
  float8e4m3fn: { exponentBits: 4, mantissaBits: 3, bias: 7, special: 'fn' },
  float8e4m3fnuz: { exponentBits: 4, mantissaBits: 3, bias: 8, special: 'fnuz' },
  float8e5m2: { exponentBits: 5, mantissaBits: 2, bias: 15, special: 'ieee' },
  float8e5m2fnuz: { exponentBits: 5, mantissaBits: 2, bias: 16, special: 'fnuz' },
  float4e2m1: { exponentBits: 2, mantissaBits: 1, bias: 1, special: 'none' },
};

const tables = new Map<SmallFloat, Float32Array>();

export function isSmallFloat(type: ElementType): type is SmallFloat {
  return type === 'float8e8m0' || type in formats;
}

/** The numbers of a type, by their codes. */
export function smallFloats(type: SmallFloat): Float32Array {
  const known = tables.get(type);
  if (known !== undefined) return known;
  const table = type === 'float8e8m0' ? powersOfTwo() : tableOf(formats[type]);
  tables.set(type, table);
  return table;
}

function tableOf({ exponentBits, mantissaBits, bias, special }: Format): Float32Array {
  const bits = 1 + exponentBits + mantissaBits;
  const topExponent = 2 ** exponentBits - 1;
  const topMantissa = 2 ** mantissaBits - 1;
  return Float32Array.from({ length: 2 ** bits }, (_, code) => {
    const negative = code >= 2 ** (bits - 1);
    const exponent = (code >>> mantissaBits) & topExponent;
    const mantissa = code & topMantissa;
    const fraction = mantissa / 2 ** mantissaBits;
    if (special === 'fnuz' && negative && exponent === 0 && mantissa === 0) return Number.NaN;
    if (special === 'fn' && exponent === topExponent && mantissa === topMantissa) return Number.NaN;
    if (special === 'ieee' && exponent === topExponent) {
      if (mantissa > 0) return Number.NaN;
      return negative ? -Infinity : Infinity;
    }
    const magnitude = exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias);
    return negative ? -magnitude : magnitude;
  });
}

/** E8M0: no sign and no mantissa; all ones is NaN. */
function powersOfTwo(): Float32Array {
  return Float32Array.from({ length: 256 }, (_, code) => (code === 255 ? Number.NaN : 2 ** (code - 127)));
}
