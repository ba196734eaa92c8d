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

/** A column that a person can make wider or narrower. */
export interface SizedColumn<Row> extends Column<Row> {
  /** Fills a cell with what the text cannot show: made once for a row, and again as texts are others. The text is what is copied. */
  readonly fill?: (cell: HTMLTableCellElement, row: Row) => void;
  /** Adds to the cell of the heading when that is made. */
  readonly fillHeading?: (cell: HTMLTableCellElement) => void;
  /** Pixels, until the person sets it. */
  readonly width: number;
  /** Whether it takes the room that the others leave, until the person sets its width. One column at most. */
  readonly grows?: boolean;
}

/** Whether two columns have the same heading and the same place. */
export function looksLike<Row>(one: Column<Row>, other: Column<Row>): boolean {
  return one.id === other.id && one.heading === other.heading;
}

/** Orders rows by a column: by its values, else by its texts, in which numbers count as numbers. Rows without a value (NaN) come last. */
export function comparison<Row>(
  column: Column<Row>,
  descending: boolean,
  { language, textOf }: { readonly language: string; readonly textOf: (row: Row) => string },
): (a: Row, b: Row) => number {
  const { value } = column;
  const sign = descending ? -1 : 1;
  if (value !== undefined) return (a, b) => compareValues(value(a), value(b), sign);
  const collator = new Intl.Collator(language, { numeric: true });
  return (a, b) => sign * collator.compare(textOf(a), textOf(b));
}

function compareValues(a: number, b: number, sign: number): number {
  if (a < b) return -sign;
  if (a > b) return sign;
  return a === b ? 0 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}
