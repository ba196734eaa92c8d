/** Does something at once, and then at most once in a while, however often it is asked for; the last time is not forgotten. */
export class Throttle {
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private last = -Infinity;

  /** @param interval milliseconds between two times */
  constructor(
    private readonly interval: number,
    private readonly act: () => void,
  ) {}

  /** Asks for it: it is done now, or as soon as the last time is long enough ago. */
  ask(): void {
    if (this.waiting !== undefined) return;
    const wait = this.last + this.interval - performance.now();
    if (wait <= 0) this.now();
    else this.waiting = setTimeout(() => this.now(), wait);
  }

  /** Does at once what is still to be done. */
  flush(): void {
    if (this.waiting !== undefined) this.now();
  }

  /** What is still to be done is no longer wanted. */
  stop(): void {
    clearTimeout(this.waiting);
    this.waiting = undefined;
  }

  /** Does it at once. */
  now(): void {
    this.stop();
    this.last = performance.now();
    this.act();
  }
}
