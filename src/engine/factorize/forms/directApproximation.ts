import { leadingEigen } from '../../linear/leadingEigen.ts';
import { dot, firstRows, type Matrix, squaredNorm, transposed } from '../../linear/matrix.ts';
import { svd } from '../../linear/svd.ts';
import type { Approximation, Factors, Problem, Tools } from '../approximation.ts';

/** Orthonormal directions of the outputs, one a row, and the energy along each, in falling order. */
interface Directions {
  readonly energies: Float64Array;
  readonly vectors: Matrix;
}

/**
 * The nearest matrix of lower rank, in the sense of its outputs. With inputs of covariance C = S Sᵀ that is the truncated singular
 * value decomposition of W S, times S⁻¹ (Wang et al., SVD-LLM, 2024). Its left singular vectors U are the eigenvectors of W C Wᵀ, and
 * U Uᵀ (W S) S⁻¹ is U Uᵀ W: so neither the square root nor its inverse is needed, and C may be singular. Without
 * a covariance it is the plain decomposition of W.
 */
export class DirectApproximation implements Approximation {
  readonly total: number;
  private readonly problem: Problem;
  /** W C, or W. */
  private readonly weighted: Matrix;
  private readonly tools: Tools;
  private directions: Directions | undefined;

  private constructor(problem: Problem, weighted: Matrix, tools: Tools) {
    this.problem = problem;
    this.weighted = weighted;
    this.tools = tools;
    this.total = problem.covariance === undefined ? squaredNorm(weighted) : dot(weighted.values, problem.weight.values);
  }

  static async of(problem: Problem, tools: Tools): Promise<DirectApproximation> {
    const { weight, covariance } = problem;
    const weighted = covariance === undefined ? weight : await tools.products.times(weight, covariance);
    return new DirectApproximation(problem, weighted, tools);
  }

  async lost(rank: number): Promise<number> {
    const { weight } = this.problem;
    if (rank >= Math.min(weight.rows, weight.columns)) return 0;
    const { energies } = await this.leading(rank);
    let kept = 0;
    for (const energy of energies.subarray(0, rank)) kept += Math.max(0, energy);
    return Math.max(0, this.total - kept);
  }

  async factors(rank: number): Promise<Factors> {
    const vectors = firstRows((await this.leading(rank)).vectors, rank);
    return { first: await this.tools.products.times(vectors, this.problem.weight), second: transposed(vectors) };
  }

  product({ first, second }: Factors): Promise<Matrix> {
    return this.tools.products.times(second, first);
  }

  /** At least so many directions. */
  private async leading(count: number): Promise<Directions> {
    if (this.directions !== undefined && this.directions.energies.length >= count) return this.directions;
    const { problem, weighted, tools } = this;
    const { weight, covariance } = problem;
    const { products } = tools;
    if (covariance === undefined) {
      const { values, left } = await svd(weight, { ...tools, rank: count });
      this.directions = { energies: values.map((value) => value * value), vectors: left };
    } else {
      const { values, vectors } = await leadingEigen(
        {
          size: weight.rows,
          apply: async (rows) => products.timesTransposed(await products.times(rows, weighted), weight),
          whole: () => products.timesTransposed(weighted, weight),
        },
        count,
        tools,
      );
      this.directions = { energies: values, vectors };
    }
    return this.directions;
  }
}
