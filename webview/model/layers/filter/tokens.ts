/** How values are compared. */
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A piece of a filter. What stands in quotes is only ever a text. */
export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'comparison'; readonly comparison: Comparison; readonly text: string };

const comparisons: Readonly<Record<string, Comparison>> = {
  ...{ '=': '=', '==': '=', '!=': '!=', '≠': '!=' },
  ...{ '<': '<', '<=': '<=', '≤': '<=', '>': '>', '>=': '>=', '≥': '>=' },
};

/** A quote that nothing ends, a shape in brackets, a comparison, or whatever else has no space in it. */
const pieces =
  /"(?<quoted>[^"]*)"?|(?<shape>[[(][\w?×*., ]*[\])])|(?<sign>[<>!=]=|[<>=≤≥≠])|(?:[^\s"<>=≤≥≠!]|!(?!=))+/gu;

/** The pieces of a filter in their order. Every text has some; what they mean together is for others to say. */
export function tokens(filter: string): readonly Token[] {
  return [...filter.matchAll(pieces)].map(({ 0: text, groups = {} }): Token => {
    const { quoted, sign } = groups;
    if (sign !== undefined) return { kind: 'comparison', comparison: comparisons[sign]!, text };
    return { kind: 'word', text: quoted ?? text, isQuoted: quoted !== undefined };
  });
}
