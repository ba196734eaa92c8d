import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { outputsOf, seededFeeds } from '../../../test/fixtures/computes.ts';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { makeNode } from './attributes.ts';
import type { Model } from './model.ts';
import { openModel } from './open.ts';
import { saveModel, type SaveOptions } from './save.ts';
import { sessionImage } from './sessionImage.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'whittle-image-'));
afterAll(() => rmSync(folder, { recursive: true }));

const width = 256;

/** y = Relu(x · W) with 256 KB of weights. */
function built(weights: 'initializers' | 'constant-nodes' = 'initializers'): Model {
  const net = new ModelBuilder({ weights });
  const product = net.node('MatMul', [net.input('x', [1, width]), net.matrix(width, width, 'w')], {}, { output: 'p' });
  return net.output(net.node('Relu', [product], {}, { output: 'y' }), [1, width]).build();
}

function saved(name: string, options: SaveOptions = {}, model = built()): string {
  const file = path.join(folder, name);
  saveModel(model, file, options);
  return file;
}

describe('an image for a session', () => {
  it('names the weights where they lie, and copies none', () => {
    for (const options of [{}, { externalData: 'always' }] as const) {
      const model = openModel(saved(`plain${JSON.stringify(options).length}.onnx`, options));
      const image = sessionImage(model);
      expect(image.folder).toBe(folder);
      expect(image.bytes.length).toBeLessThan(1000);
      model.close();
    }
  });

  it('runs as the file does: weights inside, beside, in Constant nodes, behind links, or in memory', async () => {
    const feeds = seededFeeds(built());
    const wanted = await outputsOf(saved('wanted.onnx'), feeds);
    const links = path.join(folder, 'links');
    mkdirSync(links);
    symlinkSync('../wanted.onnx', path.join(links, 'linked.onnx'));
    const files = [
      saved('inside.onnx'),
      saved('beside.onnx', { externalData: 'always' }),
      saved('constants.onnx', {}, built('constant-nodes')),
      path.join(links, 'linked.onnx'),
    ];
    for (const file of files) {
      const model = openModel(file);
      expect(await outputsOf(model, feeds)).toEqual(wanted);
      model.close();
    }
    expect(await outputsOf(built(), feeds)).toEqual(wanted);
  });

  it('holds what was edited, beside weights that stay where they lie', async () => {
    const model = openModel(saved('edited.onnx'));
    const feeds = seededFeeds(model);
    const { graph } = model;
    const [, relu] = graph.inOrder();
    graph.addInitializer(model.tensor('shift', 'float32', [width], new Float32Array(width).fill(2)));
    graph.setInput(relu!, 0, 'shifted');
    graph.add(makeNode('Add', ['p', 'shift'], ['shifted']));
    expect(sessionImage(model).bytes.length).toBeLessThan(width * 4 + 1000);
    const edited = await outputsOf(model, feeds);
    expect(await outputsOf(saved('after.onnx', {}, model), feeds)).toEqual(edited);
    model.close();
  });

  it('is relative to the folder, however the file was named', async () => {
    copyFileSync(saved('named.onnx'), path.join(folder, 'ümlaut name.onnx'));
    const relative = path.relative(process.cwd(), path.join(folder, 'ümlaut name.onnx'));
    const model = openModel(relative);
    expect(sessionImage(model).folder).toBe(folder);
    expect((await outputsOf(model, seededFeeds(model))).size).toBe(1);
    model.close();
  });
});
