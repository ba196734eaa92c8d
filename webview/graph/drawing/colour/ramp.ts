import type { ThemeKind } from '../theme/theme.ts';
import { type Colour, cssOf, textOn } from './colour.ts';
import { colourOf } from './oklch.ts';

/** How many colours a ramp has: more than eyes tell apart, few enough to draw all boxes of one colour together. */
export const rampSteps = 64;

/** A sequential ramp from weak to strong, and for each of its colours the one of a text on it. As style sheets have them. */
export interface Ramp {
  readonly bodies: readonly string[];
  readonly texts: readonly string[];
}

interface Way {
  readonly lightness: readonly [number, number];
  readonly hue: readonly [number, number];
}

/**
 * From what is near the background to what stands out from it. Lightness runs evenly from end to end, so that the order can be
 * read without any hue, on paper too; hue runs from blue over green to yellow, the axis that all common kinds of colour
 * blindness keep. The idea of both is that of viridis and cividis (Nuñez, Anderton, Renslow 2018); the colours are our own, made
 * in OKLCH and held to simulations of colour blindness by a test.
 */
const ways: Readonly<Record<ThemeKind, Way>> = {
  dark: { lightness: [0.36, 0.9], hue: [275, 100] },
  light: { lightness: [0.965, 0.4], hue: [100, 275] },
  'high-contrast-dark': { lightness: [0.32, 0.95], hue: [275, 100] },
  'high-contrast-light': { lightness: [0.975, 0.34], hue: [100, 275] },
};

/** The chroma at both ends and, by a parabola, more of it between. */
const [endChroma, middleChroma] = [0.1, 0.15];

export function rampColours(kind: ThemeKind): readonly Colour[] {
  const { lightness, hue } = ways[kind];
  const between = ([from, to]: readonly [number, number], part: number): number => from + (to - from) * part;
  return Array.from({ length: rampSteps }, (_, step) => {
    const part = step / (rampSteps - 1);
    const chroma = endChroma + (middleChroma - endChroma) * 4 * part * (1 - part);
    return colourOf({ lightness: between(lightness, part), chroma, hue: between(hue, part) });
  });
}

export function ramp(kind: ThemeKind): Ramp {
  const colours = rampColours(kind);
  return { bodies: colours.map(cssOf), texts: colours.map((body) => cssOf(textOn(body))) };
}
