import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ErrorSums } from './errorSums.ts';

function sumsOf(...pairs: readonly (readonly [readonly number[], readonly number[]])[]): ErrorSums {
  const sums = new ErrorSums();
  for (const [measured, reference] of pairs) sums.add(measured, reference);
  return sums;
}

describe('ErrorSums', () => {
  it('gives the closed forms', () => {
    const sums = sumsOf([
      [3, 4],
      [3, 5],
    ]);
    expect(sums.sqnr()).toBeCloseTo(10 * Math.log10(34 / 1), 12);
    expect(sums.cosine()).toBeCloseTo((9 + 20) / (Math.sqrt(34) * 5), 12);
    expect(sums.maximumError()).toBe(1);
  });

  it('is the signal-to-noise ratio of uniform quantization: about 6.02 dB for each bit', () => {
    const signal = Array.from({ length: 100_001 }, (_, index) => (index - 50_000) / 50_000);
    const step = 2 / 256;
    const sqnr = sumsOf([signal.map((value) => Math.round(value / step) * step), signal]).sqnr();
    // A full-range ramp has power 1/3 and the noise step²/12: 20·log₁₀(256).
    expect(sqnr).toBeCloseTo(20 * Math.log10(256), 1);
  });

  it('does not depend on how the values are cut into runs', () => {
    const values = fc.array(
      fc.tuple(fc.float({ noNaN: true, min: -100, max: 100 }), fc.float({ noNaN: true, min: -100, max: 100 })),
      {
        minLength: 2,
      },
    );
    fc.assert(
      fc.property(values, fc.nat(), (pairs, at) => {
        const cut = at % pairs.length;
        const part = (from: number, to: number): readonly [number[], number[]] => [
          pairs.slice(from, to).map(([own]) => own),
          pairs.slice(from, to).map(([, wanted]) => wanted),
        ];
        const whole = sumsOf(part(0, pairs.length));
        const parts = sumsOf(part(0, cut), part(cut, pairs.length));
        expect([parts.sqnr(), parts.cosine(), parts.maximumError()]).toEqual([
          whole.sqnr(),
          whole.cosine(),
          whole.maximumError(),
        ]);
      }),
    );
  });

  it('is infinite where nothing differs, whatever the values', () => {
    for (const values of [[1, 2], [0, 0], [], [NaN, Infinity, -Infinity, 1]]) {
      const sums = sumsOf([values, values]);
      expect([sums.sqnr(), sums.cosine(), sums.maximumError()]).toEqual([Infinity, 1, 0]);
    }
    expect(sumsOf([[0], [-0]]).sqnr()).toBe(Infinity);
  });

  it('is as bad as can be where a value became something else than a number', () => {
    for (const [own, wanted] of [
      [NaN, 1],
      [Infinity, 1],
      [1, NaN],
      [Infinity, -Infinity],
      [Infinity, NaN],
    ] as const) {
      const sums = sumsOf([
        [1, own],
        [1, wanted],
      ]);
      expect([sums.sqnr(), sums.cosine(), sums.maximumError()]).toEqual([-Infinity, 0, Infinity]);
    }
    expect(sumsOf([[1, 2], [1]]).sqnr()).toBe(-Infinity);
  });

  it('has answers for signals of nothing', () => {
    expect(sumsOf([[1], [0]]).sqnr()).toBe(-Infinity);
    expect(sumsOf([[1], [0]]).cosine()).toBe(0);
    expect(sumsOf([[0], [1]]).sqnr()).toBe(0);
    expect(sumsOf([[-2], [2]]).cosine()).toBe(-1);
  });
});
