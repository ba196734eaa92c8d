import type { Dataset } from '../../src/engine/data/dataset.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import { compareModels } from '../../src/engine/report/compareModels.ts';
import { runSamples } from '../../src/engine/runtime/runSamples.ts';
import { withSession } from '../../src/engine/runtime/session.ts';
import type { Model } from '../../src/engine/onnx/model.ts';
import { measureSymptom } from '../../src/engine/sensitivity/symptom/measureSymptom.ts';
import { peakMemory } from '../../src/engine/benchmark/peakMemory.ts';
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
  const options = { threads: undefined, signal };
  const [plain, symptom, seconds]: [number[], number[], number[]] = [[], [], []];
  let last = await measureSymptom(scheme, dataset, options);
  for (let turn = 0; turn < 3; turn++) {
    plain.push(await plainPace(original, dataset));
    const pace = new Pace();
    const [found, whole] = await timed(() => measureSymptom(scheme, dataset, { ...options, onProgress: pace.run }));
    symptom.push(pace.milliseconds);
    seconds.push(whole);
    last = found;
  }
  const peakBytes = peakMemory();
  const fused = await compareModels(original, scheme.quantized(), dataset, {
    ...{ ...options, own: [], heldOut: false },
    onProgress: () => undefined,
  });
  return {
    layers: last.errors.size,
    samples: dataset.size,
    ...{ plain: median(plain), symptom: median(symptom), calibrationSeconds, symptomSeconds: median(seconds) },
    observed: Math.min(...last.outputs.map(({ sqnr }) => sqnr)),
    fused: Math.min(...fused.outputs.map(({ sqnr }) => sqnr)),
    ...{ halves: halves(last.errors), peakBytes },
  };
}

async function plainPace(model: Model, dataset: Dataset): Promise<number> {
  const pace = new Pace();
  await withSession(model, {}, async (session) => {
    for await (const _ of runSamples(session, dataset, session.outputs)) pace.run();
  });
  return pace.milliseconds;
}

/** The mean time from the end of one run to the end of the next: the first, before which the model is loaded, begins it. */
class Pace {
  private first = NaN;
  private last = NaN;
  private runs = -1;

  readonly run = (): void => {
    this.last = performance.now();
    if (++this.runs === 0) this.first = this.last;
  };

  get milliseconds(): number {
    return (this.last - this.first) / this.runs;
  }
}
