import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rampSteps } from '../colour/ramp.ts';
import { boxKind } from '../scene/scene.ts';
import { isIncomplete, noStep, type Overlay, positionOn, scaledOverlay } from './overlay.ts';

function overlay(values: readonly number[], more: Partial<Overlay> = {}): Overlay {
  const all = { name: 'Size', unit: 'bytes', scale: 'linear', strong: 'high', ...more } as const;
  return { ...all, values: Float64Array.from(values) };
}

describe('an overlay', () => {
  it('goes from its least to its greatest value', () => {
    const { steps, ends } = scaledOverlay(overlay([10, 20, 30]));
    expect([...steps]).toEqual([0, rampSteps / 2, rampSteps - 1]);
    expect(ends).toEqual([10, 30]);
  });

  it('can be strong where numbers are small', () => {
    const { steps, ends } = scaledOverlay(overlay([10, 60], { strong: 'low', unit: 'decibels' }));
    expect([...steps]).toEqual([rampSteps - 1, 0]);
    expect(ends).toEqual([60, 10]);
  });

  it('has no colour for what has no value, and says so', () => {
    const scaled = scaledOverlay(overlay([1, NaN, 2]));
    expect(scaled.steps[1]).toBe(noStep);
    expect(scaled.text(1)).toBe('');
    const kind = Uint8Array.from(scaled.steps, () => boxKind.node);
    expect(isIncomplete(scaled, { kind })).toBe(true);
    expect(isIncomplete(scaledOverlay(overlay([1, 2])), { kind: kind.slice(0, 2) })).toBe(false);
    // These have no value of their own.
    const without = Uint8Array.of(boxKind.terminal, boxKind.frame, boxKind.group);
    expect(isIncomplete(scaledOverlay(overlay([NaN, NaN, 1])), { kind: without })).toBe(false);
    expect(isIncomplete(scaledOverlay(overlay([NaN, NaN, NaN])), { kind: without })).toBe(true);
  });

  it('has no ends before the first value is there', () => {
    const { ends, steps } = scaledOverlay(overlay([NaN, NaN]));
    expect(ends).toBeUndefined();
    expect([...steps]).toEqual([noStep, noStep]);
    expect(scaledOverlay(overlay([])).ends).toBeUndefined();
  });

  it('keeps the range it is given, so that colours stay while values come in', () => {
    const range = [0, 100] as const;
    const few = scaledOverlay(overlay([50, NaN, NaN], { range }));
    const all = scaledOverlay(overlay([50, -7, 400], { range }));
    expect(few.steps[0]).toBe(all.steps[0]);
    expect([...all.steps.subarray(1)]).toEqual([0, rampSteps - 1]);
  });

  it('takes equal factors for equal steps on a logarithmic scale, and zero for its end', () => {
    const { steps, ends } = scaledOverlay(overlay([0, 1, 100, 10_000], { scale: 'logarithmic' }));
    expect(ends).toEqual([1, 10_000]);
    expect([...steps]).toEqual([0, 0, rampSteps / 2, rampSteps - 1]);
  });

  it('says values with their unit', () => {
    const texts = (unit: Overlay['unit'], value: number): string => scaledOverlay(overlay([value], { unit })).text(0);
    expect(texts('bytes', 147_456)).toBe('147 kB');
    expect(texts('decibels', 31.24)).toBe('31.2 dB');
    expect(texts('milliseconds', 3.1)).toBe('3.1 ms');
    expect(texts('share', 0.986)).toBe('98.6 %');
    expect(texts('number', 0.12345)).toBe('0.123');
  });

  it('has a place for every number, infinite ones too', () => {
    const number = fc.double();
    fc.assert(
      fc.property(fc.array(number), fc.constantFrom('linear', 'logarithmic'), fc.boolean(), (values, scale, high) => {
        const { steps } = scaledOverlay(overlay(values, { scale, strong: high ? 'high' : 'low' }));
        steps.forEach((step, box) => {
          if (Number.isNaN(values[box])) expect(step).toBe(noStep);
          else expect(step).toBeLessThan(rampSteps);
        });
      }),
    );
  });

  it('never puts a larger number before a smaller one', () => {
    const some = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(some, some, some, some, fc.constantFrom('linear', 'logarithmic'), (a, b, c, d, scale) => {
        const [least, greatest] = [Math.min(a, b), Math.max(a, b)];
        fc.pre(scale === 'linear' || least > 0);
        const position = positionOn(scale, [least, greatest]);
        expect(position(Math.min(c, d))).toBeLessThanOrEqual(position(Math.max(c, d)));
        expect(position(least)).toBe(0);
        if (greatest > least) expect(position(greatest)).toBe(1);
      }),
    );
  });
});
