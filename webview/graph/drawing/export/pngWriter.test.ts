import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PngWriter } from './pngWriter.ts';

/** What is in a PNG of this kind, read by the rules of the format. */
async function read(blob: Blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  const view = new DataView(bytes.buffer);
  const chunks = new Map<string, Uint8Array<ArrayBuffer>>();
  for (let at = 8; at < bytes.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    expect(view.getUint32(at + 8 + length)).toBe(crc(bytes.subarray(at + 4, at + 8 + length)));
    chunks.set(type, bytes.slice(at + 8, at + 8 + length));
    at += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
  const header = new DataView(chunks.get('IHDR')!.buffer);
  const stream = new Blob([chunks.get('IDAT')!]).stream().pipeThrough(new DecompressionStream('deflate'));
  const rows = new Uint8Array(await new Response(stream).arrayBuffer());
  return { width: header.getUint32(0), height: header.getUint32(4), kind: [...chunks.get('IHDR')!.subarray(8)], rows };
}

/** Bit by bit, as the standard defines it. */
function crc(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return ~rest >>> 0;
}

describe('a PNG that is written in strips', () => {
  it('has the pixels that were written, however they were cut', async () => {
    const picture = fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 5 }),
    );
    await fc.assert(
      fc.asyncProperty(picture, fc.infiniteStream(fc.nat(255)), async ([width, height, strip], bytes) => {
        const pixels = Uint8ClampedArray.from({ length: 4 * width * height }, () => bytes.next().value as number);
        const writer = new PngWriter(width, height);
        for (let row = 0; row < height; row += strip) {
          await writer.write(pixels.subarray(4 * width * row, 4 * width * Math.min(height, row + strip)));
        }
        const png = await read(await writer.end());
        expect([png.width, png.height]).toEqual([width, height]);
        // 8 bits, red, green and blue, zlib, filtered, not interlaced.
        expect(png.kind).toEqual([8, 2, 0, 0, 0]);
        const expected = Array.from({ length: height }, (_, row) => [
          0,
          ...pixels.subarray(4 * width * row, 4 * width * (row + 1)).filter((_channel, index) => index % 4 !== 3),
        ]).flat();
        expect([...png.rows]).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});
