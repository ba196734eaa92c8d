/**
 * The place of each text when they are sorted, in which numbers count as numbers and upper and lower case are the same; equal
 * texts have equal places. Comparing places is much less work than comparing texts.
 */
export function naturalRanks(texts: readonly string[]): Uint32Array {
  const lower = texts.map((text) => text.toLowerCase());
  const compare = (a: number, b: number): number => compareNaturally(lower[a]!, lower[b]!);
  const inOrder = Uint32Array.from(Array.from(lower.keys()).sort(compare));
  const ranks = new Uint32Array(texts.length);
  for (let index = 1, rank = 0; index < inOrder.length; index++) {
    if (compare(inOrder[index - 1]!, inOrder[index]!) !== 0) rank++;
    ranks[inOrder[index]!] = rank;
  }
  return ranks;
}

function compareNaturally(a: string, b: string): number {
  let [atA, atB] = [0, 0];
  for (;;) {
    const same = sameFrom(a, atA, b, atB);
    [atA, atB] = [atA + same, atB + same];
    // Both texts may differ in the middle of a number, which counts from its first digit on.
    const digits = Math.min(digitsBefore(a, atA), same);
    if (!isDigit(a, atA - digits) || !isDigit(b, atB - digits)) return codeAt(a, atA) - codeAt(b, atB);
    const [endA, endB] = [endOfDigits(a, atA), endOfDigits(b, atB)];
    const difference = compareNumbers(a.slice(atA - digits, endA), b.slice(atB - digits, endB));
    if (difference !== 0) return difference;
    // Nothing but zeros before them made them different.
    [atA, atB] = [endA, endB];
  }
}

/** How many characters are the same from a place in one text and a place in another. */
function sameFrom(a: string, atA: number, b: string, atB: number): number {
  const most = Math.min(a.length - atA, b.length - atB);
  let count = 0;
  while (count < most && a.charCodeAt(atA + count) === b.charCodeAt(atB + count)) count++;
  return count;
}

function compareNumbers(a: string, b: string): number {
  const [short, other] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  if (short.length !== other.length) return short.length - other.length;
  return short < other ? -1 : Number(short > other);
}

function digitsBefore(text: string, at: number): number {
  let count = 0;
  while (isDigit(text, at - count - 1)) count++;
  return count;
}

function endOfDigits(text: string, at: number): number {
  let end = at;
  while (isDigit(text, end)) end++;
  return end;
}

function isDigit(text: string, at: number): boolean {
  const code = codeAt(text, at);
  return code >= 48 && code <= 57;
}

/** −1 before the beginning and after the end: a text comes before those that begin with it. */
function codeAt(text: string, at: number): number {
  return at >= 0 && at < text.length ? text.charCodeAt(at) : -1;
}
