import { type Colour, encoded, linear } from './colour.ts';

/** A colour as eyes order them: lightness 0 … 1, chroma 0 … about 0.37, hue in degrees. */
export interface Oklch {
  readonly lightness: number;
  readonly chroma: number;
  readonly hue: number;
}

type Triple = readonly [number, number, number];

/**
 * A colour of OKLCH in sRGB. What a screen cannot show loses chroma until it can, and keeps its lightness and hue.
 * Björn Ottosson, “A perceptual color space for image processing” (2020).
 */
export function colourOf({ lightness, chroma, hue }: Oklch): Colour {
  let [shown, beyond] = [0, chroma];
  if (isShown(linearOf(lightness, chroma, hue))) shown = chroma;
  for (let step = 0; step < 20 && shown < beyond; step++) {
    const middle = (shown + beyond) / 2;
    if (isShown(linearOf(lightness, middle, hue))) shown = middle;
    else beyond = middle;
  }
  const [red, green, blue] = linearOf(lightness, shown, hue).map((light) => encoded(Math.min(1, Math.max(0, light))));
  return { red: red!, green: green!, blue: blue!, alpha: 1 };
}

/** Lightness and the two axes of opposed colours, of an sRGB colour. */
export function oklabOf(colour: Colour): Triple {
  const [red, green, blue] = [linear(colour.red), linear(colour.green), linear(colour.blue)];
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function linearOf(lightness: number, chroma: number, hue: number): Triple {
  const angle = (hue / 180) * Math.PI;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function isShown(channels: Triple): boolean {
  return channels.every((channel) => channel >= -1e-4 && channel <= 1 + 1e-4);
}
