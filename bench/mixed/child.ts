import path from 'node:path';
import { fragileDigits } from '../../test/fixtures/fragileModels.ts';
import { calibrationDigits, testDigits } from '../../test/fixtures/digits.ts';
import { textRecognizer } from '../../test/fixtures/realModels.ts';
import { mixedOptions } from '../../src/protocol/options/mixed.ts';
import { quantizeStaticOptions } from '../../src/protocol/options/quantizeStatic.ts';
import { takenPoint } from '../../src/protocol/result/mixedTable.ts';
import { compareLatency } from '../../src/engine/benchmark/compareLatency.ts';
import { take } from '../../src/engine/data/take.ts';
import { openModel } from '../../src/engine/onnx/open.ts';
import { saveModel } from '../../src/engine/onnx/save.ts';
import type { PassContext } from '../../src/engine/recipe/context.ts';
import { runQuantizeStatic } from '../../src/engine/recipe/passes/quantizeStatic.ts';
import { firstFeeds } from '../../src/engine/recipe/samples.ts';
import { searchTradeOff } from '../../src/engine/recipe/tradeOff.ts';
import { compareModels } from '../../src/engine/report/compareModels.ts';
import { bytesOf } from '../../src/engine/sensitivity/mixed/evaluator.ts';
import { measureFor } from '../../src/engine/sensitivity/mixed/measure.ts';
import type { Figures, Task } from './task.ts';

process.once('message', (task: Task) => void measure(task).then((figures) => process.send?.(figures)));

async function measure(task: Task): Promise<Figures> {
  const { folder, floor, steps } = task;
  const { original, calibration, evaluation } = await opened(task);
  const signal = new AbortController().signal;
  const context: PassContext = {
    ...{ progress: () => undefined, log: () => undefined, finding: () => undefined },
    ...{ signal, temporaryFolder: folder, threads: undefined, seed: 0 },
  };
  const aim = { options: quantizeStaticOptions.parse({}), search: mixedOptions.parse({ floor, steps }) };
  const start = performance.now();
  const judged = { original, dataset: evaluation, heldOut: false, metrics: [] };
  const front = await searchTradeOff(aim, calibration, judged, context);
  const seconds = (performance.now() - start) / 1000;

  const model = original.clone();
  const point = takenPoint(front);
  if (point === undefined) throw new Error('a search without a model');
  await runQuantizeStatic({ model, dataset: calibration, context }, point.options);
  const file = path.join(folder, 'again.onnx');
  saveModel(model, file, { overwrite: true });
  const options = { threads: undefined, signal, own: [], heldOut: false, onProgress: () => undefined };
  const accuracy = await compareModels(original, file, evaluation, options);
  const latency = await compareLatency(original, file, await firstFeeds(evaluation), options);
  const again = { value: measureFor(floor, accuracy).valueOf(accuracy), bytes: bytesOf(file), latency };
  return { front, seconds, again };
}

async function opened({ model, calibration, evaluation, folder }: Task) {
  if (model === 'pp-ocr-rec') {
    const data = await Promise.all([textRecognizer.data(calibration, 1), textRecognizer.data(evaluation, 2)]);
    return { original: openModel(textRecognizer.file), calibration: data[0], evaluation: data[1] };
  }
  const file = path.join(folder, 'fragile.onnx');
  saveModel(fragileDigits(model === 'digits, range' ? 'range' : 'pair').model, file, { overwrite: true });
  const test = take(await testDigits(), evaluation);
  return { original: openModel(file), calibration: await calibrationDigits(calibration), evaluation: test };
}
