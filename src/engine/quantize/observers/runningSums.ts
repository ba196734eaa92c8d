/** Sums over runs of consecutive numbers, each in one subtraction. */
export class RunningSums {
  readonly #sums: Float64Array;

  /** Of `value(i)` for i from 0 up to, but without, `length`. */
  constructor(length: number, value: (index: number) => number) {
    this.#sums = new Float64Array(length + 1);
    let sum = 0;
    for (let i = 0; i < length; i++) {
      sum += value(i);
      this.#sums[i + 1] = sum;
    }
  }

  /** Sum of the numbers before `end`. */
  before(end: number): number {
    return this.#sums[end] ?? 0;
  }

  /** Sum of the numbers from `start` up to, but without, `end`. */
  between(start: number, end: number): number {
    return this.before(end) - this.before(start);
  }
}
