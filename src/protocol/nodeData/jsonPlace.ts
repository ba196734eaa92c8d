/** Where something is in a text: both count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export function textPlace(text: string, offset: number): TextPlace {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < offset; next = text.indexOf('\n', start)) {
    line++;
    start = next + 1;
  }
  return { line, column: offset - start + 1 };
}

const code = { quote: 0x22, backslash: 0x5c, bracket: 0x5b, closingBracket: 0x5d, brace: 0x7b, closingBrace: 0x7d };

/** Where brackets are nested deeper than `most`; undefined where they nowhere are. What is in strings does not count. */
export function tooDeepAt(text: string, most: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset);
    if (inString) {
      if (unit === code.backslash) offset++;
      else if (unit === code.quote) inString = false;
    } else if (unit === code.quote) {
      inString = true;
    } else if (unit === code.bracket || unit === code.brace) {
      if (++depth > most) return offset;
    } else if (unit === code.closingBracket || unit === code.closingBrace) {
      depth--;
    }
  }
  return undefined;
}
