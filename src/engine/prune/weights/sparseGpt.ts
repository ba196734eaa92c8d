import { dot, matrix } from '../../linear/matrix.ts';
import type { Products } from '../../linear/products.ts';
import { markLowest } from './masks.ts';
import type { Pattern } from './pattern.ts';
import { cutAll, goingUnits } from './selection.ts';
import { unitsOf } from './units.ts';

/** Columns that are decided on together, at least (128 in the paper). */
const blockColumns = 128;

/** One matrix of a layer, and what is known of its inputs. */
export interface Reconstruction {
  /** `[rows, columns]`; changed in place. */
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Upper triangular U with H⁻¹ = Uᵀ U, for the damped Gram matrix H of the inputs (`inverseUpperFactor`). */
  readonly factor: Float64Array;
  /** Σ x² of every input: the diagonal of H without damping. What is multiplied with 0 alone is no loss. */
  readonly squares: Float64Array;
  readonly pattern: Pattern;
  /** Weights that become zero; a pattern of groups says so itself. */
  readonly wanted: number;
}

/**
 * Sets weights of a matrix to zero and changes the others so that the layer computes what it did, as near as they can: SparseGPT
 * (Frantar and Alistarh, 2023). Column by column, what a weight that goes has contributed is put into the later columns of its row
 * along U. Which weights go is decided for blocks of columns by w² / U[j,j]², the loss that is left. Weights that are zero before stay so
 * and count.
 * @returns what the outputs lose: tr(Δ H Δᵀ) of the damped H, which is the sum of w² / U[j,j]² over what went
 */
export async function reconstruct(given: Reconstruction, products: Products): Promise<number> {
  const { values, rows, columns, pattern } = given;
  const zero = Uint8Array.from(values, (value) => (value === 0 ? 1 : 0));
  const width = blockWidth(pattern);
  let gone = 0;
  let loss = 0;
  for (let start = 0; start < columns; start += width) {
    const end = Math.min(start + width, columns);
    const block = new ColumnBlock(given, zero, start, end);
    if (pattern.kind !== 'groups') block.choose(pattern, Math.round((given.wanted * end) / columns) - gone);
    const errors = block.eliminate(pattern);
    gone += block.gone;
    loss += dot(errors, errors);
    if (end < columns) await compensate(values, rows, columns, errors, given.factor, start, end, products);
  }
  return loss;
}

/** As many columns as whole groups or blocks of the pattern have. */
function blockWidth(pattern: Pattern): number {
  const unit = pattern.kind === 'groups' ? pattern.of : pattern.kind === 'blocks' ? pattern.columns : 1;
  return Math.ceil(blockColumns / unit) * unit;
}

/** Neighbouring columns of a matrix. */
class ColumnBlock {
  gone = 0;
  private readonly width: number;
  /** Which weights of the block go, row by row. */
  private readonly mask: Uint8Array;

  constructor(
    private readonly of: Reconstruction,
    zero: Uint8Array,
    private readonly start: number,
    end: number,
  ) {
    const { rows, columns } = of;
    this.width = end - start;
    this.mask = new Uint8Array(rows * this.width);
    for (let row = 0; row < rows; row++) {
      this.mask.set(zero.subarray(row * columns + start, row * columns + end), row * this.width);
    }
  }

  /** Decides for the whole block. */
  choose(pattern: Exclude<Pattern, { kind: 'groups' }>, wanted: number): void {
    const { width } = this;
    const { rows } = this.of;
    const losses = this.losses(0, width);
    const layout = { groups: 1, outputs: rows, inputs: width, steps: { group: 0, output: width, input: 1 } };
    const units = unitsOf(layout, pattern);
    const sums = new Float32Array(units.count);
    for (let index = 0; index < losses.length; index++) {
      sums[units.unitOf(Math.floor(index / width), index % width)]! += losses[index]!;
    }
    const means = sums.map((sum, unit) => sum / units.sizeOf(unit));
    const ranked = { scores: () => means, sizeOf: units.sizeOf, most: losses.length };
    const going = goingUnits(ranked, cutAll([ranked], wanted)[0]!);
    for (let index = 0; index < losses.length; index++) {
      if (going[units.unitOf(Math.floor(index / width), index % width)] === 1) this.mask[index] = 1;
    }
  }

  /** Takes out what goes, column by column. @returns what each took with it, divided by U[j,j], `[rows, width]` */
  eliminate(pattern: Pattern): Float64Array {
    const { start, width, mask } = this;
    const { values, rows, columns, factor } = this.of;
    const errors = new Float64Array(rows * width);
    for (let column = 0; column < width; column++) {
      if (pattern.kind === 'groups' && column % pattern.of === 0) this.chooseGroups(column, pattern.kept, pattern.of);
      const along = (start + column) * columns + start;
      const diagonal = factor[along + column]!;
      for (let row = 0; row < rows; row++) {
        if (mask[row * width + column] === 0) continue;
        const first = row * columns + start;
        const error = values[first + column]! / diagonal;
        errors[row * width + column] = error;
        values[first + column] = 0;
        this.gone++;
        if (error === 0) continue;
        for (let later = column + 1; later < width; later++) values[first + later]! -= error * factor[along + later]!;
      }
    }
    return errors;
  }

  /** Decides for one group of every row, by what the weights have become. */
  private chooseGroups(from: number, kept: number, of: number): void {
    const { width, mask } = this;
    const to = Math.min(from + of, width);
    const losses = this.losses(from, to);
    for (let row = 0; row < this.of.rows; row++) {
      const own = mask.subarray(row * width + from, row * width + to);
      const scores = losses.subarray(row * (to - from), (row + 1) * (to - from));
      const before = own.reduce((sum, each) => sum + each, 0);
      markLowest(scores, own, 0, to - from, kept + before);
    }
  }

  /** w² / U[j,j]² of columns of the block, row by row; 0 for weights that are gone already. */
  private losses(from: number, to: number): Float32Array {
    const { start, width, mask } = this;
    const { values, rows, columns, factor, squares } = this.of;
    const losses = new Float32Array(rows * (to - from));
    let index = 0;
    for (let row = 0; row < rows; row++) {
      for (let column = from; column < to; column++, index++) {
        const diagonal = factor[(start + column) * (columns + 1)]!;
        const isNone = mask[row * width + column] === 1 || squares[start + column] === 0;
        losses[index] = isNone ? 0 : (values[row * columns + start + column]! / diagonal) ** 2;
      }
    }
    return losses;
  }
}

/** Puts what the columns of a block took with them into all later columns. */
async function compensate(
  values: Float64Array,
  rows: number,
  columns: number,
  errors: Float64Array,
  factor: Float64Array,
  start: number,
  end: number,
  products: Products,
): Promise<void> {
  const rest = columns - end;
  const along = new Float64Array((end - start) * rest);
  for (let row = start; row < end; row++) {
    along.set(factor.subarray(row * columns + end, (row + 1) * columns), (row - start) * rest);
  }
  const changes = await products.times(matrix(rows, end - start, errors), matrix(end - start, rest, along));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < rest; column++) {
      values[row * columns + end + column]! -= changes.values[row * rest + column]!;
    }
  }
}
