import { describe, expect, it } from 'vitest';
import { Random } from '../../../test/fixtures/random.ts';
import { fitInto, realsOf, type RealType, storeReals } from './reals.ts';

const halfTypes = ['float16', 'bfloat16'] as const satisfies readonly RealType[];
const everyPattern = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);

/** The value of a number of 16 bits, from the definition of its format. */
function decode(bits: number, exponentBits: number): number {
  const fractionBits = 15 - exponentBits;
  const exponent = (bits >> fractionBits) & (2 ** exponentBits - 1);
  const fraction = (bits & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  const sign = bits >= 0x8000 ? -1 : 1;
  if (exponent === 2 ** exponentBits - 1) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias));
}

describe('float types', () => {
  for (const type of halfTypes) {
    const exponentBits = type === 'float16' ? 5 : 8;

    it(`widen every ${type} exactly and store it as it was`, () => {
      const values = realsOf({ type, dims: [2 ** 16], data: everyPattern });
      expect([...values]).toEqual([...everyPattern].map((bits) => decode(bits, exponentBits)));
      const stored = storeReals(type, values);
      const changed = everyPattern.filter((bits) => {
        const back = Number(stored[bits]);
        return Number.isNaN(values[bits]) ? !Number.isNaN(decode(back, exponentBits)) : back !== bits;
      });
      expect([...changed]).toEqual([]);
    });

    it(`round float64 to the nearest ${type}, ties to even`, () => {
      const positive = Array.from({ length: 2 ** 15 }, (_, bits) => decode(bits, exponentBits)).filter(Number.isFinite);
      const random = new Random(1);
      const samples: number[] = [];
      for (let count = 0; count < 5000; count++) {
        const at = random.integer(positive.length - 1);
        const [low = 0, high = 0] = [positive[at], positive[at + 1]];
        const middle = (low + high) / 2;
        samples.push(middle, middle * (1 + 2 ** -50), middle * (1 - 2 ** -50), low + (high - low) * random.uniform());
      }
      const stored = storeReals(type, Float64Array.from(samples));
      const wrong = samples.filter((value, index) => {
        const bits = Number(stored[index]);
        const distance = (each: number): number => Math.abs(decode(Math.max(0, each), exponentBits) - value);
        const [below, at, above] = [distance(bits - 1), distance(bits), distance(bits + 1)];
        return at > Math.min(below, above) || (bits % 2 === 1 && (at === below || at === above));
      });
      expect(wrong).toEqual([]);
    });
  }

  it('are seen as they lie where they are numbers of the language', () => {
    const single = Float32Array.of(1, 2);
    expect(realsOf({ type: 'float32', dims: [2], data: single })).toBe(single);
    expect(storeReals('float32', single)).toBe(single);
    expect(storeReals('float64', single)).toEqual(Float64Array.of(1, 2));
  });

  it('say what would become infinite in them', () => {
    const limits: readonly (readonly [RealType, number, number])[] = [
      ['float16', 65519.99, 65520],
      ['bfloat16', 3.3961775e38, 3.3961776e38],
      ['float32', 3.4028235e38, 3.4028236e38],
      ['float64', Number.MAX_VALUE, Infinity],
    ];
    for (const [type, inside, outside] of limits) {
      for (const sign of [1, -1]) {
        expect(fitInto(type, Float64Array.of(0, sign * inside))).toBe(true);
        expect(fitInto(type, Float64Array.of(0, sign * outside))).toBe(false);
        const isInfinite = [inside, outside].map((value) => {
          const [number] = realsOf({ type, dims: [1], data: storeReals(type, Float64Array.of(sign * value)) });
          return Math.abs(number ?? 0) === Infinity;
        });
        expect(isInfinite).toEqual([false, true]);
      }
      expect(fitInto(type, Float64Array.of(NaN))).toBe(false);
    }
  });
});
