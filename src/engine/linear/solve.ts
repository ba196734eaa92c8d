/** What was added to the diagonal, as a share of its mean, so that the matrix could be factorized. */
export interface Damped {
  readonly damping: number;
}

export interface SolveOptions {
  /** Share of the mean of the diagonal that is added to it; ten times as much is tried where that is too little. 0.01 unless given. */
  readonly damping?: number;
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Solves (A + λ I) X = B for a symmetric positive semidefinite A, `[size, size]`, and B, `[size, columns]`, row by row. An input that is
 * dead (zero on the diagonal) has zeros in the solution.
 */
export declare function solveDamped(
  matrix: Float64Array,
  size: number,
  right: Float64Array,
  columns: number,
  options?: SolveOptions,
): Promise<Damped & { readonly solution: Float64Array }>;

/**
 * The upper triangular U with (A + λ I)⁻¹ = Uᵀ U, `[size, size]` with zeros below the diagonal (the factor that SparseGPT and GPTQ
 * go by; Frantar and Alistarh, 2023). A dead input has 1 on the diagonal of A.
 */
export declare function inverseUpperFactor(
  matrix: Float64Array,
  size: number,
  options?: SolveOptions,
): Promise<Damped & { readonly factor: Float64Array }>;
