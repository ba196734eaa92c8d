/** A column of a long table. */
export interface Column<Row> {
  /** Stays the same between versions: state is kept by it. */
  readonly id: string;
  readonly heading: string;
  readonly text: (row: Row) => string;
  /** By value where that is not the order of the texts. */
  readonly value?: (row: Row) => number;
  /** Whether it holds figures: they stand on the right, and the largest come first. */
  readonly figures?: boolean;
  /** A class for the cell, to mark it by more than its word. */
  readonly mark?: (row: Row) => string;
}

/** Orders rows by a column: by its values, else by its texts, in which numbers count as numbers. */
export function comparison<Row>(
  column: Column<Row>,
  language: string,
  textOf: (row: Row) => string,
): (a: Row, b: Row) => number {
  const { value } = column;
  if (value !== undefined) return (a, b) => value(a) - value(b);
  const collator = new Intl.Collator(language, { numeric: true });
  return (a, b) => collator.compare(textOf(a), textOf(b));
}
