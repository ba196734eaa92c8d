import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { wireModelWithUnknownFields } from '../../../test/fixtures/wireModel.ts';
import { MemoryBytes } from './byteSource.ts';
import { onnx } from './generated/onnx.js';
import { openModel } from './open.ts';
import { saveModel } from './save.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-unknown-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { bytes, marks } = wireModelWithUnknownFields();

/** Each mark is followed by the next field's tag, 9004 as fixed32, or by the end: marks that begin alike stay apart. */
function survivors(file: Uint8Array): readonly string[] {
  const text = Buffer.from(file).toString('latin1');
  const tag = Buffer.from([0xe5, 0xb2, 0x04]).toString('latin1');
  return marks.filter((mark) => text.split(mark + (mark === 'mark of the model' ? '' : tag)).length === 2);
}

describe('fields that no version of the format has', () => {
  it('stand once in each of the messages of the test', () => {
    expect(marks.length).toBeGreaterThan(150);
    expect(new Set(marks).size).toBe(marks.length);
    expect(survivors(bytes)).toEqual(marks);
  });

  for (const how of ['as opened', 'copied', 'with weights in a file beside'] as const) {
    it(`survive when the model is saved ${how}, and so does everything else`, () => {
      const opened = openModel(new MemoryBytes('unknown.onnx', bytes));
      const model = how === 'copied' ? opened.clone() : opened;
      const file = path.join(folder, `${how}.onnx`);
      saveModel(model, file, { externalData: how === 'with weights in a file beside' ? 'always' : 'when-needed' });
      const saved = readFileSync(file);
      expect(survivors(saved)).toEqual(marks);
      if (how !== 'with weights in a file beside') {
        // The runtime's own reader would see the same message: nothing is lost, added or in another place.
        expect(onnx.ModelProto.decode(saved)).toEqual(onnx.ModelProto.decode(bytes));
        expect(saved.length).toBe(bytes.length);
      }
    });
  }

  it('survive an edit of the graph around them', () => {
    const model = openModel(new MemoryBytes('unknown.onnx', bytes));
    const [node] = model.graph.nodes;
    model.graph.setInput(node!, 0, 'other');
    model.graph.removeInitializer('s');
    const file = path.join(folder, 'edited.onnx');
    saveModel(model, file);
    const left = new Set(survivors(readFileSync(file)));
    expect(marks.filter((mark) => !left.has(mark)).length).toBe(1);
  });
});
