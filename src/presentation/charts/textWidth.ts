/** Pixels that characters of pictures take at most in the fonts of the usual systems, at 11 px. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[\u{1100}-\u{115f}\u{2e80}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{ff00}-\u{ff60}\u{1f000}-\u{1ffff}]/u, 14],
  [/[mwMW@%]/, 10.5],
  [/[A-Z&=+<>~#_]/, 8.2],
  [/[iljtfr.,:;'|!()[\] /]/, 4.6],
];
const usual = 6.7;

/** How wide a text is in a picture, in pixels: rather too much than too little. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widths.find(([which]) => which.test(character))?.[1] ?? usual;
  return width;
}

/** A text that takes no more than this: what is too long is cut in its middle, because names differ at their ends. */
export function fitted(text: string, width: number): string {
  // Names may be as long as files: nobody sees more than this of them.
  const characters = Array.from(text.length > 2000 ? `${text.slice(0, 1000)}${text.slice(-1000)}` : text);
  if (textWidth(characters.join('')) <= width && characters.length === Array.from(text).length) return text;
  let room = width - textWidth('…');
  let [head, tail] = [0, 0];
  while (head + tail < characters.length) {
    const isHead = head <= tail;
    room -= textWidth(isHead ? characters[head]! : characters[characters.length - 1 - tail]!);
    if (room < 0) break;
    if (isHead) head++;
    else tail++;
  }
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - tail).join('')}`;
}
