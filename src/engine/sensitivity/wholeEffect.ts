import type { OutputEffect } from '../../protocol/result/sensitivity.ts';
import { softmaxOutputs } from '../data/metrics/classOutputs.ts';
import type { Dataset } from '../data/dataset.ts';
import { withSession } from '../runtime/session.ts';
import { StatefulRunner } from '../runtime/statefulRunner.ts';
import { EffectMeter } from './cause/effectMeter.ts';
import type { QuantizableModel } from './layer.ts';

export interface WholeOptions {
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  /** Called with the share of the samples that is done. */
  readonly onProgress: (fraction: number) => void;
}

/**
 * What quantizing the whole model does to its outputs when nobody looks inside: the runtime then fuses what it does not while single results
 * are asked for, and rounds elsewhere. Each model keeps a state of its own.
 * @throws UserError where a model or the data fails
 */
export async function wholeEffect(
  scheme: QuantizableModel,
  dataset: Dataset,
  { threads, signal, onProgress }: WholeOptions,
): Promise<OutputEffect> {
  const { synthetic, hasLabels, size } = dataset;
  const meter = new EffectMeter({ softmax: softmaxOutputs(scheme.float), hasLabels, synthetic, own: [] });
  const session = threads === undefined ? {} : { threads };
  await withSession(scheme.float, session, (float) =>
    withSession(scheme.quantized(), session, async (quantized) => {
      const runners = [new StatefulRunner(float, dataset), new StatefulRunner(quantized, dataset)] as const;
      let done = 0;
      for await (const sample of dataset.samples()) {
        signal.throwIfAborted();
        await meter.add(sample, await runners[0].run(sample.feeds), await runners[1].run(sample.feeds));
        onProgress(++done / size);
      }
    }),
  );
  return meter.effect();
}
