import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { userError } from '../../protocol/userError.ts';
import type { Dataset } from '../data/dataset.ts';
import { split } from '../data/split.ts';
import { take } from '../data/take.ts';
import type { Model } from '../onnx/model.ts';
import { openData } from './openData.ts';

/** The samples that layers are measured on, and those that ranges are taken from. */
export interface SensitivitySamples {
  readonly calibration: Dataset;
  readonly evaluation: Dataset;
  /** Whether they have none in common. */
  readonly heldOut: boolean;
  readonly notes: readonly Message[];
  readonly warnings: readonly Message[];
}

/** So many samples give ranges, unless the pass asks for more or fewer: the order of layers hardly changes after that. */
const usualCalibration = 128;
/** With fewer, one sample may decide what is worst. */
const fewSamples = 8;

/**
 * Opens the data of a job, or makes some up. What is measured on is spread over the data; where there is twice as much or more, ranges are
 * taken from the rest alone, since layers look better on samples that their ranges were made for.
 * @throws UserError where data is missing, damaged, empty or does not fit the model
 */
export async function openSensitivitySamples(job: JobOf<'sensitivity'>, model: Model): Promise<SensitivitySamples> {
  const { samples: wanted } = job.sensitivity;
  const data = await openData(job.data ?? { kind: 'synthetic', count: wanted, seed: job.run.seed }, model);
  if (data.size === 0) throw userError('quantize.no-samples', { source: data.source });
  const heldOut = data.size >= 2 * wanted;
  const { calibration, evaluation } = heldOut
    ? split(data, wanted / data.size)
    : { calibration: data, evaluation: take(data, wanted) };
  const asked = job.pass.pass === 'quantize-dynamic' ? undefined : job.pass.options.calibrationSamples;
  const limited = asked === undefined ? take(calibration, usualCalibration) : calibration;
  const isLimited = limited.size < calibration.size && job.pass.pass !== 'quantize-dynamic';
  return {
    ...{ calibration: limited, evaluation, heldOut },
    notes: [
      ...(data.notes ?? []),
      ...(isLimited
        ? [message('sensitivity.calibration-limited', { count: limited.size, all: calibration.size })]
        : []),
    ],
    warnings: [
      ...(data.synthetic ? [message('sensitivity.synthetic', {})] : []),
      ...(evaluation.size < fewSamples ? [message('sensitivity.few-samples', { count: evaluation.size })] : []),
    ],
  };
}
