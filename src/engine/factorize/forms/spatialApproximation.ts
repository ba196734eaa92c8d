import { dot, firstRows, type Matrix, matrix, rowOf, transposed } from '../../linear/matrix.ts';
import { solveDamped } from '../../linear/solve.ts';
import type { Approximation, Factors, Problem, Tools } from '../approximation.ts';
import { DirectApproximation } from './directApproximation.ts';

/** What keeps the refit from dividing by nothing where features depend on each other. */
const damping = 1e-9;

/** Lengths of a kernel: rows, and columns. */
export type Kernel = readonly [number, number];

/**
 * A k×k convolution as a k×1 one of few channels and a 1×k one. With W rearranged as M[(output, column), (input, row)] a product of
 * lower rank is just that (Jaderberg, Vedaldi and Zisserman, 2014). The first convolution comes from the decomposition of M, weighted
 * by what its inputs are on average over the columns; that alone would leave out how neighbouring columns go together, so the
 * second one is then fitted by least squares to the outputs of the whole layer, which is exact for the given first one.
 */
export class SpatialApproximation implements Approximation {
  readonly total: number;
  private readonly problem: Problem;
  private readonly kernel: Kernel;
  private readonly arranged: DirectApproximation;
  /** W C, or W. */
  private readonly weighted: Matrix;
  private readonly tools: Tools;
  private features: Features | undefined;

  private constructor(problem: Problem, kernel: Kernel, arranged: DirectApproximation, weighted: Matrix, tools: Tools) {
    this.problem = problem;
    this.kernel = kernel;
    this.arranged = arranged;
    this.weighted = weighted;
    this.tools = tools;
    this.total = dot(weighted.values, problem.weight.values);
  }

  static async of(problem: Problem, kernel: Kernel, tools: Tools): Promise<SpatialApproximation> {
    const { weight, covariance } = problem;
    const columns = {
      weight: columnsBesideOutputs(weight, kernel),
      covariance: covariance && sumOverColumns(covariance, kernel),
    };
    const weighted = covariance === undefined ? weight : await tools.products.times(weight, covariance);
    return new SpatialApproximation(problem, kernel, await DirectApproximation.of(columns, tools), weighted, tools);
  }

  async lost(rank: number): Promise<number> {
    if (this.problem.covariance === undefined) return this.arranged.lost(rank);
    const { second, features } = await this.fitted(rank);
    const fit = await this.tools.products.times(second, features.gram);
    return Math.max(0, this.total - 2 * dot(second.values, features.cross.values) + dot(fit.values, second.values));
  }

  async factors(rank: number): Promise<Factors> {
    const { first, second } = await this.arranged.factors(rank);
    if (this.problem.covariance === undefined) return { first, second: columnsBesideRank(second, this.kernel) };
    return { first, second: (await this.fitted(rank)).second };
  }

  async product({ first, second }: Factors): Promise<Matrix> {
    return this.tools.products.times(second, spread(first, this.kernel));
  }

  /** The second convolution, `[outputs, rank · columns]`, and the features it was fitted to. */
  private async fitted(rank: number): Promise<{ readonly second: Matrix; readonly features: Features }> {
    const size = rank * this.kernel[1];
    const all = await this.featuresFor(rank);
    const features = { gram: corner(all.gram, size, size), cross: corner(all.cross, all.cross.rows, size) };
    const { outputs, right } = { outputs: all.cross.rows, right: transposed(features.cross) };
    const { solution } = await solveDamped(features.gram.values, size, right.values, outputs, { damping });
    return { second: transposed(matrix(size, outputs, solution)), features };
  }

  /** Those for at least so high a rank: the features of a lower one are the first of them. */
  private async featuresFor(rank: number): Promise<Features> {
    const { weight, covariance } = this.problem;
    const needed = rank * this.kernel[1];
    if (covariance === undefined) throw new RangeError('features need a covariance');
    if (this.features !== undefined && this.features.gram.rows >= needed) return this.features;
    const { products } = this.tools;
    const turn = spread((await this.arranged.factors(rank)).first, this.kernel);
    this.features = {
      gram: await products.timesTransposed(await products.times(turn, covariance), turn),
      cross: await products.timesTransposed(this.weighted, turn),
    };
    if (this.features.cross.rows !== weight.rows) throw new RangeError('features do not fit the outputs');
    return this.features;
  }
}

/** Second moments of what the first convolution writes in each column of the kernel: with itself, and with the outputs. */
interface Features {
  readonly gram: Matrix;
  readonly cross: Matrix;
}

/** `[outputs, (input, row, column)]` as `[(output, column), (input, row)]`. */
function columnsBesideOutputs(weight: Matrix, [, wide]: Kernel): Matrix {
  const inner = weight.columns / wide;
  const arranged = matrix(weight.rows * wide, inner);
  for (let output = 0; output < weight.rows; output++) {
    const from = rowOf(weight, output);
    for (let column = 0; column < wide; column++) {
      const to = rowOf(arranged, output * wide + column);
      for (let index = 0; index < inner; index++) to[index] = from[index * wide + column]!;
    }
  }
  return arranged;
}

/** `[(output, column), rank]` as `[output, (rank, column)]`. */
function columnsBesideRank({ rows, columns: rank, values }: Matrix, [, wide]: Kernel): Matrix {
  const arranged = matrix(rows / wide, rank * wide);
  for (let row = 0; row < rows; row++) {
    const [output, column] = [Math.floor(row / wide), row % wide];
    const to = rowOf(arranged, output);
    for (let index = 0; index < rank; index++) to[index * wide + column] = values[row * rank + index]!;
  }
  return arranged;
}

/** Covariances of inputs that stand in one column, summed over the columns: `[(input, row), (input, row)]`. */
function sumOverColumns({ rows: size, values }: Matrix, [, wide]: Kernel): Matrix {
  const inner = size / wide;
  const sum = matrix(inner, inner);
  for (let row = 0; row < inner; row++) {
    for (let column = 0; column < inner; column++) {
      let total = 0;
      for (let place = 0; place < wide; place++) total += values[(row * wide + place) * size + column * wide + place]!;
      sum.values[row * inner + column] = total;
    }
  }
  return sum;
}

/** `[rank, (input, row)]` applied in each column: `[(rank, column), (input, row, column)]`. */
function spread(first: Matrix, [, wide]: Kernel): Matrix {
  const made = matrix(first.rows * wide, first.columns * wide);
  for (let row = 0; row < first.rows; row++) {
    const from = rowOf(first, row);
    for (let column = 0; column < wide; column++) {
      const to = rowOf(made, row * wide + column);
      for (let index = 0; index < from.length; index++) to[index * wide + column] = from[index]!;
    }
  }
  return made;
}

/** The first rows and columns. */
function corner(whole: Matrix, rows: number, columns: number): Matrix {
  if (whole.columns === columns) return firstRows(whole, rows);
  const part = matrix(rows, columns);
  for (let row = 0; row < rows; row++) rowOf(part, row).set(rowOf(whole, row).subarray(0, columns));
  return part;
}
