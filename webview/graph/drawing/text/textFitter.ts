import { type FontName, fonts } from './fonts.ts';
import type { TextMeter } from './textMeter.ts';

const ellipsis = '…';
/** How much is remembered before all of it is forgotten: the names of the largest graphs, a few times over. */
const capacity = 200_000;

/** Which end of a text is kept: of an operator the first letters, of a path the last ones. */
export type Kept = 'start' | 'end';

/** Measures texts and makes them fit into a width. Nothing is measured twice. */
export class TextFitter {
  private readonly widths = new Map<FontName, Map<string, number>>();
  private readonly fitting = new Map<string, string>();

  constructor(private readonly measure: TextMeter) {
    for (const font of Object.keys(fonts) as FontName[]) this.widths.set(font, new Map());
  }

  /** In CSS pixels at zoom 1. */
  width(text: string, font: FontName): number {
    const known = this.widths.get(font)!;
    let width = known.get(text);
    if (width === undefined) {
      width = this.measure(text, font);
      if (known.size >= capacity) known.clear();
      known.set(text, width);
    }
    return width;
  }

  /** The text, or as much of it as fits beside an ellipsis; nothing when not even a letter does. */
  fit(text: string, font: FontName, width: number, kept: Kept): string {
    if (this.width(text, font) <= width) return text;
    const room = Math.floor(width);
    const key = `${font} ${kept} ${room} ${text}`;
    let short = this.fitting.get(key);
    if (short === undefined) {
      short = this.shorten(text, font, room, kept);
      if (this.fitting.size >= capacity) this.fitting.clear();
      this.fitting.set(key, short);
    }
    return short;
  }

  private shorten(text: string, font: FontName, width: number, kept: Kept): string {
    // By what a person sees as one letter.
    const letters = Array.from(text);
    const candidate = (count: number): string =>
      kept === 'start'
        ? letters.slice(0, count).join('').trimEnd() + ellipsis
        : ellipsis +
          letters
            .slice(letters.length - count)
            .join('')
            .trimStart();
    let [fits, tooMany] = [0, letters.length];
    while (tooMany - fits > 1) {
      const middle = (fits + tooMany) >> 1;
      if (this.measure(candidate(middle), font) <= width) fits = middle;
      else tooMany = middle;
    }
    return fits === 0 ? '' : candidate(fits);
  }
}
