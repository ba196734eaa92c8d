/** A list of numbers that grows: no boxes, as many bytes for each as its kind of column has. */
abstract class GrowingColumn<Column extends Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>> {
  protected values: Column;
  private count = 0;

  constructor(private readonly allocate: (length: number) => Column) {
    this.values = allocate(256);
  }

  get length(): number {
    return this.count;
  }

  push(value: number): void {
    if (this.count === this.values.length) {
      const grown = this.allocate(this.values.length * 2);
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

  toColumn(): Column {
    return this.values.slice(0, this.count) as Column;
  }
}

/** A list of reals. */
export class NumberList extends GrowingColumn<Float64Array<ArrayBuffer>> {
  constructor() {
    super((length) => new Float64Array(length));
  }
}

/** A list of indices and other integers. */
export class IndexList extends GrowingColumn<Int32Array<ArrayBuffer>> {
  constructor() {
    super((length) => new Int32Array(length));
  }

  toUint32Array(): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.values.subarray(0, this.length));
  }
}
