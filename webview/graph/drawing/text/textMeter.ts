import { type FontName, fonts } from './fonts.ts';

/** Measures texts, in CSS pixels at zoom 1. */
export type TextMeter = (text: string, font: FontName) => number;

/** Measures as a canvas draws. Works in a worker too. */
export function canvasMeter(family: string): TextMeter {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  let current: FontName | undefined;
  return (text, font) => {
    if (font !== current) context.font = `${fonts[font].weight} ${fonts[font].size}px ${family}`;
    current = font;
    return context.measureText(text).width;
  };
}

/** Without any font at hand: a sans serif's average letter. */
export function roughMeter(): TextMeter {
  return (text, font) => text.length * fonts[font].size * (fonts[font].weight === 600 ? 0.6 : 0.55);
}
