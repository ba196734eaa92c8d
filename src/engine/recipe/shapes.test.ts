import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { digitsFile } from '../../../test/fixtures/digits.ts';
import { exportedTransformer } from '../../../test/fixtures/exportedTransformer.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { realModels } from '../../../test/fixtures/realModels.ts';
import type { DataOptions } from '../../protocol/options/data.ts';
import { type MeasuredShapes, measuredShapes } from '../../protocol/result/shapes.ts';
import type { Progress } from '../../protocol/workerProtocol.ts';
import type { Model } from '../onnx/model.ts';
import { openModel } from '../onnx/open.ts';
import { saveModel } from '../onnx/save.ts';
import { measureShapes } from './shapes.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'whittle-shapes-'));
const temporaryFolder = mkdtempSync(path.join(os.tmpdir(), 'whittle-shapes-profiles-'));
afterAll(() => {
  for (const each of [folder, temporaryFolder]) rmSync(each, { recursive: true });
});

async function shapesOf(model: string, data?: DataOptions): Promise<MeasuredShapes & { progress: Progress[] }> {
  const progress: Progress[] = [];
  const { shapes } = await measureShapes(
    { kind: 'shapes', model, run: { seed: 0 }, ...(data !== undefined && { data }) },
    {
      ...{ temporaryFolder, signal: new AbortController().signal, log: () => undefined, finding: () => undefined },
      progress: (now) => progress.push(now),
    },
  );
  return { ...measuredShapes.parse(shapes), progress };
}

const headerOf = ({ names, types, dims }: MeasuredShapes, name: string) => [
  types[names.indexOf(name)],
  dims[names.indexOf(name)],
];

function saved(model: Model, name: string): string {
  const file = path.join(folder, name);
  saveModel(model, file);
  return file;
}

describe('the shapes that a run shows', () => {
  it('are those of every tensor of the sample, with the MACs of its layers', async () => {
    const shapes = await shapesOf(digitsFile);
    expect(headerOf(shapes, 'image')).toEqual(['float32', [1, 1, 28, 28]]);
    expect(headerOf(shapes, 'logits')).toEqual(['float32', [1, 10]]);
    const model = openModel(digitsFile);
    const written = [...model.graph.nodes].flatMap(({ output }) => output);
    const [first] = model.graph.nodes;
    model.close();
    expect(shapes.names).toEqual(expect.arrayContaining(written));
    // The first convolution: 32 channels of 28 × 28, each from one channel through 3 × 3.
    const macs = new Map(shapes.macs);
    const { dims } = shapes;
    const out = dims[shapes.names.indexOf(first!.output[0]!)]!;
    expect(macs.get(first!.output[0]!)).toBe(out.reduce((product, size) => product * size, 1) * 9);
    expect(macs.size).toBe(14);
  });

  it('tell where the file says nothing, such as behind shapes that are computed', async () => {
    const shapes = await shapesOf(saved(exportedTransformer(200), 'transformer.onnx'));
    expect(headerOf(shapes, '/layers.0/Add_1_output_0')).toEqual(['float32', [1, 128, 8]]);
  });

  it('are those of the data, where there is some', async () => {
    const net = new ModelBuilder();
    const model = net
      .output(net.node('Shape', [net.input('x', ['N', 'C'])], {}, { output: 'y' }), [2], 'int64')
      .build();
    const data = { kind: 'synthetic', count: 1, seed: 0, dims: { N: 5, C: 7 } } as const;
    expect(headerOf(await shapesOf(saved(model, 'open.onnx'), data), 'x')).toEqual(['float32', [5, 7]]);
  });

  it.each(realModels)('hold every tensor that $name declares, from a made-up sample', async ({ file }) => {
    const shapes = await shapesOf(file);
    const model = openModel(file);
    const declared = [...model.graph.feeds, ...model.graph.outputs].map(({ name }) => name);
    model.close();
    expect(shapes.names).toEqual(expect.arrayContaining(declared));
    expect(new Set(shapes.names).size).toBe(shapes.names.length);
    expect([shapes.types.length, shapes.dims.length]).toEqual([shapes.names.length, shapes.names.length]);
  });

  it('come with progress, and leave no files', async () => {
    const { progress } = await shapesOf(digitsFile);
    expect(progress.map(({ stage }) => stage.code)).toEqual(['stage.opening', 'inspection.running-once']);
    expect(readdirSync(temporaryFolder)).toEqual([]);
  });

  it('are refused where the model cannot be run, naming its node', async () => {
    const net = new ModelBuilder();
    const broken = net.output(net.node('Reshape', [net.input('x', [4]), net.ints([3])], {}, { name: 'squeeze it' }));
    await expect(shapesOf(saved(broken.build(), 'broken.onnx'))).rejects.toMatchObject({
      detail: { code: 'runtime.node-failed', args: { node: 'squeeze it' } },
    });
    await expect(shapesOf(path.join(folder, 'none.onnx'))).rejects.toMatchObject({
      detail: { code: 'onnx.file-missing' },
    });
  });
});
