import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ModelBuilder } from '../../../test/fixtures/modelBuilder.ts';
import { saveModel } from '../onnx/save.ts';
import { describeModelFiles } from './modelFiles.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('a model is described with its data file, both by their fingerprints', async () => {
  const net = new ModelBuilder();
  const model = net.output(net.node('MatMul', [net.input('x', [1, 64]), net.matrix(64, 64)])).build();
  const file = path.join(folder, 'model.onnx');
  saveModel(model, file, { externalData: 'always' });
  const found = await describeModelFiles(file, path.join(folder, 'reports'));
  const hash = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, name)))
      .digest('hex');
  const dataName = readdirSync(folder).find((name) => name.endsWith('.data'))!;
  expect(found.path).toBe('../model.onnx');
  expect(found.sha256).toBe(hash('model.onnx'));
  expect(found.dataFiles).toEqual([{ path: `../${dataName}`, bytes: 64 * 64 * 4, sha256: hash(dataName) }]);
  expect(found.bytes).toBe(readFileSync(file).byteLength + 64 * 64 * 4);
});
