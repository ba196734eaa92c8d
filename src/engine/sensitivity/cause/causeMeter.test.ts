import { describe, expect, it } from 'vitest';
import { graphValue, makeNode } from '../../onnx/attributes.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/open.ts';
import type { Dataset } from '../../data/dataset.ts';
import { take } from '../../data/take.ts';
import type { DenseTensor } from '../../onnx/tensor.ts';
import { quantizedParts } from '../../../protocol/options/sensitivity.ts';
import { quantizeDynamicOptions } from '../../../protocol/options/quantizeDynamic.ts';
import { quantizeStaticOptions } from '../../../protocol/options/quantizeStatic.ts';
import { ConvolutionalNet } from '../../../../test/fixtures/convolutionalNet.ts';
import { digitsFile, testDigits } from '../../../../test/fixtures/digits.ts';
import { fragileModels } from '../../../../test/fixtures/fragileModels.ts';
import { generatedDataset } from '../../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { body } from '../../../../test/fixtures/nestedGraphs.ts';
import { Random } from '../../../../test/fixtures/random.ts';
import { randomGraph } from '../../../../test/fixtures/randomGraph/randomGraph.ts';
import { angleClassifier, voiceDetectorLegacy } from '../../../../test/fixtures/realModels.ts';
import { passContext, randomDataset } from '../../../../test/quantize/quantized.ts';
import type { Layer, QuantizableModel } from '../layer.ts';
import { prepareScheme } from '../scheme/prepareScheme.ts';
import { type CauseOptions, type MeasuredCause, withCauseMeter } from './causeMeter.ts';
import { naiveCause } from './testing/naiveCause.ts';
import { causeOptions, scaled } from './testing/setting.ts';

/** Decibels by which two ways may differ; with rounding, a value at the border of a step goes either way with the order of sums. */
const [tolerance, roundingTolerance] = [0.01, 0.3];

function expectSame({ effect, errors }: MeasuredCause, naive: MeasuredCause, within: number): void {
  // Beyond this both are what float leaves.
  const decibels = (value: number): number => Math.min(value, 100);
  expect(Math.abs(decibels(effect.sqnr) - decibels(naive.effect.sqnr))).toBeLessThan(within);
  expect(effect.outputs.map(({ output }) => output)).toEqual(naive.effect.outputs.map(({ output }) => output));
  effect.outputs.forEach(({ sqnr }, index) => {
    expect(Math.abs(decibels(sqnr) - decibels(naive.effect.outputs[index]!.sqnr))).toBeLessThan(within);
  });
  expect(effect.divergence ?? 0).toBeCloseTo(naive.effect.divergence ?? 0, 4);
  expect(effect.metrics).toEqual(naive.effect.metrics);
  expect(errors.size).toBe(naive.errors.size);
}

interface Comparison {
  readonly layers?: readonly Layer[];
  readonly parts?: readonly (typeof quantizedParts)[number][];
  readonly options?: Partial<CauseOptions>;
  /** Decibels by which both ways may differ. */
  readonly within?: number;
}

/** Measures layers with and without resuming; gives the meter's plan and the executions of nodes of both. */
async function compare(
  model: QuantizableModel,
  dataset: Dataset,
  { layers, parts, options = {}, within = tolerance }: Comparison = {},
) {
  const asked = { ...causeOptions, ...options };
  const naive = await naiveCause(model, dataset, asked);
  return withCauseMeter(model, dataset, asked, async (meter) => {
    let [resumed, whole] = [meter.plan.preparation.nodeRuns, naive.nodeRuns];
    for (const layer of layers ?? model.layers) {
      for (const what of parts ?? ['both']) {
        const [own, full] = [await meter.measure(layer, what), await naive.measure(layer, what)];
        expectSame(own, full, within);
        resumed += own.nodeRuns;
        whole += full.nodeRuns;
      }
    }
    return { plan: meter.plan, resumed, whole };
  });
}

async function statically(model: Model, dataset: Dataset): Promise<QuantizableModel> {
  const options = quantizeStaticOptions.parse({});
  return prepareScheme(model, dataset, { pass: 'quantize-static', options }, passContext());
}

const images = (size: number, dims: (index: number) => readonly number[] = () => [1, 3, 24, 24]): Dataset =>
  generatedDataset('images', size, (index) => {
    const shape = dims(index);
    const count = shape.reduce((product, dim) => product * dim, 1);
    return { feeds: new Map([['images', { type: 'float32', dims: shape, data: new Random(index).normals(count) }]]) };
  });

/** Convolutions one after the other, each with a Relu. */
function chain(length: number): Model {
  const net = new ConvolutionalNet({ seed: 50, file: 'chain.onnx' });
  let x = net.images('images', 24);
  for (let index = 0; index < length; index++) x = net.relu(net.conv(x, { name: `${index}`, outputs: 24, kernel: 3 }));
  return net.classify(x, 10, 'logits').builder.build();
}

/** What makes cutting hard: branches, early outputs, late inputs, weights and constants that are read again and again. */
function windingNet(): Model {
  const net = new ModelBuilder({ opset: 17, seed: 3, file: 'winding.onnx' });
  const condition = net.input('condition', [], 'bool');
  const x = net.input('x', ['N', 16]);
  const late = net.input('late', ['N', 16]);
  const shared = net.matrix(16, 16, 'shared');
  const bound = net.node('Neg', [net.scalar(2)], {}, { output: 'bound' });
  const early = net.node('MatMul', [x, shared], {}, { output: 'early' });
  const hidden = net.node('Clip', [net.node('MatMul', [early, net.matrix(16, 16)]), bound, '']);
  const branches = {
    then_branch: graphValue(
      body(
        'then',
        [makeNode('MatMul', [hidden, shared], ['then_h']), makeNode('Add', ['then_h', early], ['then_y'])],
        ['then_y'],
      ),
    ),
    else_branch: graphValue(body('else', [makeNode('Max', [hidden, bound], ['else_y'])], ['else_y'])),
  };
  let y = net.node('If', [condition], branches);
  for (let index = 0; index < 4; index++) y = net.node('Tanh', [net.node('MatMul', [y, net.matrix(16, 16)])]);
  const size = net.node('Shape', [x], {}, { output: 'size' });
  const joined = net.node(
    'Clip',
    [net.node('Add', [net.node('MatMul', [y, shared]), late]), bound, ''],
    {},
    { output: 'y' },
  );
  return net.output(early, ['N', 16]).output(size, undefined, 'int64').output(joined, ['N', 16]).build();
}

const windingData = generatedDataset('values', 6, (index) => {
  const random = new Random(index);
  const rows = 1 + (index % 3);
  const values = () => ({ type: 'float32' as const, dims: [rows, 16], data: random.normals(16 * rows) });
  const condition = { type: 'bool' as const, dims: [], data: Uint8Array.of(index % 2) };
  return {
    feeds: new Map<string, DenseTensor>([
      ['condition', condition],
      ['x', values()],
      ['late', values()],
    ]),
  };
});

describe('cause with resume is what full runs give', () => {
  it.each(['plain', 'residual', 'transformer'] as const)('%s: only one layer quantized', async (architecture) => {
    const { model, dataset } = fragileModels[architecture]('range');
    const scheme = await statically(model, dataset);
    const parts = architecture === 'plain' ? quantizedParts : (['both'] as const);
    const layers = scheme.layers.filter((_, index) => architecture !== 'transformer' || index % 3 === 0);
    const { plan } = await compare(scheme, dataset, { layers, parts, within: roundingTolerance });
    expect(plan.cuts.length).toBeGreaterThan(1);
  });

  it.each(['plain', 'transformer'] as const)('%s: all but one layer', async (architecture) => {
    const { model, dataset } = fragileModels[architecture]('saturation');
    const scheme = await statically(model, dataset);
    const layers = scheme.layers.filter((_, index) => index % 3 === 0);
    const options = { base: 'quantized' } as const;
    const { plan } = await compare(scheme, dataset, { options, layers, within: roundingTolerance });
    expect(plan.cuts.length).toBeGreaterThan(1);
  });

  it('transformer: layers whose activations are quantized as they run', async () => {
    const { model, dataset } = fragileModels.transformer('range');
    const options = quantizeDynamicOptions.parse({});
    const scheme = await prepareScheme(model, dataset, { pass: 'quantize-dynamic', options }, passContext());
    const layers = scheme.layers.filter(({ precision }, index) => precision === 'integer' && index % 3 === 0);
    const { plan } = await compare(scheme, dataset, { layers, within: roundingTolerance });
    expect(plan.cuts.length).toBeGreaterThan(1);
  });

  it('all but a part of one layer', async () => {
    const { model, dataset } = fragileModels.plain('range');
    await compare(await scaled(model, dataset), dataset, { options: { base: 'quantized' }, parts: quantizedParts });
  });

  it('branches, early outputs, late inputs, shared weights, samples of several sizes', async () => {
    const net = await scaled(windingNet(), windingData);
    for (const base of ['float', 'quantized'] as const) {
      const { plan } = await compare(net, windingData, { options: { base }, parts: quantizedParts });
      expect(plan.cuts.length).toBeGreaterThan(0);
    }
  });

  it('random graphs', async () => {
    const operators = new Set(['Conv', 'Gemm', 'MatMul', 'Add', 'Mul', 'Sigmoid', 'Softmax', 'AveragePool']);
    let cuts = 0;
    for (let seed = 0; seed < 30; seed++) {
      const model = randomGraph(seed);
      const dataset = randomDataset(model, 2);
      const { plan } = await compare(await scaled(model, dataset, operators), dataset);
      cuts += plan.cuts.length;
    }
    expect(cuts).toBeGreaterThan(10);
  });

  it('digits, with labels', async () => {
    const dataset = take(await testDigits(), 10);
    const scheme = await statically(openModel(digitsFile), dataset);
    const { plan } = await compare(scheme, dataset, { within: roundingTolerance });
    expect(plan.cuts.length).toBeGreaterThan(1);
  });

  it('the classifier of turned lines', async () => {
    const dataset = await angleClassifier.data(2, 1);
    const scheme = await statically(openModel(angleClassifier.file), dataset);
    const layers = scheme.layers.filter((_, index) => index % 12 === 0);
    const { plan } = await compare(scheme, dataset, { layers, within: roundingTolerance });
    expect(plan.cuts.length).toBeGreaterThan(5);
  });

  it('a model with state, of which nothing is cut', async () => {
    const dataset = await voiceDetectorLegacy.data(6, 1);
    const scheme = await scaled(openModel(voiceDetectorLegacy.file), dataset);
    const layers = scheme.layers.filter((_, index) => index % 8 === 0);
    for (const base of ['float', 'quantized'] as const) {
      const { plan } = await compare(scheme, dataset, { layers, options: { base } });
      expect(plan.cuts).toEqual([]);
    }
  });
});

describe('what cause with resume costs', () => {
  it('runs at most 0.6 of the nodes on a chain of 50 layers', async () => {
    const dataset = images(2);
    const model = await scaled(chain(50), dataset);
    const { resumed, whole, plan } = await compare(model, dataset);
    expect(resumed / whole).toBeLessThan(0.6);
    expect(plan.nodeRuns(model.layers) / whole).toBeLessThan(0.6);
  });

  it('runs nothing behind a change that changes nothing', async () => {
    const { model, dataset } = fragileModels.plain('range');
    const net = await scaled(model, dataset);
    const unchanged = { ...net, quantizeLayers: () => undefined };
    await withCauseMeter(unchanged, dataset, causeOptions, async (meter) => {
      const layers = net.layers.map((layer) => meter.measure(layer, 'both'));
      for (const { effect, nodeRuns } of await Promise.all(layers)) {
        expect(effect.sqnr).toBe(Number.POSITIVE_INFINITY);
        expect(nodeRuns).toBeLessThan((model.graph.nodeCount * dataset.size) / 1.5);
      }
    });
  });

  it.each([0, 3e3, 6e4, 3e5, 1e6, 2.5e6])(
    'keeps within %d bytes, where samples grow, and gives the same',
    async (memory) => {
      // The first sample, from which sizes are known, is the smallest.
      const dataset = images(6, (index) => [1 + index, 3, 24, 24]);
      const model = await scaled(chain(6), dataset);
      for (const base of ['float', 'quantized'] as const) {
        const { plan } = await compare(model, dataset, { options: { memory, base } });
        expect(plan.bytes).toBeLessThanOrEqual(memory);
        if (memory >= 2.5e6) expect(plan.cuts.length).toBeGreaterThan(0);
      }
    },
  );

  it('foretells seconds, better once layers were measured', async () => {
    const dataset = images(3);
    const model = await scaled(chain(12), dataset);
    await withCauseMeter(model, dataset, causeOptions, async ({ plan, measure }) => {
      expect(plan.secondsFor(model.layers)).toBeGreaterThan(plan.secondsFor(model.layers.slice(6)));
      const [first] = model.layers;
      const { seconds } = await measure(first!, 'both');
      expect(plan.secondsFor([first!])).toBeCloseTo(seconds, 9);
    });
  });

  it('stops before the next run, and lets go of its sessions', async () => {
    const dataset = images(3);
    const model = await scaled(chain(4), dataset);
    const stopping = new AbortController();
    const options = { ...causeOptions, signal: stopping.signal };
    const kept: { measure?: () => Promise<unknown> } = {};
    const stopped = withCauseMeter(model, dataset, options, async (meter) => {
      kept.measure = () => meter.measure(model.layers[0]!, 'both');
      await kept.measure();
      stopping.abort(new Error('enough'));
      return kept.measure();
    });
    await expect(stopped).rejects.toThrow('enough');
    await expect(
      withCauseMeter(model, dataset, causeOptions, (meter) =>
        Promise.resolve(() => meter.measure(model.layers[0]!, 'both')),
      ).then((measure) => measure()),
    ).rejects.toThrow('was released');
  });
});
