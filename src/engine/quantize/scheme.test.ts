import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  UnusableRangeError,
  integerLimits,
  isZeroRange,
  parametersFromRange,
  roundHalfToEven,
  type QuantizedType,
} from './scheme.ts';

/** Rounds a finite float64 exactly, as the fraction of two integers that it is. */
function roundByFractions(value: number): number {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(value));
  const exponent = bits.getUint16(0) >> 4;
  const fraction = bits.getBigUint64(0) & 0xfffffffffffffn;
  const numerator = exponent === 0 ? fraction : fraction | (1n << 52n);
  const shift = Math.max(1, exponent) - 1075;
  if (shift >= 0) return value;
  const denominator = 1n << BigInt(-shift);
  let quotient = numerator / denominator;
  const doubled = 2n * (numerator % denominator);
  if (doubled > denominator || (doubled === denominator && quotient % 2n === 1n)) quotient++;
  return Math.sign(value) * Number(quotient);
}

describe('roundHalfToEven', () => {
  test.each([
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [-0.5, 0],
    [-1.5, -2],
    [-2.5, -2],
    [0.49999999999999994, 0],
    [0.5000000000000001, 1],
    [4503599627370495.5, 4503599627370496],
    [4503599627370494.5, 4503599627370494],
    [-4503599627370495.5, -4503599627370496],
    [2 ** 53 + 2, 2 ** 53 + 2],
    [Infinity, Infinity],
    [-Infinity, -Infinity],
  ])('%d becomes %d', (value, rounded) => {
    expect(roundHalfToEven(value) + 0).toBe(rounded);
  });

  test('keeps NaN', () => {
    expect(roundHalfToEven(NaN)).toBeNaN();
  });

  test('agrees with exact fractions', () => {
    const halves = fc.integer({ min: -(2 ** 52), max: 2 ** 52 }).map((n) => n / 2);
    fc.assert(
      fc.property(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), halves), (value) => {
        expect(roundHalfToEven(value) + 0).toBe(roundByFractions(value) + 0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('integerLimits', () => {
  test('are those of the type, without its lowest value if symmetric and one bit less if reduced', () => {
    expect(integerLimits('int8')).toEqual({ min: -128, max: 127 });
    expect(integerLimits('int8', { symmetric: true })).toEqual({ min: -127, max: 127 });
    expect(integerLimits('uint8', { symmetric: true })).toEqual({ min: 0, max: 255 });
    expect(integerLimits('uint8', { reduced: true })).toEqual({ min: 0, max: 127 });
    expect(integerLimits('int4', { symmetric: true })).toEqual({ min: -8, max: 7 });
    expect(integerLimits('int32', { symmetric: true, reduced: true })).toEqual({ min: -2147483647, max: 2147483647 });
  });

  test('of reduced int8 are the widest whose products with uint8 never overflow 16 bits in pairs', () => {
    const { min, max } = integerLimits('int8', { reduced: true, symmetric: true });
    expect(2 * 255 * max).toBeLessThanOrEqual(32767);
    expect(2 * 255 * min).toBeGreaterThanOrEqual(-32768);
    expect(2 * 255 * (max + 1)).toBeGreaterThan(32767);
  });
});

/** Type, symmetric, reduced, range, and the scale and zero point of onnxruntime 1.30's Python quantizer for it. */
const REFERENCE: readonly (readonly [QuantizedType, boolean, boolean, number, number, number, number])[] = [
  ['uint8', false, false, -1.2345000505447388, 2.5, 0.014645097777247429, 84],
  ['uint8', false, false, 0.0, 6.0, 0.0235294122248888, 0],
  ['uint8', false, false, 0.5, 3.75, 0.014705882407724857, 0],
  ['uint8', false, false, -7.25, -0.5, 0.028431372717022896, 255],
  ['uint8', false, false, -0.0010000000474974513, 1000.0, 3.92157244682312, 0],
  ['uint8', false, false, -3.8399999141693115, 50.0, 0.21113725006580353, 18],
  ['uint8', false, false, -1.0, 1.0, 0.007843137718737125, 128],
  ['uint8', false, false, 0.0, 0.0, 1.0, 0],
  ['uint8', false, false, 0.0, 9.99994610111476e-41, 1.0, 0],
  ['uint8', false, false, -0.30000001192092896, 0.10000000149011612, 0.0015686274273321033, 191],
  ['uint8', false, false, -127.0, 127.0, 0.9960784316062927, 128],
  ['uint8', false, false, 0.10000000149011612, 0.10000000149011612, 0.0003921568568330258, 0],
  ['uint8', false, true, -1.2345000505447388, 2.5, 0.029405511915683746, 42],
  ['uint8', false, true, 0.0, 6.0, 0.04724409431219101, 0],
  ['uint8', false, true, 0.5, 3.75, 0.029527559876441956, 0],
  ['uint8', false, true, -7.25, -0.5, 0.05708661302924156, 127],
  ['uint8', true, false, -1.2345000505447388, 2.5, 0.019607843831181526, 128],
  ['uint8', true, false, 0.0, 6.0, 0.0470588244497776, 128],
  ['uint8', true, false, 0.5, 3.75, 0.029411764815449715, 128],
  ['uint8', true, false, -0.0010000000474974513, 1000.0, 7.843137264251709, 128],
  ['uint8', true, false, -3.8399999141693115, 50.0, 0.3921568691730499, 128],
  ['uint8', true, false, -1.0, 1.0, 0.007843137718737125, 128],
  ['uint8', true, false, -0.30000001192092896, 0.10000000149011612, 0.0023529413156211376, 128],
  ['uint8', true, false, -127.0, 127.0, 0.9960784316062927, 128],
  ['uint8', true, false, 0.10000000149011612, 0.10000000149011612, 0.0007843137136660516, 128],
  ['int8', false, false, -1.2345000505447388, 2.5, 0.014645097777247429, -44],
  ['int8', false, false, 0.0, 6.0, 0.0235294122248888, -128],
  ['int8', false, false, 0.5, 3.75, 0.014705882407724857, -128],
  ['int8', false, false, -7.25, -0.5, 0.028431372717022896, 127],
  ['int8', false, false, -0.0010000000474974513, 1000.0, 3.92157244682312, -128],
  ['int8', false, false, -3.8399999141693115, 50.0, 0.21113725006580353, -110],
  ['int8', false, false, -1.0, 1.0, 0.007843137718737125, 0],
  ['int8', false, false, 0.0, 0.0, 1.0, 0],
  ['int8', false, false, 0.0, 9.99994610111476e-41, 1.0, 0],
  ['int8', false, false, -0.30000001192092896, 0.10000000149011612, 0.0015686274273321033, 63],
  ['int8', false, false, -127.0, 127.0, 0.9960784316062927, 0],
  ['int8', false, false, 0.10000000149011612, 0.10000000149011612, 0.0003921568568330258, -128],
  ['int8', false, true, -1.2345000505447388, 2.5, 0.029175780713558197, -22],
  ['int8', false, true, 0.0, 6.0, 0.046875, -64],
  ['int8', false, true, 0.5, 3.75, 0.029296875, -64],
  ['int8', false, true, -7.25, -0.5, 0.056640625, 64],
  ['int8', true, false, -1.2345000505447388, 2.5, 0.019685039296746254, 0],
  ['int8', true, false, 0.0, 6.0, 0.04724409431219101, 0],
  ['int8', true, false, 0.5, 3.75, 0.029527559876441956, 0],
  ['int8', true, false, -0.0010000000474974513, 1000.0, 7.874015808105469, 0],
  ['int8', true, false, -3.8399999141693115, 50.0, 0.3937007784843445, 0],
  ['int8', true, false, -1.0, 1.0, 0.007874015718698502, 0],
  ['int8', true, false, 0.0, 0.0, 1.0, 0],
  ['int8', true, false, 0.0, 9.99994610111476e-41, 1.0, 0],
  ['int8', true, false, -0.30000001192092896, 0.10000000149011612, 0.0023622047156095505, 0],
  ['int8', true, false, -127.0, 127.0, 1.0, 0],
  ['int8', true, false, 0.10000000149011612, 0.10000000149011612, 0.0007874015718698502, 0],
  ['int8', true, true, -1.2345000505447388, 2.5, 0.0390625, 0],
  ['int8', true, true, 0.0, 6.0, 0.09375, 0],
  ['int8', true, true, 0.5, 3.75, 0.05859375, 0],
  ['int8', true, true, -7.25, -0.5, 0.11328125, 0],
  ['uint16', false, false, -1.2345000505447388, 2.5, 5.698481618310325e-5, 21664],
  ['uint16', false, false, 0.0, 6.0, 9.155413135886192e-5, 0],
  ['uint16', false, false, 0.5, 3.75, 5.72213320992887e-5, 0],
  ['uint16', false, false, -7.25, -0.5, 0.00011062790872529149, 65535],
  ['uint16', true, false, -1.2345000505447388, 2.5, 7.629510946571827e-5, 32768],
  ['uint16', true, false, 0.0, 6.0, 0.00018310826271772385, 32768],
  ['uint16', true, false, 0.5, 3.75, 0.0001144426641985774, 32768],
  ['uint16', true, false, -7.25, -0.5, 0.00022125581745058298, 32768],
  ['int16', true, false, -1.2345000505447388, 2.5, 7.629627361893654e-5, 0],
  ['int16', true, false, 0.0, 6.0, 0.0001831110566854477, 0],
  ['int16', true, false, 0.5, 3.75, 0.00011444441042840481, 0],
  ['int16', true, false, -7.25, -0.5, 0.00022125919349491596, 0],
  ['int16', true, true, -1.2345000505447388, 2.5, 0.000152587890625, 0],
  ['int16', true, true, 0.0, 6.0, 0.0003662109375, 0],
  ['int16', true, true, 0.5, 3.75, 0.0002288818359375, 0],
  ['int16', true, true, -7.25, -0.5, 0.0004425048828125, 0],
  ['uint4', false, false, -1.2345000505447388, 2.5, 0.24896666407585144, 5],
  ['uint4', false, false, 0.0, 6.0, 0.4000000059604645, 0],
  ['uint4', false, false, 0.5, 3.75, 0.25, 0],
  ['uint4', false, false, -7.25, -0.5, 0.4833333194255829, 15],
  ['uint4', true, true, -1.2345000505447388, 2.5, 0.7142857313156128, 4],
  ['uint4', true, true, 0.0, 6.0, 1.7142857313156128, 4],
  ['uint4', true, true, 0.5, 3.75, 1.0714285373687744, 4],
  ['uint4', true, true, -7.25, -0.5, 2.0714285373687744, 4],
  ['int4', false, true, -1.2345000505447388, 2.5, 0.5335000157356262, -2],
  ['int4', false, true, 0.0, 6.0, 0.8571428656578064, -4],
  ['int4', false, true, 0.5, 3.75, 0.5357142686843872, -4],
  ['int4', false, true, -7.25, -0.5, 1.0357142686843872, 3],
  ['int4', true, false, -1.2345000505447388, 2.5, 0.3333333432674408, 0],
  ['int4', true, false, 0.0, 6.0, 0.800000011920929, 0],
  ['int4', true, false, 0.5, 3.75, 0.5, 0],
  ['int4', true, false, -7.25, -0.5, 0.9666666388511658, 0],
];

describe('parametersFromRange', () => {
  test.each(REFERENCE)(
    '%s, symmetric %s, reduced %s, [%d, %d]',
    (type, symmetric, reduced, min, max, scale, zeroPoint) => {
      const parameters = parametersFromRange({ min, max }, type, { symmetric, reduced });
      expect(parameters.type).toBe(type);
      expect(parameters.zeroPoint).toBe(zeroPoint);
      // That tool subtracts the bounds in float32, which can cost one unit in the last place.
      expect(Math.abs(parameters.scale - scale)).toBeLessThanOrEqual(scale * 2 ** -23);
      expect(parameters.scale).toBe(Math.fround(parameters.scale));
    },
  );

  test('gives unsigned symmetric tensors one zero point, also where all values are zero', () => {
    for (const range of [
      { min: 0, max: 0 },
      { min: -1e-40, max: 0 },
      { min: -3, max: 1 },
    ]) {
      expect(parametersFromRange(range, 'uint8', { symmetric: true }).zeroPoint).toBe(128);
    }
  });

  test.each([1e-3, 0.1, 1, 1 / 3, 127, 3e38])('puts zero in the middle of [−%d, %d]', (reach) => {
    const bound = Math.fround(reach);
    expect(parametersFromRange({ min: -bound, max: bound }, 'uint8').zeroPoint).toBe(128);
    expect(parametersFromRange({ min: -bound, max: bound }, 'int8').zeroPoint).toBe(0);
  });

  test('is finite over the whole of float32', () => {
    const parameters = parametersFromRange({ min: -3.4e38, max: 3.4e38 }, 'uint8');
    expect(parameters.scale).toBe(Math.fround(6.8e38 / 255));
    expect(parameters.zeroPoint).toBe(128);
  });

  test('takes scale 1 where a scale would not be a normal float32', () => {
    expect(parametersFromRange({ min: 0, max: 0 }, 'int8')).toEqual({ type: 'int8', scale: 1, zeroPoint: 0 });
    expect(parametersFromRange({ min: 0, max: 1e-40 }, 'int8')).toEqual({ type: 'int8', scale: 1, zeroPoint: 0 });
    expect(parametersFromRange({ min: 0, max: 1e-35 }, 'int8').scale).toBe(Math.fround(1e-35 / 255));
    expect(isZeroRange({ min: 0, max: 1e-40 }, 'int8')).toBe(true);
    expect(isZeroRange({ min: 0, max: 1e-35 }, 'int8')).toBe(false);
  });

  test('widens a narrow range upwards to the width asked for', () => {
    expect(parametersFromRange({ min: -1e-6, max: 0 }, 'uint8', { minimumWidth: 1e-4 })).toEqual(
      parametersFromRange({ min: -1e-6, max: 1e-4 - 1e-6 }, 'uint8'),
    );
    expect(parametersFromRange({ min: 0, max: 1 }, 'uint8', { minimumWidth: 1e-4 }).scale).toBe(Math.fround(1 / 255));
  });

  test.each([
    [NaN, 1],
    [0, NaN],
    [-Infinity, 0],
    [0, Infinity],
    [2, 1],
    [0, 1e300],
  ])('refuses [%d, %d]', (min, max) => {
    expect(() => parametersFromRange({ min, max }, 'uint8')).toThrow(UnusableRangeError);
  });

  test('represents zero exactly and every value in the range to half a step', () => {
    const float = fc.float({ noNaN: true, noDefaultInfinity: true, min: -(2 ** 100), max: 2 ** 100 });
    const types = fc.constantFrom<QuantizedType[]>('uint4', 'int4', 'uint8', 'int8', 'uint16', 'int16');
    fc.assert(
      fc.property(
        float,
        float,
        types,
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b, type, symmetric, at) => {
          const range = { min: Math.min(a, b), max: Math.max(a, b) };
          fc.pre(!isZeroRange(range, type, { symmetric }));
          const { scale, zeroPoint } = parametersFromRange(range, type, { symmetric });
          const limits = integerLimits(type, { symmetric });
          expect(Number.isInteger(zeroPoint)).toBe(true);
          expect(zeroPoint).toBeGreaterThanOrEqual(limits.min);
          expect(zeroPoint).toBeLessThanOrEqual(limits.max);

          const value = range.min + at * (range.max - range.min);
          const integer = Math.min(limits.max, Math.max(limits.min, roundHalfToEven(value / scale) + zeroPoint));
          // Half a step, one more half where the zero point itself was rounded, and rounding of the scale.
          const bound = symmetric ? 0.5 + 1e-2 : 1 + 1e-2;
          expect(Math.abs(value - (integer - zeroPoint) * scale)).toBeLessThanOrEqual(bound * scale);
        },
      ),
    );
  });
});
