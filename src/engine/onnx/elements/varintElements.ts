import type { ElementType } from '../elementType.ts';
import { type Payload, payloadLength } from '../payload.ts';
import { bytesPerEntry, imageOfVarints } from '../typedField.ts';
import { readRange } from './payloadRange.ts';

const blockSize = 256 * 1024;
/** Entries between two places that are remembered. */
const step = 65_536;

interface Place {
  /** Number of an entry, and the byte at which it begins. */
  readonly entry: number;
  readonly byte: number;
}

/**
 * Elements that lie as varints one after the other, which is how typed fields of integers are packed. Where an element
 * lies is only known from what is before it, so places on the way are remembered.
 */
export class VarintElements {
  private readonly places: Place[] = [{ entry: 0, byte: 0 }];
  private last: Place = { entry: 0, byte: 0 };
  private readonly length: number;
  private readonly entryBytes: number;

  constructor(
    private readonly payload: Payload,
    private readonly type: Exclude<ElementType, 'string'>,
  ) {
    this.length = payloadLength(payload);
    this.entryBytes = bytesPerEntry(type);
  }

  /** Bytes of the memory image, at whole entries; fewer where the payload ends. */
  image(offset: number, length: number): Uint8Array<ArrayBuffer> {
    const from = this.byteOf(offset / this.entryBytes);
    const to = this.byteOf((offset + length) / this.entryBytes);
    return new Uint8Array(imageOfVarints(readRange(this.payload, from, to - from), this.type));
  }

  /** Bytes of the memory image from `offset` on. */
  imageAfter(offset: number): number {
    const entry = offset / this.entryBytes;
    this.byteOf(Infinity);
    return (this.last.entry - entry) * this.entryBytes;
  }

  /** The byte at which an entry begins; the end of the payload where there are not so many. */
  private byteOf(entry: number): number {
    let { entry: at, byte } = this.nearest(entry);
    while (at < entry && byte < this.length) {
      const block = readRange(this.payload, byte, Math.min(blockSize, this.length - byte));
      for (const [index, value] of block.entries()) {
        if (value >= 0x80) continue;
        at++;
        if (at % step === 0 && at / step === this.places.length)
          this.places.push({ entry: at, byte: byte + index + 1 });
        if (at === entry) return this.remember(at, byte + index + 1);
      }
      byte += block.byteLength;
    }
    return this.remember(at, byte);
  }

  private nearest(entry: number): Place {
    const place = this.places[Math.min(this.places.length - 1, Math.floor(entry / step))] ?? this.last;
    return this.last.entry <= entry && this.last.entry > place.entry ? this.last : place;
  }

  private remember(entry: number, byte: number): number {
    this.last = { entry, byte };
    return byte;
  }
}
