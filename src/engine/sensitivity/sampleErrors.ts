import type { LayerError } from '../../protocol/result/sensitivity.ts';

/** Sums over the elements of one tensor in one run: x is what it should be, y what it is. */
export interface ErrorSumsOfRun {
  /** Σx² */
  readonly signal: number;
  /** Σy² */
  readonly own: number;
  /** Σ(x − y)² */
  readonly noise: number;
}

/**
 * How far a tensor is from what it should be, as sums for every sample: enough for its error over all samples, over half of
 * them, or over samples drawn again. Values that are not finite make the error infinite.
 */
export class SampleErrors {
  private readonly signal: number[] = [];
  private readonly own: number[] = [];
  private readonly noise: number[] = [];

  /** Number of runs added. */
  get size(): number {
    return this.signal.length;
  }

  /** Adds a run. The order must be the same for all tensors that are compared with each other. */
  add({ signal, own, noise }: ErrorSumsOfRun): void {
    this.signal.push(signal);
    this.own.push(own);
    this.noise.push(noise);
  }

  /** Signal-to-quantization-noise ratio in dB over some runs, all unless given; NaN without any. */
  sqnr(runs?: Iterable<number>): number {
    const { signal, noise, count } = this.sums(runs);
    if (count === 0) return Number.NaN;
    if (noise === 0) return Number.POSITIVE_INFINITY;
    if (!Number.isFinite(noise) || !Number.isFinite(signal)) return Number.NEGATIVE_INFINITY;
    return 10 * Math.log10(signal / noise);
  }

  /** SQNR, cosine (from −1 to 1) and √(Σ(x − y)² / Σx²) over all runs. */
  error(): LayerError {
    const { signal, own, noise } = this.sums();
    const broken = !Number.isFinite(noise + signal + own);
    const lengths = Math.sqrt(signal) * Math.sqrt(own);
    // 2Σxy = Σx² + Σy² − Σ(x − y)²
    const cosine = noise === 0 ? 1 : lengths === 0 || broken ? 0 : (signal + own - noise) / 2 / lengths;
    return {
      sqnr: this.sqnr(),
      cosine: Math.max(-1, Math.min(1, cosine)),
      relative: noise === 0 ? 0 : broken ? Number.POSITIVE_INFINITY : Math.sqrt(noise / signal),
    };
  }

  private sums(runs: Iterable<number> = this.signal.keys()): ErrorSumsOfRun & { readonly count: number } {
    let [signal, own, noise, count] = [0, 0, 0, 0];
    for (const run of runs) {
      signal += this.signal[run]!;
      own += this.own[run]!;
      noise += this.noise[run]!;
      count++;
    }
    return { signal, own, noise, count };
  }
}
