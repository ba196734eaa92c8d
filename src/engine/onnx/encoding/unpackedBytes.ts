import type { ByteSource } from '../byteSource.ts';
import { bitsPerElement } from '../elementType.ts';
import type { NumericElements } from '../elements/storedElements.ts';
import { bitsOf } from './survey.ts';

/** Bytes of the bitmap between two places at which the number of values before is known. */
const stride = 256;

/**
 * A packed weight as the bytes that it stands for. They are put together when they are read, so that opening a weight takes a
 * thirtieth of its memory.
 */
export class UnpackedBytes implements ByteSource {
  readonly name: string;
  readonly size: number;
  /** Bits that are set. */
  readonly others: number;
  private readonly bitmap: Uint8Array;
  private readonly values: NumericElements;
  private readonly elementSize: number;
  private readonly before: Uint32Array;

  /** @param values the background and the values. @param count elements of the weight */
  constructor(name: string, bitmap: Uint8Array, values: NumericElements, count: number) {
    this.name = name;
    this.bitmap = bitmap;
    this.values = values;
    this.elementSize = bitsPerElement(values.type) / 8;
    this.size = count * this.elementSize;
    this.before = new Uint32Array(Math.ceil(bitmap.length / stride));
    let set = 0;
    bitmap.forEach((byte, index) => {
      if (index % stride === 0) this.before[index / stride] = set;
      set += ones[byte]!;
    });
    this.others = set;
  }

  read(offset: number, length: number): Uint8Array<ArrayBuffer> {
    const { elementSize } = this;
    const first = Math.floor(offset / elementSize);
    const end = Math.ceil((offset + length) / elementSize);
    const whole = this.elements(first, end);
    const from = offset - first * elementSize;
    return from === 0 && whole.byteLength === length ? whole : whole.slice(from, from + length);
  }

  close(): void {
    // What it reads from belongs to the model.
  }

  private elements(first: number, end: number): Uint8Array<ArrayBuffer> {
    const { elementSize: size } = this;
    const image = new Uint8Array((end - first) * size);
    const result = bitsOf(image, size);
    const background = bitsOf(this.values.image(0, size), size)[0]!;
    result.fill(background as never);
    const rank = this.rank(first);
    const values = bitsOf(this.values.image((1 + rank) * size, (this.rank(end) - rank) * size), size);
    let taken = 0;
    for (let place = first; place < end; place++) {
      if (((this.bitmap[place >>> 3]! >>> (place & 7)) & 1) === 1) result[place - first] = values[taken++]!;
    }
    return image;
  }

  /** Bits that are set before a place. */
  private rank(place: number): number {
    const byte = place >>> 3;
    const block = Math.floor(byte / stride);
    if (block >= this.before.length) return this.others;
    let set = this.before[block]!;
    for (let index = block * stride; index < byte; index++) set += ones[this.bitmap[index]!]!;
    return set + ones[(this.bitmap[byte] ?? 0) & ((1 << (place & 7)) - 1)]!;
  }
}

/** Bits that are set in a byte. */
const ones = Uint8Array.from({ length: 256 }, (_, byte) => {
  let count = 0;
  for (let rest = byte; rest > 0; rest >>>= 1) count += rest & 1;
  return count;
});
