import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { CheapBytes } from '../../../test/fixtures/virtualFile.ts';
import { field, initializer, modelBytes, varintField } from '../../../test/fixtures/wire.ts';
import { openModel } from './open.ts';
import { saveModel } from './save.ts';
import { bytesOf } from './tensor.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-large-'));
afterAll(() => rmSync(folder, { recursive: true }));

const gibibyte = 2 ** 30;

/** The most memory the process had, beyond what it had before, while it did something. */
function growthDuring(action: (sample: () => void) => void): number {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  action(() => (peak = Math.max(peak, process.memoryUsage().rss)));
  return peak - before;
}

beforeAll(() => {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < 4 * gibibyte) throw new Error(`these tests need 4 GB in ${tmpdir()}`);
});

describe('saving a model of 500 MB', () => {
  it('streams its weights: memory does not grow with them', () => {
    const net = new ModelBuilder({ opset: 17 });
    const length = 64 * 2 ** 20;
    const source = new CheapBytes(8 * length);
    let x = net.input('x', ['N', 4096]);
    for (let layer = 0; layer < 8; layer++) {
      x = net.node('MatMul', [x, net.stored('float32', [4096, 4096], { source, offset: layer * length, length })]);
    }
    const file = path.join(folder, 'streamed.onnx');
    const growth = growthDuring((sample) => saveModel(net.output(x).build(), file, { onProgress: sample }));
    expect(statSync(file).size).toBeGreaterThan(8 * length);
    expect(growth).toBeLessThan(160 * 2 ** 20);
    const model = openModel(file);
    const [first, second] = model.graph.initializers;
    const weights = [first, second].map((tensor) => bytesOf(model.read(tensor!).data as Float32Array));
    expect(weights.map((each) => each.length)).toEqual([length, length]);
    weights.forEach((each, index) => {
      for (const at of [0, 4096, length - 4096]) expect(each[at]).toBe(source.read(index * length + at, 1)[0]);
    });
    model.close();
    rmSync(file);
  });
});

describe('a model over 2 GB', () => {
  it('is opened, and saved with a data file, without being in memory', () => {
    const sizes = [gibibyte, 5000, gibibyte, 300_000_000];
    const offsets = sizes.map((_, index) => 4096 + sizes.slice(0, index).reduce((sum, size) => sum + size, 0));
    const mark = (index: number): Buffer => Buffer.from(Float32Array.of(index + 1, index + 2, index + 3).buffer);
    const data = openSync(path.join(folder, 'large.data'), 'w');
    // Only the ends of each weight are written: the rest is a hole that takes no room on the disk.
    ftruncateSync(data, offsets.at(-1)! + sizes.at(-1)!);
    sizes.forEach((size, index) => {
      writeSync(data, mark(index), 0, 12, offsets[index]);
      writeSync(data, mark(index), 0, 12, offsets[index]! + size - 12);
    });
    closeSync(data);
    const entry = (key: string, value: string | number): Uint8Array =>
      field(13, field(1, key), field(2, String(value)));
    const tensors = sizes.map((size, index) =>
      initializer(
        `w${index}`,
        1,
        [size / 4],
        entry('location', 'large.data'),
        entry('offset', offsets[index]!),
        entry('length', size),
        varintField(14, 1),
      ),
    );
    const file = path.join(folder, 'large.onnx');
    writeFileSync(file, modelBytes(...tensors));

    const model = openModel(file);
    const target = path.join(folder, 'saved.onnx');
    const growth = growthDuring((sample) => saveModel(model, target, { onProgress: sample }));
    expect(growth).toBeLessThan(160 * 2 ** 20);
    model.close();

    const [location] = readdirSync(folder).filter((name) => name.startsWith('saved.onnx.'));
    expect(statSync(target).size).toBeLessThan(2000);
    expect(statSync(path.join(folder, location!)).size).toBeGreaterThan(2 * gibibyte);
    const saved = openModel(target);
    sizes.forEach((size, index) => {
      const payload = saved.payload(saved.graph.initializer(`w${index}`)!)!;
      const [piece] = payload.pieces;
      if (piece === undefined || piece instanceof Uint8Array) throw new Error('the weight is in memory');
      expect(piece.length).toBe(size);
      expect(piece.offset % 4096).toBe(0);
      for (const at of [0, size - 12]) {
        expect(Buffer.compare(piece.source.read(piece.offset + at, 12), mark(index))).toBe(0);
      }
      expect(piece.source.read(piece.offset + 12, 1000).every((byte) => byte === 0)).toBe(true);
    });
    saved.close();
  });
});
