import protobuf from 'protobufjs/minimal.js';
import { type MessageName, nestedMessage, payloadIndexField } from './layout.ts';
import { type Payload, payloadField, payloadLength, type PayloadTable, type Piece, pieceLength } from './payload.ts';

/** Where a payload goes: into the message, or into a data file of which the tensor only names its part. */
export type Placement =
  | { readonly kind: 'inline' }
  | { readonly kind: 'external'; readonly location: string; readonly offset: number; readonly length: number };

/** A file to be written: its length in bytes, and its parts in order. */
export interface Spliced {
  readonly size: number;
  readonly pieces: readonly Piece[];
}

const externalDataField = 13;
const dataLocationField = 14;

/**
 * The reverse of skimming: puts the payloads back into an encoded structure, as a list of pieces that can be streamed.
 * Payloads are not read here; parts of the structure that hold none are taken as they are.
 */
export function splice(structure: Uint8Array, payloads: PayloadTable, place: (payload: Payload) => Placement): Spliced {
  return new Splicer(structure, payloads, place).message('model', 0, structure.length);
}

class Pieces {
  readonly pieces: Piece[] = [];
  size = 0;

  add(piece: Piece): void {
    this.pieces.push(piece);
    this.size += pieceLength(piece);
  }

  append(other: Spliced): void {
    for (const piece of other.pieces) this.pieces.push(piece);
    this.size += other.size;
  }
}

class Splicer {
  private readonly structure: Uint8Array;
  private readonly payloads: PayloadTable;
  private readonly place: (payload: Payload) => Placement;

  constructor(structure: Uint8Array, payloads: PayloadTable, place: (payload: Payload) => Placement) {
    this.structure = structure;
    this.payloads = payloads;
    this.place = place;
  }

  message(name: MessageName, start: number, end: number): Spliced {
    if (name === 'tensor') return this.tensor(start, end);
    const result = new Pieces();
    const reader = this.readerAt(start, end);
    let copied = start;
    while (reader.pos < end) {
      const fieldStart = reader.pos;
      const tag = reader.uint32();
      const child = (tag & 7) === 2 ? nestedMessage(name, tag >>> 3) : undefined;
      if (child === undefined) {
        reader.skipType(tag & 7);
        continue;
      }
      const length = reader.uint32();
      const childStart = reader.pos;
      reader.pos += length;
      const spliced = this.message(child, childStart, reader.pos);
      if (isUnchanged(spliced, length)) continue;
      this.copy(result, copied, fieldStart);
      result.add(new protobuf.Writer().uint32(tag).uint32(spliced.size).finish());
      result.append(spliced);
      copied = reader.pos;
    }
    this.copy(result, copied, end);
    return result;
  }

  private tensor(start: number, end: number): Spliced {
    const index = this.payloadIndex(start, end);
    if (index === 0) return { size: end - start, pieces: [this.structure.subarray(start, end)] };
    const payload = this.payloads.get(index);
    const placement = this.place(payload);
    const result = new Pieces();
    this.copyHeader(result, start, end);
    if (placement.kind === 'external') {
      result.add(externalFields(placement));
      return result;
    }
    const tag = payloadField(payload.encoding) * 8 + 2;
    result.add(new protobuf.Writer().uint32(tag).uint32(payloadLength(payload)).finish());
    for (const piece of payload.pieces) result.add(piece);
    return result;
  }

  /** Copies what describes a tensor: all but our index and where its bytes used to lie. */
  private copyHeader(result: Pieces, start: number, end: number): void {
    const reader = this.readerAt(start, end);
    while (reader.pos < end) {
      const fieldStart = reader.pos;
      const tag = reader.uint32();
      reader.skipType(tag & 7);
      const field = tag >>> 3;
      if (field === payloadIndexField || field === externalDataField || field === dataLocationField) continue;
      this.copy(result, fieldStart, reader.pos);
    }
  }

  private payloadIndex(start: number, end: number): number {
    const reader = this.readerAt(start, end);
    while (reader.pos < end) {
      const tag = reader.uint32();
      if (tag >>> 3 === payloadIndexField) return reader.uint32();
      reader.skipType(tag & 7);
    }
    return 0;
  }

  private readerAt(start: number, end: number): protobuf.Reader {
    const reader = protobuf.Reader.create(this.structure);
    reader.pos = start;
    reader.len = end;
    return reader;
  }

  private copy(result: Pieces, start: number, end: number): void {
    if (end > start) result.add(this.structure.subarray(start, end));
  }
}

function isUnchanged(spliced: Spliced, length: number): boolean {
  return spliced.size === length && spliced.pieces.length <= 1;
}

function externalFields(placement: { location: string; offset: number; length: number }): Uint8Array {
  const writer = new protobuf.Writer();
  const entries = [
    ['location', placement.location],
    ['offset', String(placement.offset)],
    ['length', String(placement.length)],
  ] as const;
  for (const [key, value] of entries) {
    writer.uint32(externalDataField * 8 + 2).fork();
    writer.uint32(10).string(key).uint32(18).string(value).ldelim();
  }
  return writer
    .uint32(dataLocationField * 8)
    .uint32(1)
    .finish();
}
