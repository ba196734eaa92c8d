import type { Dataset } from '../../src/engine/data/dataset.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import { compareModels } from '../../src/engine/report/compareModels.ts';
import { runSamples } from '../../src/engine/runtime/runSamples.ts';
import { withSession } from '../../src/engine/runtime/session.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { measureSymptom } from '../../src/engine/sensitivity/symptom/measureSymptom.ts';
import { peakMemory } from '../peakMemory.ts';
import { openSamples } from '../quantize/openSamples.ts';
import { median } from '../statistics.ts';
import { halves, prepared, signal, timed } from './common.ts';
import type { SymptomFigures, Task } from './task.ts';

/** Times plain inference and the symptom over the same samples in turns, so that what else the machine does hits both. */
export async function symptomFigures({ model: file, samples }: Task): Promise<SymptomFigures> {
  const model = openModel(file);
  const dataset = await openSamples(samples, model);
  const original = model.clone();
  const [scheme, calibrationSeconds] = await timed(() => prepared(model, dataset));
  const options = { threads: undefined, signal, onProgress: () => undefined };
  const plain: number[] = [];
  const symptoms: number[] = [];
  let last = await measureSymptom(scheme, dataset, options);
  for (let turn = 0; turn < 3; turn++) {
    plain.push(await plainSeconds(original, dataset));
    const [found, seconds] = await timed(() => measureSymptom(scheme, dataset, options));
    symptoms.push(seconds);
    last = found;
  }
  const peakBytes = peakMemory();
  const fused = await compareModels(original, scheme.quantized(), dataset, { ...options, own: [], heldOut: false });
  return {
    layers: last.errors.size,
    samples: dataset.size,
    ...{ plainSeconds: median(plain), calibrationSeconds, symptomSeconds: median(symptoms) },
    observed: Math.min(...last.outputs.map(({ sqnr }) => sqnr)),
    fused: Math.min(...fused.outputs.map(({ sqnr }) => sqnr)),
    ...{ halves: halves(last.errors), peakBytes },
  };
}

/** With loading, as the symptom has it. */
async function plainSeconds(model: Model, dataset: Dataset): Promise<number> {
  const [, seconds] = await timed(() =>
    withSession(model, {}, async (session) => {
      let runs = 0;
      for await (const _ of runSamples(session, dataset, session.outputs)) runs++;
      if (runs !== dataset.size) throw new Error(`${runs} of ${dataset.size} samples ran`);
    }),
  );
  return seconds;
}
