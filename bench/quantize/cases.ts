import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { saveModel } from '../../src/engine/onnx/save.ts';
import { generatedDataset } from '../../test/fixtures/generatedDataset.ts';
import { mobileNetV2 } from '../../test/fixtures/mobileNetV2.ts';
import { Random } from '../../test/fixtures/random.ts';
import { realModels } from '../../test/fixtures/realModels.ts';
import { resnet50 } from '../../test/fixtures/resnet50.ts';

/** A model that is measured, with the samples it is calibrated on. */
export interface Case {
  readonly name: string;
  /** Where the float model is; generated models are written into the folder first. */
  readonly file: (folder: string) => string;
  readonly data: (count: number, seed: number) => Dataset | Promise<Dataset>;
}

function generated(name: string, make: () => Model): Case {
  return {
    name,
    file: (folder) => {
      const file = path.join(folder, `${name}.onnx`);
      if (!existsSync(file)) saveModel(make(), file);
      return file;
    },
    data: noiseImages,
  };
}

/** Images of white noise, which is what the statistics of the generated models were made for. */
function noiseImages(count: number, seed: number): Dataset {
  const dims = [1, 3, 224, 224];
  return generatedDataset(`${count} images of noise`, count, (index) => {
    const data = new Random(seed * 1_000_003 + index).normals(3 * 224 * 224);
    return { feeds: new Map([['images', { type: 'float32', dims, data }]]) };
  });
}

export const cases: readonly Case[] = [
  generated('resnet50', () => resnet50()),
  generated('mobilenetv2', () => mobileNetV2()),
  ...realModels.map(({ name, file, data }) => ({ name, file: () => file, data })),
];
