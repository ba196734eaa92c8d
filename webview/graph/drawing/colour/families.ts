import type { ThemeKind } from '../theme/theme.ts';
import { families, type Family } from '../scene/family.ts';
import type { Colour } from './colour.ts';
import { colourOf } from './oklch.ts';

/** Hues of the families, as far from one another as they can be; those that stand beside each other most differ most. */
const hues: Readonly<Record<Exclude<Family, 'other'>, number>> = {
  compute: 255,
  activation: 150,
  normalisation: 315,
  pooling: 205,
  elementwise: 70,
  shape: 285,
  control: 20,
  quantize: 110,
};

/** What computes shapes, and what is not known, is nearly grey: it stands back. */
const chromas: Partial<Record<Family, number>> = { shape: 0.03, other: 0 };

/** `grey` is the lightness of what has no hue at all. */
const tones: Readonly<
  Record<ThemeKind, { readonly lightness: number; readonly chroma: number; readonly grey: number }>
> = {
  dark: { lightness: 0.74, chroma: 0.13, grey: 0.65 },
  light: { lightness: 0.6, chroma: 0.15, grey: 0.52 },
  'high-contrast-dark': { lightness: 0.82, chroma: 0.15, grey: 0.7 },
  'high-contrast-light': { lightness: 0.48, chroma: 0.16, grey: 0.38 },
};

/** The colour of each family, in their order. */
export function familyColours(kind: ThemeKind): readonly Colour[] {
  const tone = tones[kind];
  return families.map((family) =>
    colourOf({
      lightness: family === 'other' ? tone.grey : tone.lightness,
      chroma: chromas[family] ?? tone.chroma,
      hue: family === 'other' ? 0 : hues[family],
    }),
  );
}
