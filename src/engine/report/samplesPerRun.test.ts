import { describe, expect, it } from 'vitest';
import { generatedDataset } from '../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../test/fixtures/random.ts';
import type { Dataset } from '../data/dataset.ts';
import { modelInputs } from '../data/modelInputs.ts';
import { ints } from '../onnx/attributes.ts';
import type { Model } from '../onnx/model.ts';
import { withSession } from '../runtime/session.ts';
import { samplesPerRun } from './samplesPerRun.ts';

function rows(features: number, options: { readonly rowsOf?: (index: number) => number } = {}): Dataset {
  return generatedDataset('rows', 100, (index) => {
    const count = options.rowsOf?.(index) ?? 1;
    // The values of later samples are larger, so that ranges over a batch are not those of its samples.
    const data = new Random(index).normals(count * features, 1 + index);
    return { feeds: new Map([['x', { type: 'float32', dims: [count, features], data }]]) };
  });
}

function runsOf(model: Model, dataset: Dataset): Promise<number> {
  return withSession(model, { threads: 1 }, (session) => samplesPerRun(dataset, [session], modelInputs(model)));
}

/** A product with a matrix and what follows, of any number of rows. */
function model(features: number, build: (net: ModelBuilder, x: string) => string, batch: number | string = 'N'): Model {
  const net = new ModelBuilder();
  const y = build(net, net.input('x', [batch, features]));
  return net.output(y, [batch, features]).build();
}

const product = (features: number) => (net: ModelBuilder, x: string) =>
  net.node('MatMul', [x, net.constant('float32', [features, features], new Random(7).normals(features * features, 1))]);

/** Takes from each row the mean of the batch. */
const withoutMean = (net: ModelBuilder, x: string) =>
  net.node('Sub', [x, net.node('ReduceMean', [x], { axes: ints([0]) })]);

describe('samples that share a run', () => {
  it('are as many as fit a run, where rows do not touch each other', async () => {
    expect(await runsOf(model(16, product(16)), rows(16))).toBe(32);
    // Samples of 64 KiB: three fit, since the fourth would pass the limit by the byte that empty samples count for.
    expect(
      await runsOf(
        model(16384, (net, x) => net.node('Relu', [x])),
        rows(16384),
      ),
    ).toBe(3);
    expect(
      await runsOf(
        model(65536, (net, x) => net.node('Relu', [x])),
        rows(65536),
      ),
    ).toBe(1);
  });

  it('are one where the model fixes the batch, outside or inside', async () => {
    expect(await runsOf(model(16, product(16), 1), rows(16))).toBe(1);
    const inside = model(16, (net, x) =>
      net.node('Reshape', [x, net.constant('int64', [2], BigInt64Array.of(1n, 16n))]),
    );
    expect(await runsOf(inside, rows(16))).toBe(1);
  });

  it('are one where rows touch each other', async () => {
    expect(await runsOf(model(16, withoutMean), rows(16))).toBe(1);
    const dynamic = model(16, (net, x) => {
      const [values, scale, zero] = net.nodeWith(3, 'DynamicQuantizeLinear', [x]);
      return net.node('DequantizeLinear', [values!, scale!, zero!]);
    });
    expect(await runsOf(dynamic, rows(16))).toBe(1);
  });

  it('are one where any of the models wants it so', async () => {
    const free = model(16, product(16));
    const mean = model(16, withoutMean);
    const found = await withSession(free, { threads: 1 }, (first) =>
      withSession(mean, { threads: 1 }, (second) => samplesPerRun(rows(16), [first, second], modelInputs(free))),
    );
    expect(found).toBe(1);
  });

  it('are one where the first samples differ in shape, and where there are none', async () => {
    const one = generatedDataset('none', 0, () => ({ feeds: new Map() }));
    expect(await runsOf(model(16, product(16)), one)).toBe(1);
    const net = new ModelBuilder();
    const pooled = net.node('ReduceMean', [net.input('x', ['N', 'T'])], { axes: ints([1]) });
    const sequences = generatedDataset('sequences', 9, (index) => ({
      feeds: new Map([['x', { type: 'float32', dims: [1, 4 + index], data: new Float32Array(4 + index).fill(index) }]]),
    }));
    expect(await runsOf(net.output(pooled, ['N', 1]).build(), sequences)).toBe(1);
  });
});
