import type { QuantizedPart } from '../../../../protocol/options/sensitivity.ts';
import type { Dataset, Sample } from '../../../data/dataset.ts';
import { softmaxOutputs } from '../../../data/metrics/classOutputs.ts';
import type { Outputs } from '../../../data/metrics/metric.ts';
import type { Model } from '../../../onnx/model.ts';
import type { DenseTensor } from '../../../onnx/tensor.ts';
import { runSamples } from '../../../runtime/runSamples.ts';
import { withSession } from '../../../runtime/session.ts';
import type { Layer, QuantizableModel } from '../../layer.ts';
import type { CauseOptions, MeasuredCause } from '../causeMeter.ts';
import { EffectMeter } from '../effectMeter.ts';

/** What {@link withCauseMeter} does, done without it: the float model once, and for each layer the whole model again. */
export interface NaiveCause {
  /** Executions of nodes of the float model's runs. */
  readonly nodeRuns: number;
  readonly seconds: number;
  measure(layer: Layer, what: QuantizedPart): Promise<MeasuredCause>;
}

/** Keeps the outputs of all samples. */
export async function naiveCause(
  model: QuantizableModel,
  dataset: Dataset,
  { threads, signal, base }: Omit<CauseOptions, 'memory'>,
): Promise<NaiveCause> {
  const { float, layers } = model;
  const session = { exactQuantizedWeights: true, ...(threads !== undefined && { threads }) };
  const { hasLabels, synthetic } = dataset;
  const comparison = { softmax: softmaxOutputs(float), hasLabels, synthetic };
  const eachRun = async (
    whole: Model,
    use: (sample: Sample, run: number, outputs: Outputs) => Promise<void>,
  ): Promise<number> =>
    withSession(whole, session, async (loaded) => {
      let run = 0;
      for await (const { sample, results } of runSamples(loaded, dataset, loaded.outputs, { signal })) {
        await use(sample, run++, results);
      }
      return run * whole.graph.nodeCount;
    });
  const start = performance.now();
  const expected: ReadonlyMap<string, DenseTensor>[] = [];
  const nodeRuns = await eachRun(float, (_, __, outputs) => Promise.resolve(void expected.push(outputs)));
  return {
    nodeRuns,
    seconds: (performance.now() - start) / 1000,
    measure: async (layer, what) => {
      const startOfLayer = performance.now();
      const whole = float.clone();
      quantize(model, whole, layers, layer, what, base);
      const meter = new EffectMeter(comparison);
      const ran = await eachRun(whole, (sample, run, outputs) => meter.add(sample, expected[run]!, outputs));
      const seconds = (performance.now() - startOfLayer) / 1000;
      return { effect: meter.effect(), errors: meter.errors(), nodeRuns: ran, seconds };
    },
  };
}

function quantize(
  model: QuantizableModel,
  whole: Model,
  layers: readonly Layer[],
  layer: Layer,
  what: QuantizedPart,
  base: CauseOptions['base'],
): void {
  if (base === 'float') {
    model.quantizeLayers(whole, [layer], what);
    return;
  }
  const others = layers.filter(({ node }) => node !== layer.node);
  model.quantizeLayers(whole, others, 'both');
  if (what !== 'both') model.quantizeLayers(whole, [layer], what === 'weights' ? 'activations' : 'weights');
}
