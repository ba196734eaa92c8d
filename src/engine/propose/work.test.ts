import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ModelBuilder, valueInfo } from '../../../test/fixtures/modelBuilder.ts';
import {
  angleClassifier,
  digitClassifier,
  type RealModel,
  textDetector,
  textRecognizer,
} from '../../../test/fixtures/realModels.ts';
import { ints } from '../onnx/attributes.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { macsByNode } from '../profile/nodeMacs.ts';
import { tensorTypes } from '../runtime/tensorTypes.ts';
import { workOf } from './work.ts';

const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-work-'));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

/** The share of the convolutions in what a run of the model shows. */
async function measuredShare(model: Model, feeds: Parameters<typeof tensorTypes>[1]): Promise<number> {
  const macs = macsByNode(model.graph, await tensorTypes(model, feeds, { temporaryFolder }));
  let convolutions = 0;
  let total = 0;
  for (const node of model.graph.nodes) {
    const own = macs.get(model.graph.id(node)) ?? 0;
    total += own;
    if (node.opType === 'Conv') convolutions += own;
  }
  return convolutions / total;
}

/** A patch of convolutions, then products on the sequence of places, then a classifier on their mean. */
function convolutionsAndProducts(declared: boolean): Model {
  const net = new ModelBuilder();
  const x = net.input('x', ['N', 3, 32, 32]);
  const map = net.node('Conv', [x, net.weight([16, 3, 4, 4])], { strides: ints([4, 4]) }, { output: 'map' });
  const rows = net.node('Reshape', [map, net.ints([0, 16, -1])], {}, { output: 'rows' });
  const steps = net.node('Transpose', [rows], { perm: ints([0, 2, 1]) }, { output: 'steps' });
  const hidden = net.node('MatMul', [steps, net.matrix(16, 64)], {}, { output: 'hidden' });
  const mean = net.node('Squeeze', [
    net.node('Slice', [hidden, net.ints([0]), net.ints([1]), net.ints([1])]),
    net.ints([1]),
  ]);
  const logits = net.node('Gemm', [mean, net.matrix(64, 10)], {}, { output: 'logits' });
  if (declared) {
    const dims = { map: ['N', 16, 8, 8], rows: ['N', 16, 64], steps: ['N', 64, 16], hidden: ['N', 64, 64] };
    for (const [name, shape] of [...Object.entries(dims), [mean, ['N', 64]] as const]) {
      net.model.graph.addValueInfo(valueInfo(name, shape));
    }
  }
  return net.output(logits, ['N', 10]).build();
}

/** MACs of one sample: 64 places of 4·4·3 for 16 channels, 64 steps of 16 for 64, and 64 for 10 classes. */
const expected = { convolution: 64 * 48 * 16, product: 64 * 16 * 64 + 640 };

describe('the work of a model', () => {
  it.each([
    ['is counted where the file declares shapes, whatever the size of the batch', true],
    ['is estimated where it declares none', false],
  ])('%s', (_what, counted) => {
    const work = workOf(convolutionsAndProducts(counted));
    const total = expected.convolution + expected.product;
    expect(work.counted).toBe(counted);
    expect(work.shares.convolution).toBeCloseTo(expected.convolution / total, 12);
    expect(work.shares.product).toBeCloseTo(expected.product / total, 12);
  });

  it.each<RealModel>([digitClassifier, textDetector, textRecognizer, angleClassifier])(
    'of $name is estimated to a tenth of what a run shows',
    async ({ file, feeds }) => {
      const model = openModel(file);
      try {
        const { shares, counted } = workOf(model);
        expect(counted).toBe(false);
        expect(Math.abs(shares.convolution - (await measuredShare(model, feeds())))).toBeLessThan(0.1);
      } finally {
        model.close();
      }
    },
  );
});
