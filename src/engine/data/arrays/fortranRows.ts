import { elementCount } from '../../onnx/tensor.ts';
import type { ByteRange } from './byteReader.ts';
import type { RowBytes } from './npyArray.ts';
import type { NpyHeader } from './npyHeader.ts';

/** Bytes of rows that are gathered in one pass over the file. */
const blockBytes = 1 << 25;
/** Bytes that are read at once where columns (the elements at one place of all rows) are shorter. */
const pieceBytes = 1 << 20;

/**
 * Rows of an array in Fortran order, where the elements of a row are spread over the whole file. Each pass over the file
 * gathers as many rows as {@link blockBytes} hold, so memory stays constant and time grows with the square of very large
 * arrays only.
 */
export class FortranRows implements RowBytes {
  private readonly range: ByteRange;
  private readonly header: NpyHeader;
  private readonly rows: number;
  private readonly rowBytes: number;
  private readonly rowsPerBlock: number;
  /** For each element of a row, in the order of the file, its byte offset with the last axis fastest. */
  private readonly offsets: Float64Array;
  private block: Uint8Array = new Uint8Array(0);
  private blockStart = 0;
  private blockEnd = 0;
  private position = 0;

  constructor(range: ByteRange, header: NpyHeader) {
    this.range = range;
    this.header = header;
    this.rows = header.dims[0] ?? 1;
    const rowDims = header.dims.slice(1);
    this.rowBytes = elementCount(rowDims) * header.element.bytes;
    this.rowsPerBlock = Math.max(1, Math.floor(blockBytes / Math.max(1, this.rowBytes)));
    this.offsets = offsetsOf(rowDims, header.element.bytes);
  }

  async read(count: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(count * this.rowBytes);
    for (let row = 0; row < count; row++, this.position++) {
      if (this.position >= this.blockEnd) await this.gather(this.position);
      const start = (this.position - this.blockStart) * this.rowBytes;
      bytes.set(this.block.subarray(start, start + this.rowBytes), row * this.rowBytes);
    }
    return bytes;
  }

  skip(count: number): Promise<void> {
    this.position += count;
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.block = new Uint8Array(0);
    return Promise.resolve();
  }

  private async gather(start: number): Promise<void> {
    const size = this.header.element.bytes;
    const count = Math.min(this.rowsPerBlock, this.rows - start);
    const block = new Uint8Array(count * this.rowBytes);
    const columns = Math.max(1, Math.floor(pieceBytes / (this.rows * size)));
    const reader = await this.range.open();
    try {
      await reader.skip(this.header.length);
      for (let first = 0; first < this.offsets.length; first += columns) {
        const offsets = this.offsets.subarray(first, first + columns);
        if (offsets.length > 1) {
          const piece = await reader.read(offsets.length * this.rows * size);
          offsets.forEach((offset, column) => {
            const from = (column * this.rows + start) * size;
            scatter(piece.subarray(from, from + count * size), size, block, offset, this.rowBytes);
          });
        } else {
          await reader.skip(start * size);
          scatter(await reader.read(count * size), size, block, offsets[0] ?? 0, this.rowBytes);
          await reader.skip((this.rows - start - count) * size);
        }
      }
    } finally {
      await reader.close();
    }
    this.block = block;
    this.blockStart = start;
    this.blockEnd = start + count;
  }
}

/** Puts the elements of one column into their rows. */
function scatter(column: Uint8Array, size: number, block: Uint8Array, offset: number, rowBytes: number): void {
  for (let from = 0, to = offset; from < column.length; from += size, to += rowBytes) {
    for (let byte = 0; byte < size; byte++) block[to + byte] = column[from + byte] ?? 0;
  }
}

function offsetsOf(dims: readonly number[], size: number): Float64Array {
  const strides = dims.map((_, axis) => elementCount(dims.slice(axis + 1)) * size);
  const offsets = new Float64Array(elementCount(dims));
  const index = dims.map(() => 0);
  for (let at = 0, offset = 0; at < offsets.length; at++) {
    offsets[at] = offset;
    for (let axis = 0; axis < dims.length; axis++) {
      const stride = strides[axis] ?? 0;
      const next = (index[axis] ?? 0) + 1;
      offset += stride;
      if (next < (dims[axis] ?? 0)) {
        index[axis] = next;
        break;
      }
      index[axis] = 0;
      offset -= stride * next;
    }
  }
  return offsets;
}
