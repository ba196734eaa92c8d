import type { ByteSource } from './byteSource.ts';

/** Bytes of a tensor: in memory, or still where they lie. */
export type Piece = Uint8Array | { readonly source: ByteSource; readonly offset: number; readonly length: number };

/**
 * How a payload is written: `raw` is the little-endian memory image; the others are the typed fields of `TensorProto`,
 * of which `float` and `double` have the same image and the rest are varints.
 */
export type PayloadEncoding = 'raw' | 'float' | 'int32' | 'int64' | 'double' | 'uint64';

/** What a tensor holds, wherever it lies. Packed fields may come in several pieces, which are one after the other. */
export interface Payload {
  readonly encoding: PayloadEncoding;
  readonly pieces: readonly Piece[];
}

/** Fields of `TensorProto` that hold payloads, by their number in the file. */
export const payloadFields: ReadonlyMap<number, PayloadEncoding> = new Map([
  [4, 'float'],
  [5, 'int32'],
  [7, 'int64'],
  [9, 'raw'],
  [10, 'double'],
  [11, 'uint64'],
]);

const fieldNumbers = new Map([...payloadFields].map(([field, encoding]) => [encoding, field]));

export function payloadField(encoding: PayloadEncoding): number {
  const field = fieldNumbers.get(encoding);
  if (field === undefined) throw new Error(`no field for ${encoding}`);
  return field;
}

export function pieceLength(piece: Piece): number {
  return piece instanceof Uint8Array ? piece.byteLength : piece.length;
}

export function payloadLength(payload: Payload): number {
  let length = 0;
  for (const piece of payload.pieces) length += pieceLength(piece);
  return length;
}

/** Whether the stored bytes are the little-endian memory image of the tensor. */
export function isMemoryImage(payload: Payload): boolean {
  return payload.encoding === 'raw' || payload.encoding === 'float' || payload.encoding === 'double';
}

/** The bytes of a payload in one array; a payload in memory in one piece is given as it is, without a copy. */
export function readPayload(payload: Payload): Uint8Array {
  const [first] = payload.pieces;
  if (payload.pieces.length === 1 && first !== undefined) return readPiece(first);
  const whole = new Uint8Array(payloadLength(payload));
  let at = 0;
  for (const piece of payload.pieces) {
    whole.set(readPiece(piece), at);
    at += pieceLength(piece);
  }
  return whole;
}

function readPiece(piece: Piece): Uint8Array {
  return piece instanceof Uint8Array ? piece : piece.source.read(piece.offset, piece.length);
}

/** The payloads of one model. A tensor names its own by a number counted from one; zero is none. */
export class PayloadTable {
  private readonly payloads: Payload[] = [];
  /** The table that this one continues, and how many of its payloads are known here. */
  private readonly base: PayloadTable | undefined;
  private readonly known: number;

  constructor(base?: PayloadTable) {
    this.base = base;
    this.known = base?.size ?? 0;
  }

  /** A table with the payloads of this one, to which more can be added without keeping them here. */
  extended(): PayloadTable {
    return new PayloadTable(this);
  }

  private get size(): number {
    return this.known + this.payloads.length;
  }

  add(payload: Payload): number {
    return this.known + this.payloads.push(payload);
  }

  get(index: number): Payload {
    if (this.base !== undefined && index <= this.known) return this.base.get(index);
    const payload = this.payloads[index - this.known - 1];
    if (payload === undefined) throw new Error(`no payload ${index}`);
    return payload;
  }
}
