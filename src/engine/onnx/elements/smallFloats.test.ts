import { getFloat16 } from '@petamoriken/float16';
import { describe, expect, it } from 'vitest';
import { smallFloats } from './smallFloats.ts';

/** The float16 with these bits. */
function half(bits: number): number {
  const view = new DataView(new ArrayBuffer(2));
  view.setUint16(0, bits);
  return getFloat16(view, 0);
}

const codes = Array.from({ length: 256 }, (_, code) => code);

describe('floats of 8 bits', () => {
  it('e5m2 is the upper half of a float16', () => {
    expect(Array.from(smallFloats('float8e5m2'))).toEqual(codes.map((code) => half(code << 8)));
  });

  it('e4m3fn has the bits of a float16 that is 2^8 times smaller, but for its only NaN', () => {
    const expected = codes.map((code) => {
      if ((code & 0x7f) === 0x7f) return Number.NaN;
      return half(((code & 0x80) << 8) | ((code & 0x7f) << 7)) * 2 ** 8;
    });
    expect(Array.from(smallFloats('float8e4m3fn'))).toEqual(expected);
  });

  it('e4m3fnuz is half of e4m3fn, with one more number and NaN in the place of −0', () => {
    const table = smallFloats('float8e4m3fnuz');
    const finite = smallFloats('float8e4m3fn');
    for (const code of codes) {
      if (code === 0x80) expect(table[code]).toBeNaN();
      else if ((code & 0x7f) === 0x7f) expect(Math.abs(table[code]!)).toBe(240);
      else expect(table[code]).toBe(finite[code]! / 2);
    }
  });

  it('e5m2fnuz is half of e5m2 where that is finite, and goes on to 57344', () => {
    const table = smallFloats('float8e5m2fnuz');
    const ieee = smallFloats('float8e5m2');
    for (const code of codes) {
      if (code === 0x80) expect(table[code]).toBeNaN();
      else if (Number.isFinite(ieee[code]!)) expect(table[code]).toBe(ieee[code]! / 2);
    }
    expect([0x7c, 0x7d, 0x7e, 0x7f, 0xff].map((code) => table[code])).toEqual([32768, 40960, 49152, 57344, -57344]);
  });

  it('e8m0 is a power of two', () => {
    const table = smallFloats('float8e8m0');
    expect([0, 1, 126, 127, 128, 254].map((code) => Math.log2(table[code]!))).toEqual([-127, -126, -1, 0, 1, 127]);
    expect(table[255]).toBeNaN();
  });
});

it('floats of 4 bits are those of the microscaling formats', () => {
  const magnitudes = [0, 0.5, 1, 1.5, 2, 3, 4, 6];
  expect(Array.from(smallFloats('float4e2m1'))).toEqual([...magnitudes, ...magnitudes.map((each) => -each)]);
});
