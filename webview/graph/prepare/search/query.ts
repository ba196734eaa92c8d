/** What is looked for. */
export interface Query {
  readonly text: string;
  readonly isRegex: boolean;
  readonly isCaseSensitive: boolean;
}

/** Whether a string matches. @param lower the same in lower case */
export type Matcher = (text: string, lower: string) => boolean;

/** Expressions only look at the beginning of longer texts: some take time that grows with the third power of the length. */
const longest = 1024;

/** @returns undefined where the query is a regular expression with a mistake in it */
export function matcher({ text, isRegex, isCaseSensitive }: Query): Matcher | undefined {
  if (isRegex) {
    const regex = compiled(text, isCaseSensitive);
    return regex && ((each) => regex.test(each.slice(0, longest)));
  }
  const wanted = isCaseSensitive ? text : text.toLowerCase();
  const shape = shapeOf(wanted);
  const includes = (each: string): boolean => each.includes(wanted) || (shape !== undefined && each.includes(shape));
  return isCaseSensitive ? includes : (_, lower) => includes(lower);
}

/** `name=value` looks for an attribute with that value. */
export function attributeQuery(query: Query): { readonly name: Query; readonly value: Query } | undefined {
  const [, name, value] = query.isRegex ? [] : (/^\s*(\w+)\s*=\s*(\S.*)$/.exec(query.text) ?? []);
  return name === undefined || value === undefined
    ? undefined
    : { name: { ...query, text: name }, value: { ...query, text: value.trim() } };
}

function compiled(source: string, isCaseSensitive: boolean): RegExp | undefined {
  try {
    return new RegExp(source, isCaseSensitive ? '' : 'i');
  } catch {
    return undefined;
  }
}

/** A shape in any of the ways in which people write it, as the structure has it: `[64, 3, 7, 7]`, `64x3x7x7`. */
function shapeOf(text: string): string | undefined {
  const dims = text.replace(/^\s*[[(]|[\])]\s*$/g, '').split(/\s*[,x×*]\s*/);
  const isShape =
    dims.length > 1 && dims.every((dim) => /^(\d+|\?|[a-z_]\w*)$/i.test(dim)) && dims.some((dim) => /^\d/.test(dim));
  return isShape ? dims.join('×') : undefined;
}
