import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { largeModel } from '../fixtures/largeModel.ts';

/** Fills the folder that is open while the tests run: the sample with its data, and a model of 400 MB. */
export function fillWorkspace(folder: string, project: string): void {
  for (const file of ['digits.onnx', 'calibration.npz', 'test.npz']) {
    copyFileSync(path.join(project, 'samples/digits', file), path.join(folder, file));
  }
  saveModel(largeModel(6), path.join(folder, 'large.onnx'));
}
