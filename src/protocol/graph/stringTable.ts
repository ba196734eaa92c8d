/**
 * Distinct strings in the order of their indices, each written as what it shares with the one before: the number of bytes
 * that both begin with, the number of bytes that follow, and those bytes (front coding; numbers as varints, text as UTF-8).
 * Names of tensors and nodes share most of theirs.
 */
export interface StringTable {
  readonly count: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Gathers strings for a {@link StringTable}; the same string has the same index. */
export class StringTableWriter {
  private readonly indices = new Map<string, number>();

  /** The index of a string. */
  add(text: string): number {
    const known = this.indices.get(text);
    if (known !== undefined) return known;
    const index = this.indices.size;
    this.indices.set(text, index);
    return index;
  }

  finish(): StringTable {
    const encoder = new TextEncoder();
    const output = new GrowingBytes();
    // Two places to encode into, in turns, instead of memory for each string.
    let previous = new Uint8Array(256);
    let current = new Uint8Array(256);
    let previousLength = 0;
    for (const text of this.indices.keys()) {
      // A UTF-16 unit is at most three bytes.
      if (3 * text.length > current.length) current = new Uint8Array(6 * text.length);
      const length = encoder.encodeInto(text, current).written;
      const most = Math.min(length, previousLength);
      let shared = 0;
      while (shared < most && current[shared] === previous[shared]) shared++;
      output.varint(shared);
      output.varint(length - shared);
      output.append(current.subarray(shared, length));
      [previous, current, previousLength] = [current, previous, length];
    }
    return { count: this.indices.size, bytes: output.finish() };
  }
}

/** The strings of a table, by their indices. */
export function decodeStrings(table: StringTable): readonly string[] {
  return new StringTableReader(table).take(table.count);
}

/** Reads a {@link StringTable} from its first string to its last, in as many turns as one likes. */
export class StringTableReader {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private current = new Uint8Array(256);
  private at = 0;
  private read = 0;

  constructor(private readonly table: StringTable) {}

  /** How many strings are left. */
  get left(): number {
    return this.table.count - this.read;
  }

  /** The next strings: so many, or what is left. */
  take(most: number): readonly string[] {
    const strings: string[] = [];
    const count = Math.min(most, this.left);
    while (strings.length < count) strings.push(this.next());
    this.read += count;
    return strings;
  }

  private next(): string {
    const shared = this.varint();
    const added = this.varint();
    if (shared + added > this.current.length) {
      const larger = new Uint8Array(2 * (shared + added));
      larger.set(this.current.subarray(0, shared));
      this.current = larger;
    }
    this.current.set(this.table.bytes.subarray(this.at, this.at + added), shared);
    this.at += added;
    return this.decoder.decode(this.current.subarray(0, shared + added));
  }

  private varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.table.bytes[this.at++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  }
}

class GrowingBytes {
  private bytes = new Uint8Array(4096);
  private length = 0;

  append(more: Uint8Array): void {
    this.reserve(more.length);
    this.bytes.set(more, this.length);
    this.length += more.length;
  }

  varint(value: number): void {
    this.reserve(5);
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(2 * (this.length + count));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
