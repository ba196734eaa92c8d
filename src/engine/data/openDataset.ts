import { openNpyFolder } from './arrays/npyFolder.ts';
import { openNpz } from './arrays/npz.ts';
import type { Dataset } from './dataset.ts';
import { openImages } from './images/images.ts';
import type { ModelInput } from './modelInputs.ts';
import type { DatasetSpec } from './spec.ts';
import { stateFeedback } from './stateFeedback.ts';
import { openSynthetic } from './synthetic/synthetic.ts';
import { openTestDataSets } from './testDataSets.ts';

/**
 * Opens the data that a specification asks for, shaped for the inputs of a model (see `modelInputs`). Only structure is
 * read: names, shapes, types, labels. Samples are read while they are iterated, in memory for one sample.
 * @param outputs names of the model's outputs in order, where they are known: they name expected outputs and are checked
 * against the feedback
 * @throws UserError where the data is missing, damaged, or does not fit the model
 */
export async function openDataset(
  spec: DatasetSpec,
  inputs: readonly ModelInput[],
  outputs?: readonly string[],
): Promise<Dataset> {
  const feedback = stateFeedback(spec.feedback ?? [], inputs, outputs, spec.dims);
  switch (spec.kind) {
    case 'npz':
      return openNpz(spec.path, spec.labels, inputs, feedback);
    case 'npyFolder':
      return openNpyFolder(spec.path, spec.labels, inputs, feedback);
    case 'testDataSets':
      return openTestDataSets(spec.path, inputs, outputs, feedback);
    case 'images':
      return openImages(spec, inputs, feedback);
    case 'synthetic':
      return openSynthetic(spec, inputs, feedback);
  }
}
