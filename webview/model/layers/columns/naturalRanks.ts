/**
 * The place of each text when they are sorted, in which numbers count as numbers and upper and lower case are the same; equal
 * texts have equal places. Comparing places is much less work than comparing texts.
 */
export function naturalRanks(texts: readonly string[]): Uint32Array {
  const keys = new Map<string, string>();
  for (const text of texts) if (!keys.has(text)) keys.set(text, naturalKey(text));
  const inOrder = [...new Set(keys.values())].sort(byCodeUnits);
  const rankOfKey = new Map(inOrder.map((key, rank) => [key, rank]));
  const rankOfText = new Map([...keys].map(([text, key]) => [text, rankOfKey.get(key)!]));
  return Uint32Array.from(texts, (text) => rankOfText.get(text)!);
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** A text whose order by code units is the natural one: before each number stands how long it is. */
function naturalKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, (number) => {
    const digits = number.replace(/^0+(?=\d)/, '');
    // Numbers sort among each other by their length first, and with other characters as digits do.
    return `0${String.fromCharCode(digits.length)}${digits}`;
  });
}
