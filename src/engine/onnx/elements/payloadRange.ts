import { type Payload, pieceLength } from '../payload.ts';

/** Bytes `offset` to `offset + length` of a payload, in memory of their own; fewer where the payload ends. */
export function readRange(payload: Payload, offset: number, length: number): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let start = 0;
  for (const piece of payload.pieces) {
    const end = start + pieceLength(piece);
    const from = Math.max(offset, start);
    const to = Math.min(offset + length, end);
    if (from < to) {
      const part =
        piece instanceof Uint8Array
          ? piece.subarray(from - start, to - start)
          : piece.source.read(piece.offset + from - start, to - from);
      // Mostly everything is in one piece, which was read into memory of its own.
      if (part.byteLength === length && !(piece instanceof Uint8Array)) return part as Uint8Array<ArrayBuffer>;
      parts.push(part);
    }
    start = end;
  }
  return concatenated(parts);
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
