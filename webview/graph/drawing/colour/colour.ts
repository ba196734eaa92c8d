/** A colour in sRGB, gamma-encoded as style sheets have it. All four from 0 to 1. */
export interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

export const black: Colour = { red: 0, green: 0, blue: 0, alpha: 1 };
export const white: Colour = { red: 1, green: 1, blue: 1, alpha: 1 };

/** Reads `#rgb`, `#rrggbb`, either with alpha, and `rgb()` or `rgba()`: all that VS Code writes. Anything else is undefined. */
export function parseColour(text: string): Colour | undefined {
  const trimmed = text.trim();
  return fromHex(trimmed) ?? fromFunction(trimmed);
}

function fromHex(text: string): Colour | undefined {
  const digits = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const width = digits.length < 6 ? 1 : 2;
  const most = width === 1 ? 15 : 255;
  const channel = (index: number): number => parseInt(digits.slice(index * width, (index + 1) * width), 16) / most;
  return {
    red: channel(0),
    green: channel(1),
    blue: channel(2),
    alpha: digits.length === 4 * width ? channel(3) : 1,
  };
}

function fromFunction(text: string): Colour | undefined {
  const inside = /^rgba?\(([^()]*)\)$/i.exec(text)?.[1];
  const parts = inside?.split(/[\s,/]+/).filter((part) => part !== '') ?? [];
  if (parts.length !== 3 && parts.length !== 4) return undefined;
  const numbers = parts.map((part, index) => share(part, index === 3 ? 1 : 255));
  if (!numbers.every((number) => number >= 0 && number <= 1)) return undefined;
  return { red: numbers[0]!, green: numbers[1]!, blue: numbers[2]!, alpha: numbers[3] ?? 1 };
}

function share(text: string, most: number): number {
  return text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text) / most;
}

export function cssOf({ red, green, blue, alpha }: Colour): string {
  const byte = (channel: number): number => Math.round(channel * 255);
  if (alpha < 1) return `rgba(${byte(red)}, ${byte(green)}, ${byte(blue)}, ${Number(alpha.toFixed(3))})`;
  const hex = (channel: number): string => byte(channel).toString(16).padStart(2, '0');
  return `#${hex(red)}${hex(green)}${hex(blue)}`;
}

/** What is seen of one colour laid over an opaque one. */
export function over(top: Colour, bottom: Colour): Colour {
  return { ...mix(bottom, top, top.alpha), alpha: 1 };
}

/** From the first colour (0) to the second (1), as they are encoded. */
export function mix(from: Colour, to: Colour, part: number): Colour {
  const between = (a: number, b: number): number => a + (b - a) * part;
  return {
    red: between(from.red, to.red),
    green: between(from.green, to.green),
    blue: between(from.blue, to.blue),
    alpha: between(from.alpha, to.alpha),
  };
}

/** Of a channel as it is encoded (IEC 61966-2-1). */
export function linear(encoded: number): number {
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
}

/** The inverse of {@link linear}. */
export function encoded(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** Relative luminance of an opaque colour, from 0 to 1, as WCAG 2.2 defines it. */
export function luminance({ red, green, blue }: Colour): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Contrast of two opaque colours, from 1 to 21, as WCAG 2.2 defines it. */
export function contrast(one: Colour, other: Colour): number {
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
  return Math.max(a, b) / Math.min(a, b);
}

/** Black or white, whichever reads better. One of them always has a contrast of 4.58 or more: the square root of 21. */
export function textOn(body: Colour): Colour {
  return contrast(black, body) >= contrast(white, body) ? black : white;
}

/** The colour nearest to the first one, on the way to the second, that has a contrast to what is behind it; else the second. */
export function withContrast(wanted: Colour, reserve: Colour, behind: Colour, least: number): Colour {
  const steps = 20;
  for (let step = 0; step <= steps; step++) {
    const colour = mix(wanted, reserve, step / steps);
    if (contrast(over(colour, behind), behind) >= least) return colour;
  }
  return reserve;
}
