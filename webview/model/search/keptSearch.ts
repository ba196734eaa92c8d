import type { Query } from '../../graph/prepare/search/query.ts';

/** What was looked for before the page was hidden. What an other version kept is taken as far as it is of use. */
export function keptQuery(kept: unknown): Query {
  const { text, isRegex, isCaseSensitive } = Object(kept) as Readonly<Record<string, unknown>>;
  return {
    text: typeof text === 'string' ? text : '',
    isRegex: isRegex === true,
    isCaseSensitive: isCaseSensitive === true,
  };
}
