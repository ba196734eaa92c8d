/** What may come next: a value, one or the end of its list, a name, one or the end of its object, a colon, a comma or an end. */
type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma-or-end';

const gap = /[ \t\n\r]*/y;
const plainValue = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const stringPart = /[ !#-[\]-\uffff]{1,65536}|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Where a text stops being JSON (RFC 8259): its length where it only ends too early. `JSON.parse` tells that of some mistakes only,
 * and in words that are no contract. Nesting costs memory: see `tooDeepAt`.
 */
export function mistakeAt(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = past(gap, text, 0);
  while (at < text.length) {
    const sign = text[at]!;
    const inObject = open.at(-1) === '{';
    let next = at + 1;
    if (expected === 'colon') {
      if (sign !== ':') return at;
      expected = 'value';
    } else if (expected === 'comma-or-end' && sign === ',' && open.length > 0) {
      expected = inObject ? 'name' : 'value';
    } else if ((sign === '}' || sign === ']') && mayEnd(expected) && open.at(-1) === (sign === '}' ? '{' : '[')) {
      open.pop();
      expected = 'comma-or-end';
    } else if (expected === 'name' || expected === 'name-or-end') {
      next = pastString(text, at);
      expected = 'colon';
    } else if (expected === 'comma-or-end') {
      return at;
    } else if (sign === '{' || sign === '[') {
      open.push(sign);
      expected = sign === '{' ? 'name-or-end' : 'value-or-end';
    } else {
      next = sign === '"' ? pastString(text, at) : past(plainValue, text, at);
      expected = 'comma-or-end';
    }
    if (next <= at) return next === at ? at : -next;
    at = past(gap, text, next);
  }
  return text.length;
}

function mayEnd(expected: Expected): boolean {
  return expected === 'comma-or-end' || expected.endsWith('-or-end');
}

/** Where a match ends that begins at `at`; `at` where there is none. */
function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Where a string ends; `at` where there is none, and the negative of where it goes wrong. */
function pastString(text: string, at: number): number {
  if (text[at] !== '"') return at;
  let end = at + 1;
  for (let next = past(stringPart, text, end); next > end; next = past(stringPart, text, end)) end = next;
  return text[end] === '"' ? end + 1 : -end;
}
