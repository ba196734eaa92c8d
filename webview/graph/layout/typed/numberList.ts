/** A list of numbers that grows, eight bytes each and no boxes. */
export class NumberList {
  private values: Float64Array<ArrayBuffer>;
  private count = 0;

  constructor(capacity = 64) {
    this.values = new Float64Array(capacity);
  }

  get length(): number {
    return this.count;
  }

  push(value: number): void {
    if (this.count === this.values.length) {
      const grown = new Float64Array(this.values.length * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.count++] = value;
  }

  at(index: number): number {
    return this.values[index]!;
  }

  set(index: number, value: number): void {
    this.values[index] = value;
  }

  clear(): void {
    this.count = 0;
  }

  toInt32Array(): Int32Array<ArrayBuffer> {
    return new Int32Array(this.values.subarray(0, this.count));
  }

  toUint32Array(): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.values.subarray(0, this.count));
  }

  toFloat64Array(): Float64Array<ArrayBuffer> {
    return this.values.slice(0, this.count);
  }
}
