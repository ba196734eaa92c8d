import { isMemoryImage, type Payload, payloadLength, type Piece } from './payload.ts';
import type { Placement } from './splice.ts';

/** Alignment of weights in data files, so that runtimes can map them into memory. */
const alignment = 4096;
/** Smaller payloads stay in the model file. */
const smallest = 1024;

/** The layout of a data file that holds weights one after the other, aligned; one that several tensors have lies there once. */
export class DataFile {
  readonly location: string;
  readonly pieces: Piece[] = [];
  size = 0;
  private readonly placed = new Map<Payload, Placement>();

  constructor(location: string) {
    this.location = location;
  }

  /** Where a payload goes: into the data file, unless it is small or the typed field it lies in has another form. */
  place(payload: Payload): Placement {
    const known = this.placed.get(payload);
    if (known !== undefined) return known;
    const length = payloadLength(payload);
    if (length < smallest || !isMemoryImage(payload)) return { kind: 'inline' };
    const padding = (alignment - (this.size % alignment)) % alignment;
    if (padding > 0) this.pieces.push(new Uint8Array(padding));
    const offset = this.size + padding;
    this.pieces.push(...payload.pieces);
    this.size = offset + length;
    const placement: Placement = { kind: 'external', location: this.location, offset, length };
    this.placed.set(payload, placement);
    return placement;
  }
}
