/** A last dimension of so many is shown in one row, however narrow the place. */
const mostAcross = 16;
/** How many elements of a longer one stand in a row. */
const columnCounts = [32, 24, 16, 12, 10, 8, 6, 5, 4, 3, 2];

/**
 * The elements of a tensor in rows, last dimension across: each of its entries in one row where it is short, else in several of
 * the same length.
 */
export class GridRows {
  readonly columns: number;
  /** Whether the whole last dimension is in a row. */
  readonly isWhole: boolean;
  readonly count: number;
  /** Entries of the last dimension, and rows that they take. */
  private readonly length: number;
  private readonly lines: number;

  /**
   * @param dims sizes of the dimensions, all 1 or more; none for a scalar
   * @param fitting columns that there is room for
   */
  constructor(
    readonly dims: readonly number[],
    fitting: number,
  ) {
    this.length = dims.at(-1) ?? 1;
    this.isWhole = this.length <= Math.max(fitting, fitting > 1 ? mostAcross : 1);
    this.columns = this.isWhole ? this.length : (columnCounts.find((columns) => columns <= fitting) ?? 1);
    this.lines = Math.ceil(this.length / this.columns);
    this.count = dims.slice(0, -1).reduce((product, dim) => product * dim, 1) * this.lines;
  }

  get elements(): number {
    return this.dims.reduce((product, dim) => product * dim, 1);
  }

  /** The first element of a row. */
  first(row: number): number {
    return Math.floor(row / this.lines) * this.length + (row % this.lines) * this.columns;
  }

  /** Elements in a row: the last of a dimension may have fewer. */
  size(row: number): number {
    return Math.min(this.columns, this.length - (row % this.lines) * this.columns);
  }

  rowOf(element: number): number {
    return Math.floor(element / this.length) * this.lines + Math.floor((element % this.length) / this.columns);
  }

  columnOf(element: number): number {
    return (element % this.length) % this.columns;
  }

  /** Indices of an element, outermost first. */
  path(element: number): readonly number[] {
    let rest = element;
    return this.dims
      .toReversed()
      .map((dim) => {
        const index = rest % dim;
        rest = Math.floor(rest / dim);
        return index;
      })
      .toReversed();
  }

  /** What all elements of a row have in common: the outer indices, and the first one where the row is a part. */
  label(row: number): string {
    const path = this.path(this.first(row));
    return (this.isWhole ? path.slice(0, -1) : path).join(', ');
  }

  /** What stands above a column: an index of the last dimension, or how far from the beginning of the row. */
  heading(column: number): string {
    return this.isWhole ? String(column) : `+${column}`;
  }
}

/**
 * The element that a person means: its indices, separated by commas or spaces and maybe in brackets, or its number from the
 * beginning. Undefined where there is no such element.
 */
export function parseIndex(text: string, dims: readonly number[]): number | undefined {
  const plain = text.trim().replace(/^\[(.*)\]$/, '$1');
  const parts = plain.split(/[\s,;]+/).filter(Boolean);
  if (parts.length === 0 || !parts.every((part) => /^\d{1,15}$/.test(part))) return undefined;
  const indices = parts.map(Number);
  const elements = dims.reduce((product, dim) => product * dim, 1);
  if (indices.length === 1) return indices[0]! < elements ? indices[0] : undefined;
  if (indices.length !== dims.length || indices.some((index, axis) => index >= dims[axis]!)) return undefined;
  return indices.reduce((element, index, axis) => element * dims[axis]! + index, 0);
}
