import type { Drawing } from '../drawing.ts';
import { namedText } from './namedText.ts';
import { textWidth } from './textWidth.ts';

/** Pixels. */
const line = 18;
const swatch = 18;
const between = 14;

/** What one kind of marks in a picture stands for. */
export interface KeyEntry {
  readonly name: string;
  /** Drawn in a place of 14 × 10 pixels. @param x @param y of its upper left corner */
  readonly mark: (x: number, y: number) => readonly Drawing[];
}

/** What marks stand for, above a picture, in as many lines as it takes. */
export function chartKey(
  entries: readonly KeyEntry[],
  width: number,
): { readonly marks: readonly Drawing[]; readonly height: number } {
  let [x, y] = [0, 0];
  const marks: Drawing[] = [];
  for (const { name, mark } of entries) {
    const taken = Math.min(width, swatch + textWidth(name));
    if (x > 0 && x + taken > width) [x, y] = [0, y + line];
    marks.push(...mark(x, y + 3), namedText(name, width - swatch, { class: 'key', x: x + swatch, y: y + 12 }));
    x += taken + between;
  }
  return { marks, height: entries.length === 0 ? 0 : y + line + 4 };
}
