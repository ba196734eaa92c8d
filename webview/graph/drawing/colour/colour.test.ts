import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { black, contrast, cssOf, luminance, over, parseColour, textOn, white, withContrast } from './colour.ts';
import { colourOf, oklabOf } from './oklch.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const opaque = fc.record({ red: share, green: share, blue: share, alpha: fc.constant(1) });

describe('colours of style sheets', () => {
  it.each([
    ['#fff', '#ffffff'],
    ['#1f1F1f', '#1f1f1f'],
    ['#ff000080', 'rgba(255, 0, 0, 0.502)'],
    ['#f008', 'rgba(255, 0, 0, 0.533)'],
    [' rgb(1, 2, 3) ', '#010203'],
    ['rgba(204, 204, 204, 0.2)', 'rgba(204, 204, 204, 0.2)'],
    ['rgb(255 0 0 / 50%)', 'rgba(255, 0, 0, 0.5)'],
  ])('%s is read', (text, same) => {
    expect(cssOf(parseColour(text)!)).toBe(same);
  });

  it.each(['', 'red', '#12', '#12345', 'rgb(1, 2)', 'rgb(300, 0, 0)', 'rgba(a, b, c, d)', 'var(--x)'])(
    '“%s” is none',
    (text) => expect(parseColour(text)).toBeUndefined(),
  );

  it('come back as they were written', () => {
    fc.assert(
      fc.property(opaque, (colour) => {
        const text = cssOf(colour);
        expect(cssOf(parseColour(text)!)).toBe(text);
      }),
    );
  });
});

describe('contrast', () => {
  it('is as WCAG has it', () => {
    expect(contrast(black, white)).toBeCloseTo(21, 5);
    expect(contrast(white, white)).toBe(1);
    // The grey that is known to be just not enough, and the one that is.
    expect(contrast(parseColour('#777777')!, white)).toBeCloseTo(4.48, 2);
    expect(contrast(parseColour('#767676')!, white)).toBeCloseTo(4.54, 2);
    expect(luminance(parseColour('#ff0000')!)).toBeCloseTo(0.2126, 5);
  });

  it('of a text on any body is 4.5 or more', () => {
    fc.assert(
      fc.property(opaque, (body) => {
        expect(contrast(textOn(body), body)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('is reached on the way to the reserve, and not far beyond', () => {
    const grey = parseColour('#444444')!;
    const seen = withContrast(grey, white, black, 4.5);
    expect(contrast(seen, black)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(seen, black)).toBeLessThan(6);
    expect(withContrast(white, grey, black, 4.5)).toEqual(white);
    expect(withContrast(black, grey, black, 4.5)).toEqual(grey);
  });
});

describe('colours over colours', () => {
  it('are what is seen', () => {
    expect(cssOf(over(parseColour('rgba(255, 255, 255, 0.5)')!, black))).toBe('#808080');
    expect(cssOf(over(parseColour('#12345600')!, white))).toBe('#ffffff');
  });
});

describe('OKLCH', () => {
  it.each([
    ['#ff0000', 0.62796, 0.25768, 29.234],
    ['#00ff00', 0.86644, 0.29483, 142.495],
    ['#0000ff', 0.45201, 0.31321, 264.052],
    ['#ffffff', 1, 0, 0],
    ['#777777', 0.56926, 0, 0],
  ])('has %s where the specification of CSS colours has it', (text, lightness, chroma, hue) => {
    expect(cssOf(colourOf({ lightness, chroma, hue }))).toBe(text);
    const [l, a, b] = oklabOf(parseColour(text)!);
    expect(l).toBeCloseTo(lightness, 3);
    expect(Math.hypot(a, b)).toBeCloseTo(chroma, 3);
  });

  it('keeps lightness and hue of what no screen can show', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.25, max: 0.95, noNaN: true }),
        fc.integer({ min: 0, max: 359 }),
        (lightness, hue) => {
          const [l, a, b] = oklabOf(colourOf({ lightness, chroma: 0.5, hue }));
          expect(Math.abs(l - lightness)).toBeLessThan(0.01);
          const angle = (Math.atan2(b, a) * 180) / Math.PI;
          const apart = Math.abs(((angle - hue + 540) % 360) - 180);
          expect(apart).toBeLessThan(3);
        },
      ),
    );
  });
});
