import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fontAt } from './fonts.ts';
import { TextFitter } from './textFitter.ts';
import type { TextMeter } from './textMeter.ts';

/** Letters of different widths. */
const meter: TextMeter = (text) => Array.from(text).reduce((sum, letter) => sum + (letter === 'i' ? 3 : 8), 0);

describe('a text that has to fit', () => {
  const fitter = new TextFitter(meter);

  it('is left alone when it does', () => {
    expect(fitter.fit('Conv', 'title', 32, 'start')).toBe('Conv');
  });

  it('keeps the end that says most', () => {
    expect(fitter.fit('BatchNormalization', 'title', 48, 'start')).toBe('Batch…');
    expect(fitter.fit('/layers.3/attention/MatMul', 'subtitle', 64, 'end')).toBe('…/MatMul');
  });

  it('is nothing when not even a letter fits', () => {
    expect(fitter.fit('Conv', 'title', 15, 'start')).toBe('');
    expect(fitter.fit('Conv', 'title', -5, 'start')).toBe('');
  });

  it('is not cut inside a letter of two halves', () => {
    expect(fitter.fit('😀😀😀😀', 'title', 24, 'start')).toBe('😀😀…');
  });

  it('is as long as it can be', () => {
    const text = fc.string({ unit: fc.constantFrom('i', 'm', 'w', '/'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 200 }), fc.constantFrom('start', 'end'), (all, width, kept) => {
        const short = fitter.fit(all, 'title', width, kept);
        expect(meter(short, 'title')).toBeLessThanOrEqual(width);
        if (short === all) return;
        const part = short.replace('…', '');
        expect(kept === 'start' ? all.startsWith(part) : all.endsWith(part)).toBe(true);
        const count = part.length + 1;
        const longer = kept === 'start' ? `${all.slice(0, count)}…` : `…${all.slice(-count)}`;
        expect(meter(longer, 'title')).toBeGreaterThan(width);
      }),
    );
  });

  it('is measured once', () => {
    let measured = 0;
    const counting = new TextFitter((text, font) => {
      measured++;
      return meter(text, font);
    });
    for (let frame = 0; frame < 3; frame++) counting.fit('BatchNormalization', 'title', 48, 'start');
    const once = measured;
    for (let frame = 0; frame < 100; frame++) counting.fit('BatchNormalization', 'title', 48, 'start');
    expect(measured).toBe(once);
  });
});

describe('fonts', () => {
  it('go in quarters of a pixel', () => {
    expect(fontAt('title', 1, 'system-ui')).toBe('600 13px system-ui');
    expect(fontAt('subtitle', 0.7, 'serif')).toBe('400 8.5px serif');
  });
});
