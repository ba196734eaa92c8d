import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { calibrationDigits, digitsFile } from '../../../../test/fixtures/digits.ts';
import { fragileModels } from '../../../../test/fixtures/fragileModels.ts';
import { generatedDataset } from '../../../../test/fixtures/generatedDataset.ts';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { Random } from '../../../../test/fixtures/random.ts';
import { textRecognizer } from '../../../../test/fixtures/realModels.ts';
import { passContext } from '../../../../test/quantize/quantized.ts';
import { quantizeDynamicOptions } from '../../../protocol/options/quantizeDynamic.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/open.ts';
import { fusionReport } from '../../runtime/fusionReport.ts';
import { probedModel, untyped } from '../../runtime/probedModel.ts';
import { profiledRun } from '../../runtime/profiledRun.ts';
import { initialState, runSamples } from '../../runtime/runSamples.ts';
import { withSession } from '../../runtime/session.ts';
import type { QuantizableModel } from '../layer.ts';
import { SampleErrors } from '../sampleErrors.ts';
import { prepareScheme } from '../scheme/prepareScheme.ts';
import { firstFeeds, staticScheme } from '../scheme/testing/exactly.ts';
import { measureSymptom, observedSideBySide } from './measureSymptom.ts';
import { visibleResult } from './visibleResult.ts';

const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-symptom-'));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

/** All values of some tensors in every run, each model in a session of its own and with its own state. */
async function fetched(model: Model, tensors: readonly string[], dataset: Dataset): Promise<readonly Float32Array[][]> {
  const feedback = dataset.feedback.map(({ output }) => output);
  const probed = probedModel(model, (copy) => {
    copy.output = [...new Set([...tensors, ...feedback])].map((tensor) => untyped(tensor));
  });
  const runs: Float32Array[][] = [];
  await withSession(probed, { threads: 1 }, async (session) => {
    for await (const { results } of runSamples(session, dataset, tensors)) {
      runs.push(tensors.map((tensor) => results.get(tensor)!.data as Float32Array));
    }
  });
  return runs;
}

/** What is measured, from the values themselves and in float64. */
async function expectedErrors(scheme: QuantizableModel, dataset: Dataset): Promise<readonly SampleErrors[]> {
  const outputs = scheme.layers.map((layer) => visibleResult(layer, scheme.float));
  const reference = await fetched(scheme.float, outputs, dataset);
  const actual = await fetched(
    scheme.quantized(),
    outputs.map((output) => scheme.quantizedName(output)),
    dataset,
  );
  return outputs.map((_, layer) => {
    const errors = new SampleErrors();
    for (const [run, values] of reference.entries()) {
      let [signal, own, noise] = [0, 0, 0];
      for (const [index, x] of values[layer]!.entries()) {
        const y = actual[run]![layer]![index]!;
        signal += x ** 2;
        own += y ** 2;
        noise += (x - y) ** 2;
      }
      errors.add({ signal, own, noise });
    }
    return errors;
  });
}

async function compare(scheme: QuantizableModel, dataset: Dataset, decibels = 0.05): Promise<void> {
  const { errors } = await measureSymptom(scheme, dataset, { threads: 1 });
  const expected = await expectedErrors(scheme, dataset);
  expect([...errors.keys()]).toEqual(scheme.layers.map(({ node }) => node));
  for (const [index, { node }] of scheme.layers.entries()) {
    const [actual, wanted] = [errors.get(node)!, expected[index]!];
    expect(actual.size).toBe(dataset.size);
    if (wanted.sqnr() > 100) expect(actual.sqnr()).toBeGreaterThan(100);
    else expect(Math.abs(actual.sqnr() - wanted.sqnr())).toBeLessThan(decibels);
    expect(actual.error().cosine).toBeCloseTo(wanted.error().cosine, 3);
  }
}

describe('the symptom of every layer', () => {
  it('is what its values say: digits', async () => {
    const dataset = await calibrationDigits(5);
    await compare(await staticScheme(openModel(digitsFile), dataset), dataset);
  });

  it.each(['plain', 'residual', 'transformer'] as const)('is what its values say: %s', async (architecture) => {
    const { model, dataset } = fragileModels[architecture]('range');
    await compare(await staticScheme(model, dataset), dataset);
  });

  it('is what its values say: PP-OCR recognizer', async () => {
    const dataset = await textRecognizer.data(2, 1);
    // A value that rounds the other way in one session changes all that follow.
    await compare(await staticScheme(openModel(textRecognizer.file), dataset), dataset, 0.5);
  });

  it('is what its values say where activations are quantized as the model runs', async () => {
    const { model, dataset } = fragileModels.transformer('range');
    const pass = { pass: 'quantize-dynamic', options: quantizeDynamicOptions.parse({}) } as const;
    await compare(await prepareScheme(model, dataset, pass, passContext()), dataset);
  });

  it('ranks a fragile layer, or what it cannot bear, among the worst', async () => {
    const { model, dataset, fragile } = fragileModels.plain('range');
    const scheme = await staticScheme(model, dataset);
    const { errors } = await measureSymptom(scheme, dataset, { threads: 1 });
    const before = scheme.layers.slice(
      0,
      scheme.layers.findIndex(({ node }) => node === fragile),
    );
    const worst = Math.min(...before.map(({ node }) => errors.get(node)!.sqnr()));
    expect(errors.get(before[0]!.node)).toBeDefined();
    expect([...errors].find(([node]) => node === fragile)![1].sqnr()).toBeLessThan(worst - 10);
  });
});

/** A cell whose state grows by what it is fed. */
function recurrent(): Model {
  const net = new ModelBuilder({ seed: 8 });
  const sum = net.node('Add', [net.input('x', [1, 16]), net.node('Tanh', [net.input('state', [1, 16])])]);
  const next = net.node('MatMul', [sum, net.matrix(16, 16)], {}, { output: 'next' });
  net.output(net.node('MatMul', [next, net.matrix(16, 4)], {}, { output: 'y' }), [1, 4]);
  return net.output(next, [1, 16]).build();
}

describe('both models', () => {
  it('keep states of their own', async () => {
    const initial = { type: 'float32', dims: [1, 16], data: new Float32Array(16) } as const;
    const dataset = generatedDataset(
      'frames',
      6,
      (index) => ({
        feeds: new Map([['x', { type: 'float32', dims: [1, 16], data: new Random(index + 1).normals(16) }]]),
      }),
      { feedback: [{ input: 'state', output: 'next', initial }] },
    );
    expect(initialState(dataset).get('state')).toBe(initial);
    const scheme = await staticScheme(recurrent(), dataset);
    await compare(scheme, dataset);
    const { outputs } = await measureSymptom(scheme, dataset, { threads: 1 });
    expect(outputs.map(({ output }) => output)).toEqual(['y', 'next']);
    expect(outputs[0]!.sqnr).toBeGreaterThan(20);
    expect(outputs[0]!.sqnr).toBeLessThan(80);
  });

  it('run as they do alone, the quantized one on integers', async () => {
    const dataset = await calibrationDigits(2);
    const scheme = await staticScheme(openModel(digitsFile), dataset);
    const { model, nameInSecond } = observedSideBySide(scheme, dataset);
    const kinds = async (of: Model) =>
      new Map((await fusionReport(of, { temporaryFolder })).map(({ node, kind }) => [String(node), kind]));
    const [together, alone] = [await kinds(model), await kinds(scheme.quantized())];
    for (const [node, kind] of alone) expect([node, together.get(nameInSecond(node))]).toEqual([node, kind]);
    const integers = [...alone.values()].filter((kind) => kind === 'integer');
    expect(integers.length).toBeGreaterThanOrEqual(scheme.layers.length);
  });

  it('advance together, so that results are gone once they were compared', async () => {
    const dataset = await calibrationDigits(1);
    const scheme = await staticScheme(openModel(digitsFile), dataset);
    const { model } = observedSideBySide(scheme, dataset);
    const runs = await profiledRun(model, await firstFeeds(dataset), { threads: 1, temporaryFolder });
    let [waiting, compared] = [0, 0];
    for (const { operator } of runs) {
      if (operator === 'QLinearConv') waiting++;
      if (operator === 'Sub') [waiting, compared] = [0, compared + 1];
      expect(waiting).toBeLessThanOrEqual(2);
    }
    expect(compared).toBe(scheme.layers.length);
  });

  it('give the difference of the outputs as evaluating them apart does', async () => {
    const dataset = await calibrationDigits(4);
    const scheme = await staticScheme(openModel(digitsFile), dataset);
    const { outputs } = await measureSymptom(scheme, dataset, { threads: 1 });
    const [reference, actual] = [
      await fetched(scheme.float, ['logits'], dataset),
      await fetched(scheme.quantized(), ['logits'], dataset),
    ];
    const pairs = reference.flatMap((run, sample) =>
      [...run[0]!].map((x, index) => [x, actual[sample]![0]![index]!] as const),
    );
    const noise = pairs.reduce((sum, [x, y]) => sum + (x - y) ** 2, 0);
    const signal = pairs.reduce((sum, [x]) => sum + x ** 2, 0);
    expect(outputs[0]!.sqnr).toBeCloseTo(10 * Math.log10(signal / noise), 1);
    expect(outputs[0]!.maximumError).toBeCloseTo(Math.max(...pairs.map(([x, y]) => Math.abs(x - y))), 3);
  });
});

describe('what is not finite', () => {
  it('is an infinite error of the layer, and of no other', async () => {
    const net = new ModelBuilder({ seed: 3 });
    const product = net.node('MatMul', [net.input('x', [1, 8]), net.matrix(8, 8)], {}, { output: 'product' });
    net.output(net.node('Log', [product], {}, { output: 'log' }), [1, 8]);
    const model = net.output(product, [1, 8]).build();
    const dataset = generatedDataset('numbers', 2, (index) => ({
      feeds: new Map([['x', { type: 'float32', dims: [1, 8], data: new Random(index + 1).normals(8) }]]),
    }));
    const scheme = await staticScheme(model, dataset);
    const { errors } = await measureSymptom(scheme, dataset, { threads: 1 });
    const [whole, broken] = scheme.layers.map(({ node }) => errors.get(node)!);
    expect(whole!.sqnr()).toBeGreaterThan(20);
    expect(broken!.error()).toEqual({ sqnr: -Infinity, cosine: 0, relative: Infinity });
  });

  it('stops where it is told to', async () => {
    const dataset = await calibrationDigits(4);
    const scheme = await staticScheme(openModel(digitsFile), dataset);
    const stop = new AbortController();
    const shares: number[] = [];
    const onProgress = (share: number): void => {
      shares.push(share);
      if (shares.length === 2) stop.abort(new Error('enough'));
    };
    await expect(measureSymptom(scheme, dataset, { threads: 1, signal: stop.signal, onProgress })).rejects.toThrow(
      'enough',
    );
    expect(shares).toEqual([0.25, 0.5]);
  });
});
