import type { JobOf } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import { findHints } from '../hints/findHints.ts';
import { openModel } from '../onnx/open.ts';
import { profileModel } from '../profile/profileModel.ts';
import { machine } from '../runtime/machine.ts';
import { tensorTypes } from '../runtime/tensorTypes.ts';
import type { JobContext } from './context.ts';
import { openData } from './openData.ts';
import { firstFeeds } from './samples.ts';
import { Steps } from './steps.ts';

/** Integers are mostly indices, and the smallest ones fit every table that they may look up in. */
const integerRange = 2;

/**
 * Says where the time of a model goes, on the first sample of its data or on one that is made up, and what about it costs more than it must.
 * @throws UserError where the model cannot be read or run, or the data does not fit it
 */
export async function profile(job: JobOf<'profile'>, context: JobContext): Promise<ResultOf<'profile'>> {
  const { signal, temporaryFolder } = context;
  const { threads, seed } = job.run;
  const steps = new Steps((progress) => context.progress(progress));
  steps.begin(message('stage.opening', {}), 0.05);
  const model = openModel(job.model);
  try {
    const made = { kind: 'synthetic', count: 1, seed, integerRange } as const;
    const dataset = await openData(job.data ?? made, model);
    const feeds = await firstFeeds(dataset);
    const options = { temporaryFolder, ...(threads !== undefined && { threads }) };
    const stage = message('profile.stage', {});
    steps.begin(stage, 0.85);
    const { source, synthetic } = dataset;
    const measured = await profileModel(model, feeds, {
      ...options,
      ...{ signal, samples: { source, synthetic, count: 1, heldOut: false } },
      onProgress: (fraction) => steps.update(stage, fraction),
    });
    steps.begin(message('hints.stage', {}), 0.1);
    const types = await tensorTypes(model, feeds, options);
    const hints = findHints({ model, types, profile: measured, machine: machine() });
    steps.end();
    return { kind: 'profile', profile: measured, hints };
  } finally {
    model.close();
  }
}
