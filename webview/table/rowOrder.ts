/** By which column rows are sorted. */
export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** Which rows are seen, and in which order. */
export interface Selection<Row> {
  /** Words that all have to be in a row, wherever in it; upper and lower case are the same. */
  readonly filter: string;
  readonly compare: ((a: Row, b: Row) => number) | undefined;
  readonly descending: boolean;
}

/**
 * The rows that are seen, in order. Equal rows keep the order in which they came, descending too.
 * @param searched everything in a row that can be searched, in lower case
 */
export function orderRows<Row>(
  rows: readonly Row[],
  searched: (row: Row) => string,
  { filter, compare, descending }: Selection<Row>,
): readonly Row[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const seen = words.length === 0 ? rows : rows.filter((row) => words.every((word) => searched(row).includes(word)));
  if (compare === undefined) return seen;
  return seen.toSorted(descending ? (a, b) => compare(b, a) : compare);
}

/** What a click on the heading of a column makes of the order: one way, the other way, then as the rows came. */
export function nextSort(sort: Sort | undefined, column: string, descendingFirst: boolean): Sort | undefined {
  if (sort?.column !== column) return { column, descending: descendingFirst };
  return sort.descending === descendingFirst ? { column, descending: !descendingFirst } : undefined;
}
