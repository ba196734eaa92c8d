import { describe, expect, it } from 'vitest';
import { colourBlindnesses, seenWith } from '../fixtures/colourVision.ts';
import { fixtureTheme, fixtureThemes } from '../fixtures/fixtureTheme.ts';
import { families, familyLetters } from '../scene/family.ts';
import type { ThemeKind } from '../theme/theme.ts';
import { type Colour, contrast, parseColour } from './colour.ts';
import { familyColours } from './families.ts';
import { oklabOf } from './oklch.ts';
import { ramp, rampColours } from './ramp.ts';

const kinds: readonly ThemeKind[] = ['dark', 'light', 'high-contrast-dark', 'high-contrast-light'];

/** How different two colours are to the eye: 0.02 is just noticed side by side. */
function difference(one: Colour, other: Colour): number {
  const [a, b] = [oklabOf(one), oklabOf(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

const visions = ['full', ...colourBlindnesses] as const;

function seen(vision: (typeof visions)[number], colour: Colour): Colour {
  return vision === 'full' ? colour : seenWith(vision, colour);
}

describe.each(kinds)('the ramp for %s', (kind) => {
  const colours = rampColours(kind);

  it('runs evenly from near the background to far from it', () => {
    const steps = colours.slice(1).map((colour, step) => oklabOf(colour)[0] - oklabOf(colours[step]!)[0]);
    const direction = kind === 'dark' || kind === 'high-contrast-dark' ? 1 : -1;
    const average = (oklabOf(colours.at(-1)!)[0] - oklabOf(colours[0]!)[0]) / steps.length;
    expect(Math.sign(average)).toBe(direction);
    for (const step of steps) expect(Math.abs(step / average - 1)).toBeLessThan(0.25);
  });

  it.each(visions)('keeps its order with %s colour vision, and parts that can be told apart', (vision) => {
    const all = colours.map((colour) => seen(vision, colour));
    const lightness = all.map((colour) => oklabOf(colour)[0]);
    const falling = lightness[0]! > lightness.at(-1)!;
    const ordered = [...lightness].sort((a, b) => (falling ? b - a : a - b));
    expect(lightness).toEqual(ordered);
    // Eight parts, each of which differs from the next one more than twice as much as is just noticed.
    for (let step = 8; step < all.length; step += 8) {
      expect(difference(all[step]!, all[step - 8]!)).toBeGreaterThan(0.05);
    }
  });

  it('has texts to be read on each of its colours', () => {
    const { bodies, texts } = ramp(kind);
    expect(bodies.length).toBe(texts.length);
    bodies.forEach((body, step) => {
      expect(contrast(parseColour(body)!, parseColour(texts[step]!)!)).toBeGreaterThanOrEqual(4.5);
    });
  });
});

describe.each(fixtureThemes)('in the theme %s', (name) => {
  const theme = fixtureTheme(name);

  it('every family is seen at the edge of a box', () => {
    for (const family of familyColours(theme.kind)) expect(contrast(family, theme.body)).toBeGreaterThanOrEqual(3);
  });

  it('the strong end of the ramp stands out from the background most', () => {
    const colours = rampColours(theme.kind);
    expect(contrast(colours.at(-1)!, theme.background)).toBeGreaterThan(5);
    expect(contrast(colours.at(-1)!, theme.background)).toBeGreaterThan(2 * contrast(colours[0]!, theme.background));
  });
});

describe('families', () => {
  it.each(kinds)('are told apart by colour in %s', (kind) => {
    const colours = familyColours(kind);
    colours.forEach((one, index) => {
      for (const other of colours.slice(0, index)) expect(difference(one, other)).toBeGreaterThan(0.06);
    });
  });

  it('have a letter each, for those who cannot go by colour', () => {
    expect(familyLetters.length).toBe(families.length);
    expect(new Set(familyLetters).size).toBe(families.length);
  });
});
