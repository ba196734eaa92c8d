import type { Dataset } from '../../src/engine/data/dataset.ts';
import { modelInputs } from '../../src/engine/data/modelInputs.ts';
import { openDataset } from '../../src/engine/data/openDataset.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import type { SampleFolder } from './sampleFolder.ts';

/** The samples of a folder, for a model. */
export function openSamples({ folder, feedback, states }: SampleFolder, model: Model): Promise<Dataset> {
  return openDataset({ kind: 'npyFolder', path: folder, feedback, dims: states }, modelInputs(model));
}
