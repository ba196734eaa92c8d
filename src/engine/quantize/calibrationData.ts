import type { QuantizeStaticOptions } from '../../protocol/options/quantizeStatic.ts';
import { batch } from '../data/batch.ts';
import type { Dataset } from '../data/dataset.ts';
import { modelInputs } from '../data/modelInputs.ts';
import { take } from '../data/take.ts';
import type { Model } from '../onnx/model.ts';

/** The samples that ranges are taken from: as many, and as many at a time, as the options say. */
export function calibrationData(dataset: Dataset, model: Model, options: QuantizeStaticOptions): Dataset {
  const { calibrationSamples, batchSize } = options;
  const chosen = calibrationSamples === undefined ? dataset : take(dataset, calibrationSamples);
  return batch(chosen, batchSize, modelInputs(model));
}
