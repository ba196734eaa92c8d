/**
 * Writes a PNG (W3C, third edition) row by row: 8 bits each of red, green and blue, packed by the browser's own zlib. Only the
 * packed bytes are kept, so a picture can be larger than any canvas.
 */
export class PngWriter {
  private readonly packed: Promise<Blob>;
  private readonly rows: WritableStreamDefaultWriter<BufferSource>;

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {
    const zlib = new CompressionStream('deflate');
    this.rows = zlib.writable.getWriter();
    this.packed = new Response(zlib.readable).blob();
  }

  /** Adds whole rows of red, green, blue and alpha. Waits while there is more than can be packed. */
  async write(pixels: Uint8ClampedArray): Promise<void> {
    const { width } = this;
    const count = pixels.length / (4 * width);
    // One byte before each row says how it is filtered: not at all.
    const rows = new Uint8Array(count * (3 * width + 1));
    let to = 0;
    for (let row = 0; row < count; row++) {
      to++;
      for (let from = row * width * 4; from < (row + 1) * width * 4; from += 4) {
        rows[to++] = pixels[from]!;
        rows[to++] = pixels[from + 1]!;
        rows[to++] = pixels[from + 2]!;
      }
    }
    await this.rows.ready;
    await this.rows.write(rows);
  }

  async end(): Promise<Blob> {
    await this.rows.close();
    const data = new Uint8Array(await (await this.packed).arrayBuffer());
    const header = new DataView(new ArrayBuffer(13));
    header.setUint32(0, this.width);
    header.setUint32(4, this.height);
    // 8 bits, red, green and blue.
    header.setUint8(8, 8);
    header.setUint8(9, 2);
    const chunks = [chunk('IHDR', new Uint8Array(header.buffer)), chunk('IDAT', data), chunk('IEND', new Uint8Array())];
    return new Blob([signature, ...chunks], { type: 'image/png' });
  }
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let index = 0; index < 4; index++) bytes[4 + index] = type.charCodeAt(index);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/** CRC-32 as of ISO 3309. */
function crc(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = remainders[(rest ^ byte) & 0xff]! ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}
