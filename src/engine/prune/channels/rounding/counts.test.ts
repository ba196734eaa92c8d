import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeNode } from '../../../onnx/attributes.ts';
import { limitsOf } from '../choice/limits.ts';
import { bestCount } from './bestCount.ts';
import { constantCount, countAbove, type Multiple, stepOf } from './constantCount.ts';
import type { LayerShape } from './layerModel.ts';
import { measuredCounts } from './measuredCounts.ts';
import { preferredMultiple } from './preferredMultiple.ts';

const group = (units: number, width = 1, options = { maximumRatio: 0.9, minimumChannels: 4 }) =>
  limitsOf({ id: 'a', units }, width, options);
const sixteen: Multiple = { channels: 16, asked: false };

const cases = fc.record({
  units: fc.integer({ min: 2, max: 300 }),
  width: fc.constantFrom(1, 1, 1, 2, 3, 4, 32),
  left: fc.double({ min: 0.01, max: 1, noNaN: true }),
  multiple: fc.record({ channels: fc.constantFrom(4, 8, 16), asked: fc.constant(false) }),
  maximumRatio: fc.constantFrom(0.3, 0.5, 0.9),
  minimumChannels: fc.integer({ min: 1, max: 20 }),
});

describe('constantCount', () => {
  it('keeps to the limits, never takes all, and 4 divides what is left of a group of 8 channels or more', () => {
    fc.assert(
      fc.property(cases, ({ units, width, left, multiple, ...options }) => {
        const limits = group(units, width, options);
        const target = Math.max(limits.lowest, units * left);
        for (const kept of [constantCount(limits, target, multiple), countAbove(limits, target, multiple)]) {
          expect(kept).toBeGreaterThanOrEqual(limits.lowest);
          expect(kept).toBeLessThanOrEqual(units);
          expect(Number.isInteger(kept)).toBe(true);
          if (kept < units && units * width >= 8) expect((kept * width) % 4).toBe(0);
          if (kept < units) expect((kept * width) % (stepOf(limits, multiple) ?? 1)).toBe(0);
        }
        expect(countAbove(limits, target, multiple)).toBeGreaterThanOrEqual(Math.min(target, units) - 1e-9);
      }),
    );
  });

  it('is the nearest that there is', () => {
    fc.assert(
      fc.property(cases, ({ units, width, left, multiple, ...options }) => {
        const limits = group(units, width, options);
        const target = Math.max(limits.lowest, units * left);
        const step = stepOf(limits, multiple) ?? 1;
        const possible = Array.from({ length: units + 1 }, (_, count) => count).filter(
          (count) => count === units || (count >= limits.lowest && (count * width) % step === 0),
        );
        const nearest = Math.min(...possible.map((count) => Math.abs(count - target)));
        expect(Math.abs(constantCount(limits, target, multiple) - target)).toBe(nearest);
      }),
    );
  });

  it.each([
    [64, 44.8, 48],
    [64, 32, 32],
    [24, 16.8, 16],
    [16, 11.2, 12],
    [48, 43.2, 48],
    [8, 5.6, 4],
    [6, 4.2, 4],
  ])('of %i channels, of which %f should stay, it keeps %i', (units, target, kept) => {
    expect(constantCount(group(units), target, sixteen)).toBe(kept);
  });

  it('takes the multiple that was asked for', () => {
    expect(constantCount(group(30), 20, { channels: 3, asked: true })).toBe(21);
    expect(constantCount(group(30), 20.4, { channels: 1, asked: true })).toBe(20);
    expect(constantCount(group(16), 11, { channels: 16, asked: true })).toBe(16);
  });

  it('steps are those of the machine', () => {
    expect(preferredMultiple({ avx512: true })).toBe(16);
    expect(preferredMultiple({ avx512: false })).toBe(8);
    expect(preferredMultiple({ avx512: undefined })).toBe(8);
  });
});

/** Every round twice as long as the one before, whatever is measured in it. */
const rounds = (milliseconds: number): Float64Array =>
  Float64Array.from({ length: 9 }, (_, round) => milliseconds * 2 ** round);

describe('bestCount', () => {
  const staircase = (step: number) =>
    [24, 28, 32, 36, 40, 44, 48, 52].map((units) => ({ units, milliseconds: rounds(Math.ceil(units / step)) }));

  it('finds the edges of a staircase', () => {
    expect(bestCount(staircase(16), 48, 44.8)).toBe(48);
    expect(bestCount(staircase(16), 32, 33)).toBe(32);
    // Where steps are of 8, a count between multiples of 16 is as good, but not clearly better than the usual one.
    expect(bestCount(staircase(8), 48, 41)).toBe(48);
  });

  it('keeps as many channels as cost no more', () => {
    const flat = [32, 36, 40].map((units) => ({ units, milliseconds: rounds(1) }));
    expect(bestCount(flat, 32, 36)).toBe(40);
  });

  it('leaves nothing to chance', () => {
    const noisy = [1, 3, 1, 3, 1, 3, 1, 3, 1];
    const candidates = [
      { units: 32, milliseconds: Float64Array.from(noisy) },
      {
        units: 40,
        milliseconds: Float64Array.from(noisy.toReversed(), (time, round) => (round === 0 ? 3 : time * 0.9)),
      },
    ];
    expect(bestCount(candidates, 32, 36)).toBe(32);
  });

  it('leaves the usual count where another is clearly better', () => {
    const odd = [
      { units: 40, milliseconds: rounds(1) },
      { units: 48, milliseconds: rounds(3) },
    ];
    expect(bestCount(odd, 48, 44)).toBe(40);
  });
});

describe('measuredCounts', () => {
  /** A layer whose input has so many channels: what it takes is told by a made-up clock. */
  const layer = (channels: number): LayerShape => ({
    node: makeNode('Relu', ['x'], ['y']),
    inputs: [{ type: 'float32', dims: [1, channels] }],
    stored: [false],
  });
  const counted = (milliseconds: (channels: number) => number | undefined) => ({
    clock: {
      compare: (alternatives: readonly (readonly LayerShape[])[]) => {
        const times = alternatives.map(([one]) => milliseconds(one!.inputs[0]!.dims[1]!));
        return Promise.resolve(times.includes(undefined) ? undefined : times.map((time) => rounds(time!)));
      },
    },
    layersAt: (id: string, counts: ReadonlyMap<string, number>) => [layer(counts.get(id)!)],
    onProgress: () => undefined,
  });

  it('follows what layers take', async () => {
    const kept = async (milliseconds: (channels: number) => number | undefined) =>
      (await measuredCounts([group(64)], new Map([['a', 44.8]]), sixteen, counted(milliseconds))).get('a');
    expect(await kept((channels) => Math.ceil(channels / 16))).toBe(48);
    // A machine on which multiples of 16 are slow.
    expect(await kept((channels) => (channels % 16 === 0 ? 10 : 1) * channels)).toBe(44);
    expect(await kept(() => undefined)).toBe(48);
  });

  it('never gives a count that breaks the rules, whatever is measured', async () => {
    await fc.assert(
      fc.asyncProperty(
        cases,
        fc.infiniteStream(fc.double({ min: 0.01, max: 10, noNaN: true })),
        async (each, times) => {
          const { units, width, left, multiple, ...options } = each;
          const limits = group(units, width, options);
          const target = Math.max(limits.lowest, units * left);
          const stream = times[Symbol.iterator]();
          const measuring = counted(() => stream.next().value as number);
          const kept = (await measuredCounts([limits], new Map([['a', target]]), multiple, measuring)).get('a')!;
          expect(kept).toBeGreaterThanOrEqual(limits.lowest);
          expect(kept).toBeLessThanOrEqual(units);
          if (kept < units && units * width >= 8) expect((kept * width) % 4).toBe(0);
          expect(Math.abs(kept - target) * width).toBeLessThanOrEqual(
            Math.max(multiple.channels, Math.abs(constantCount(limits, target, multiple) - target) * width),
          );
        },
      ),
    );
  });
});
