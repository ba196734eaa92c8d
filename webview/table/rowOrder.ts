/** By which column rows are sorted. */
export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** Which rows are seen, and in which order; undefined where all are, and as they came. */
export interface Arrangement<Row> {
  readonly matches: ((row: Row) => boolean) | undefined;
  readonly compare: ((a: Row, b: Row) => number) | undefined;
}

/** The rows that are seen, in order. Equal rows keep the order in which they came. */
export function orderRows<Row>(rows: readonly Row[], { matches, compare }: Arrangement<Row>): readonly Row[] {
  const seen = matches === undefined ? rows : rows.filter(matches);
  return compare === undefined ? seen : seen.toSorted(compare);
}

/**
 * Whether a text has all words of a filter, wherever in it; upper and lower case are the same.
 * @returns undefined where there are no words
 */
export function wordFilter(filter: string): ((lowerCase: string) => boolean) | undefined {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0 ? undefined : (lowerCase) => words.every((word) => lowerCase.includes(word));
}

/** What a click on the heading of a column makes of the order: one way, the other way, then as the rows came. */
export function nextSort(sort: Sort | undefined, column: string, descendingFirst: boolean): Sort | undefined {
  if (sort?.column !== column) return { column, descending: descendingFirst };
  return sort.descending === descendingFirst ? { column, descending: !descendingFirst } : undefined;
}
