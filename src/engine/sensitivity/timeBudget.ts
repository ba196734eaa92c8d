/** Seconds that may be spent, and what of them is left. */
export class TimeBudget {
  private readonly limit: number;
  private readonly clock: () => number;
  private readonly start: number;

  /**
   * @param seconds no limit when undefined
   * @param clock milliseconds that only rise
   */
  constructor(seconds: number | undefined, clock: () => number = () => performance.now()) {
    this.limit = seconds ?? Number.POSITIVE_INFINITY;
    this.clock = clock;
    this.start = clock();
  }

  /** Whether something that takes so many seconds can be begun and ended in time. */
  allows(seconds: number): boolean {
    return (this.clock() - this.start) / 1000 + seconds <= this.limit;
  }
}
