import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { ModelProfile } from '../../../protocol/result/profile.ts';
import { UserError } from '../../../protocol/userError.ts';
import type { Model } from '../../onnx/model.ts';
import { profileModel } from '../../profile/profileModel.ts';
import type { Benchmarking } from './running.ts';

/** Where the time goes in every model that runs on the CPU. What cannot be profiled is a warning, and given back. */
export async function profileRows({
  job,
  rows,
  feeds,
  dataset,
  steps,
  shares,
  context,
}: Benchmarking): Promise<readonly Message[]> {
  if (!job.benchmark.profile) return [];
  const stage = message('bench.stage-profile', {});
  steps.begin(stage, shares.profile);
  const profiled = rows.sound.filter(({ variant }) => variant.provider === 'cpu');
  const profiles = new Map<Model, ModelProfile | undefined>();
  const warnings: Message[] = [];
  for (const [index, row] of profiled.entries()) {
    if (!profiles.has(row.model)) {
      const profile = await profileModel(row.model, feeds, {
        ...{ temporaryFolder: context.temporaryFolder, signal: context.signal },
        ...(job.run.threads !== undefined && { threads: job.run.threads }),
        samples: { source: dataset.source, synthetic: dataset.synthetic, count: 1, heldOut: false },
        onProgress: (fraction) => steps.update(stage, (index + fraction) / profiled.length),
      }).catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        warnings.push(message('bench.profile-failed', { name: row.variant.name, reason: error.detail }));
        return undefined;
      });
      profiles.set(row.model, profile);
    }
    const profile = profiles.get(row.model);
    if (profile !== undefined) rows.add(row, { profile });
  }
  return warnings;
}
