import type { Matrix } from '../linear/matrix.ts';
import type { Products } from '../linear/products.ts';

/** The matrix of a layer, and how inputs vary. */
export interface Problem {
  /** `[outputs, inputs]` */
  readonly weight: Matrix;
  /** Of the inputs; absent where nothing is known of them, which is as if they were independent and of variance 1. */
  readonly covariance: Matrix | undefined;
}

export interface Tools {
  readonly products: Products;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** The two weights of a factorized layer. */
export interface Factors {
  /** `[rank, inputs of the first layer]` */
  readonly first: Matrix;
  /** `[outputs, inputs of the second layer]` */
  readonly second: Matrix;
}

/** A matrix of lower rank in place of that of a layer, for any rank. Energies are means over rows of inputs. */
export interface Approximation {
  /** Energy of the outputs, tr(W C Wᵀ). */
  readonly total: number;
  /** Energy of the error, tr((W − W′) C (W − W′)ᵀ). Never rises with the rank. */
  lost(rank: number): Promise<number>;
  factors(rank: number): Promise<Factors>;
  /** The whole matrix W′ that the factors stand for, `[outputs, inputs]`. */
  product(factors: Factors): Promise<Matrix>;
}
