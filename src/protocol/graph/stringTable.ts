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
export function decodeStrings({ count, bytes }: StringTable): readonly string[] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const strings: string[] = [];
  let current = new Uint8Array(256);
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  while (strings.length < count) {
    const shared = varint();
    const added = varint();
    if (shared + added > current.length) {
      const larger = new Uint8Array(2 * (shared + added));
      larger.set(current.subarray(0, shared));
      current = larger;
    }
    current.set(bytes.subarray(at, at + added), shared);
    at += added;
    strings.push(decoder.decode(current.subarray(0, shared + added)));
  }
  return strings;
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
