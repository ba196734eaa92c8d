const words = { Infinity: Infinity, '-Infinity': -Infinity, NaN: NaN } as const;
type Word = keyof typeof words;

/** Stands for a number that JSON has no word for. Nothing else that is sent has this one key. */
interface Spelt {
  readonly 'whittle:number': Word;
}

/** The same with numbers that JSON has no words for, such as the signal-to-noise ratio of equal outputs, spelt out: to be sent. */
export function spellReals<Value>(value: Value): Value {
  return mapped(value, (part) =>
    typeof part === 'number' && !Number.isFinite(part) ? { 'whittle:number': String(part) } : undefined,
  ) as Value;
}

/** What {@link spellReals} was given, from what arrived. */
export function readReals<Value>(value: Value): Value {
  return mapped(value, (part) => (isSpelt(part) ? words[part['whittle:number']] : undefined)) as Value;
}

function isSpelt(part: unknown): part is Spelt {
  return typeof part === 'object' && part !== null && 'whittle:number' in part;
}

/** A copy in which parts are replaced that `replace` has something for. */
function mapped(value: unknown, replace: (part: unknown) => unknown): unknown {
  const replaced = replace(value);
  if (replaced !== undefined) return replaced;
  if (Array.isArray(value)) return value.map((each) => mapped(each, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapped(each, replace)]));
}
