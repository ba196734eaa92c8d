import type { CrossMoments, LayerMoments } from './layerMoments.ts';
import { matrix } from './matrix.ts';
import type { Products } from './products.ts';

export interface SummedWidths {
  readonly groups: number;
  readonly inputs: number;
  /** Of one group; 0 where there is no other model. */
  readonly outputs: number;
  readonly diagonalOnly: boolean;
}

/** Up to so many products for each row are summed here; above, rows are gathered until the runtime is faster with all its copying. */
const summedHere = 2 ** 12;
/** Numbers that are gathered, at most, unless a few rows are more. */
const gatheredNumbers = 2 ** 22;
const [fewestRows, mostRows] = [128, 2048];

/** Sums of rows and of their products, of one layer. */
export class MomentSums {
  private rows = 0;
  private readonly sums: Float64Array;
  private readonly squares: Float64Array;
  private readonly outputSums: Float64Array;
  private readonly outputSquares: Float64Array;
  private readonly grams: readonly Float64Array[];
  private readonly cross: readonly Float64Array[];
  private readonly gathered: GatheredRows | undefined;

  constructor(private readonly widths: SummedWidths) {
    const { groups, inputs, outputs, diagonalOnly } = widths;
    const perGroup = (length: number): readonly Float64Array[] =>
      Array.from({ length: diagonalOnly ? 0 : groups }, () => new Float64Array(length));
    this.sums = new Float64Array(groups * inputs);
    this.squares = new Float64Array(groups * inputs);
    this.outputSums = new Float64Array(groups * outputs);
    this.outputSquares = new Float64Array(groups * outputs);
    this.grams = perGroup(inputs * inputs);
    this.cross = perGroup(inputs * outputs);
    if (!diagonalOnly && inputs * (inputs + outputs) > summedHere) this.gathered = new GatheredRows(widths);
  }

  /** Bytes that stay until the end. */
  static bytes({ groups, inputs, outputs, diagonalOnly }: SummedWidths): number {
    return diagonalOnly ? 16 * groups * (inputs + outputs) : 8 * groups * inputs * (inputs + outputs);
  }

  /**
   * @param x `[groups, inputs, rows]`
   * @param y `[groups, outputs, rows]`, empty where there is no other model
   */
  async add(x: Float32Array, y: Float32Array, rows: number, products: Products): Promise<void> {
    if (rows === 0) return;
    this.rows += rows;
    addSums(x, rows, this.sums, this.squares);
    addSums(y, rows, this.outputSums, this.outputSquares);
    if (this.widths.diagonalOnly) return;
    const { gathered } = this;
    if (gathered === undefined) {
      this.addHere(x, y, rows);
      return;
    }
    for (let from = 0; from < rows;) {
      from += gathered.gather(x, y, rows, from);
      if (gathered.isFull) await this.flush(gathered, products);
    }
  }

  async finish(products: Products): Promise<LayerMoments> {
    if (this.gathered !== undefined) await this.flush(this.gathered, products);
    const { groups, inputs, outputs } = this.widths;
    const cross: CrossMoments | undefined =
      outputs === 0 ? undefined : { outputs, products: this.cross, sums: this.outputSums, squares: this.outputSquares };
    return { groups, inputs, rows: this.rows, sums: this.sums, squares: this.squares, grams: this.grams, cross };
  }

  private addHere(x: Float32Array, y: Float32Array, rows: number): void {
    const { groups, inputs, outputs } = this.widths;
    for (let group = 0; group < groups; group++) {
      const own = x.subarray(group * inputs * rows, (group + 1) * inputs * rows);
      const other = y.subarray(group * outputs * rows, (group + 1) * outputs * rows);
      addProducts(this.grams[group]!, own, own, rows);
      addProducts(this.cross[group]!, own, other, rows);
    }
  }

  private async flush(gathered: GatheredRows, products: Products): Promise<void> {
    const { groups, inputs, outputs } = this.widths;
    if (gathered.filled === 0) return;
    gathered.clearRest();
    for (let group = 0; group < groups; group++) {
      const own = matrix(inputs, gathered.capacity, gathered.x[group]);
      addTo(this.grams[group]!, (await products.timesTransposed(own, own)).values);
      if (outputs === 0) continue;
      const other = matrix(outputs, gathered.capacity, gathered.y[group]);
      addTo(this.cross[group]!, (await products.timesTransposed(own, other)).values);
    }
    gathered.filled = 0;
  }
}

/** Rows of several runs, as `[width, rows]` for each group. */
class GatheredRows {
  readonly capacity: number;
  readonly x: readonly Float64Array<ArrayBuffer>[];
  readonly y: readonly Float64Array<ArrayBuffer>[];
  filled = 0;

  constructor(private readonly widths: SummedWidths) {
    const { groups, inputs, outputs } = widths;
    const fitting = Math.floor(gatheredNumbers / (groups * (inputs + outputs)));
    this.capacity = Math.min(mostRows, Math.max(fewestRows, fitting));
    const perGroup = (width: number): Float64Array<ArrayBuffer>[] =>
      Array.from({ length: groups }, () => new Float64Array(width * this.capacity));
    this.x = perGroup(inputs);
    this.y = perGroup(outputs);
  }

  get isFull(): boolean {
    return this.filled === this.capacity;
  }

  /** Takes rows from the one at `from` on, as many as there is room for. @returns their number */
  gather(x: Float32Array, y: Float32Array, rows: number, from: number): number {
    const count = Math.min(rows - from, this.capacity - this.filled);
    this.copy(x, this.x, this.widths.inputs, rows, from, count);
    this.copy(y, this.y, this.widths.outputs, rows, from, count);
    this.filled += count;
    return count;
  }

  /** Zeros where no rows are add nothing to any sum. */
  clearRest(): void {
    for (const matrices of [this.x, this.y]) {
      for (const each of matrices) {
        for (let at = 0; at < each.length; at += this.capacity) each.fill(0, at + this.filled, at + this.capacity);
      }
    }
  }

  private copy(
    source: Float32Array,
    targets: readonly Float64Array[],
    width: number,
    rows: number,
    from: number,
    count: number,
  ): void {
    targets.forEach((target, group) => {
      for (let line = 0; line < width; line++) {
        const start = (group * width + line) * rows + from;
        target.set(source.subarray(start, start + count), line * this.capacity + this.filled);
      }
    });
  }
}

function addSums(values: Float32Array, rows: number, sums: Float64Array, squares: Float64Array): void {
  for (let line = 0, at = 0; line < sums.length; line++) {
    let sum = 0;
    let square = 0;
    for (const end = at + rows; at < end; at++) {
      const value = values[at]!;
      sum += value;
      square += value * value;
    }
    sums[line] = sums[line]! + sum;
    squares[line] = squares[line]! + square;
  }
}

/** Adds the product of `[m, rows]` and `[n, rows]` transposed to `[m, n]`. */
function addProducts(to: Float64Array, a: Float32Array, b: Float32Array, rows: number): void {
  const [m, n] = [a.length / rows, b.length / rows];
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = i * rows, q = j * rows, end = p + rows; p < end; p++, q++) sum += a[p]! * b[q]!;
      to[i * n + j] = to[i * n + j]! + sum;
    }
  }
}

function addTo(to: Float64Array, values: Float64Array): void {
  for (let index = 0; index < to.length; index++) to[index] = to[index]! + values[index]!;
}
