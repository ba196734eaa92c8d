import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { largestError, outputsOf } from '../../../../test/fixtures/computes.ts';
import { mobileNetV2 } from '../../../../test/fixtures/mobileNetV2.ts';
import { ModelBuilder } from '../../../../test/fixtures/modelBuilder.ts';
import { normalisedAlike } from '../../../../test/fixtures/normalised.ts';
import { angleClassifier, realModels, textDetector, voiceDetectorV5 } from '../../../../test/fixtures/realModels.ts';
import { resnet50 } from '../../../../test/fixtures/resnet50.ts';
import { withSession } from '../../runtime/session.ts';
import type { Model } from '../model.ts';
import { openModel, storedTensors } from '../open.ts';
import { saveModel } from '../save.ts';
import { normalise } from './normalise.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-normalise-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** How often each operator occurs in the main graph. */
function counts(model: Model): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { opType } of model.graph.nodes) found[opType] = (found[opType] ?? 0) + 1;
  return found;
}

const arithmetic = ['BatchNormalization', 'Mul', 'Add', 'Sub', 'Div', 'Identity', 'Dropout', 'Constant'];

function arithmeticLeft(model: Model): number {
  const found = counts(model);
  return arithmetic.reduce((sum, opType) => sum + (found[opType] ?? 0), 0);
}

describe('normalised real models', () => {
  for (const { name, file, feeds } of realModels) {
    it(`${name}: computes the same, every node of the file accounted for`, async () => {
      const model = openModel(file);
      const wanted = await outputsOf(file, feeds());
      const all = new Set([...model.graph.nodes].map((node) => String(model.graph.id(node))));
      const report = normalise(model);
      expect(largestError(await outputsOf(model, feeds()), wanted)).toBeLessThan(5e-5);
      const standing = [...model.graph.nodes].flatMap((node) => model.graph.origins(node));
      const rewritten = report.steps.flatMap(({ origins }) => origins);
      expect(new Set(standing).size).toBe(standing.length);
      expect(new Set<string>([...standing, ...rewritten])).toEqual(all);
      model.close();
    });

    it(`${name}: leaves no more than the runtime's own optimizer does`, async () => {
      const optimized = path.join(folder, 'optimized.onnx');
      await withSession(file, { threads: 1, optimization: 'basic', optimizedModelFile: optimized }, () =>
        Promise.resolve(),
      );
      const [own, oracle] = [openModel(file), openModel(optimized)];
      normalise(own);
      expect(counts(own)['BatchNormalization'] ?? 0).toBeLessThanOrEqual(counts(oracle)['BatchNormalization'] ?? 0);
      expect(arithmeticLeft(own)).toBeLessThanOrEqual(arithmeticLeft(oracle));
      for (const each of [own, oracle]) each.close();
    });
  }

  it('have no batch normalisation left', () => {
    for (const { file } of realModels) {
      const model = openModel(file);
      const before = counts(model)['BatchNormalization'];
      normalise(model);
      expect(counts(model)['BatchNormalization']).toBeUndefined();
      if (file.includes('_cls_')) expect(before).toBe(35);
      model.close();
    }
  });

  it('can be saved, opened and run', async () => {
    const { file, feeds } = textDetector;
    const model = openModel(file);
    normalise(model);
    const saved = path.join(folder, 'saved.onnx');
    saveModel(model, saved);
    expect(largestError(await outputsOf(saved, feeds()), await outputsOf(model, feeds()))).toBe(0);
    model.close();
  });
});

describe('normalised networks', () => {
  for (const [build, left] of [
    [resnet50, { Conv: 53, Add: 16, Relu: 49, Gemm: 1 }],
    [mobileNetV2, { Conv: 52, Add: 10, Clip: 35, Gemm: 1 }],
  ] as const) {
    it(`${build.name} has its convolutions and additions, and computes the same`, async () => {
      const model = build();
      await normalisedAlike(model, { sizes: { images: [1, 3, 224, 224] } });
      expect(counts(model)).toMatchObject(left);
      expect(counts(model)['BatchNormalization']).toBeUndefined();
    });
  }
});

describe('normalising', () => {
  it('reads no weight that does not change', () => {
    const model = openModel(angleClassifier.file);
    const payloads = new Set(
      [...storedTensors(model.proto)].map(({ payload }) => payload).filter((index) => index > 0),
    );
    const read: number[] = [];
    const { payloads: table } = model;
    const get = table.get.bind(table);
    table.get = (index) => {
      read.push(index);
      return get(index);
    };
    normalise(model);
    const kept = [...model.graph.initializers].map(({ payload }) => payload).filter((index) => payloads.has(index));
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.filter((index) => read.includes(index))).toEqual([]);
    model.close();
  });

  it('leaves subgraphs as they are', () => {
    const model = openModel(voiceDetectorV5.file);
    const inner = (): readonly string[] =>
      [...model.graphs()]
        .filter((graph) => graph.parent !== undefined)
        .map((graph) => `${graph.path} ${graph.nodeCount}`);
    const before = inner();
    expect(before.length).toBeGreaterThan(2);
    normalise(model);
    expect(inner()).toEqual(before);
    model.close();
  });

  it('can be done twice, the second time without effect', () => {
    for (const { file } of realModels) {
      const model = openModel(file);
      normalise(model);
      expect(normalise(model).steps).toEqual([]);
      model.close();
    }
  });

  it('makes weights that are inputs too constants, and raises the file format that forbids it', async () => {
    const net = new ModelBuilder({ opset: 8, irVersion: 3, weights: 'inputs' });
    const x = net.input('x', [1, 3, 4, 4]);
    net.output(net.node('Conv', [x, net.weight([2, 3, 1, 1]), net.bias(2)]));
    const model = net.build();
    await normalisedAlike(model);
    expect(model.graph.inputs.map(({ name }) => name)).toEqual(['x']);
    expect(model.proto.irVersion.toNumber()).toBe(4);
  });

  it('does nothing to operators older than it knows', () => {
    const net = new ModelBuilder({ opset: 6 });
    net.output(net.node('Identity', [net.node('Relu', [net.input('x', [1])])]));
    expect(normalise(net.build()).steps).toEqual([]);
  });

  it('does not mistake operators of other domains for its own', () => {
    const net = new ModelBuilder({ domains: { custom: 1 } });
    const own = net.node('Identity', [net.node('Relu', [net.input('x', [1])])], {}, { domain: 'custom' });
    net.output(net.node('Relu', [own]));
    expect(normalise(net.build()).steps).toEqual([]);
  });
});
