import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { PruneChannelsOptions } from '../../../protocol/options/pruneChannels.ts';
import { formatShare } from '../../../protocol/quantity.ts';
import { userError } from '../../../protocol/userError.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import type { PassContext } from '../../recipe/context.ts';
import type { ChannelGroups, RemovedUnits } from '../groups/group.ts';
import { correctBiasWithoutData } from './biasCorrection.ts';
import { type RefitConsumers, refitConsumers } from './refit.ts';

export interface RepairOptions {
  readonly repair: PruneChannelsOptions['repair'];
}

/** What was done for layers that lose inputs. */
export interface Repaired {
  /** The groups with what repairing added to the model (a bias, a weight's own copy): what is to be removed by. */
  readonly groups: ChannelGroups;
  /** What was done, what was left out and why. */
  readonly notes: readonly Message[];
}

/**
 * Changes the layers that will lose inputs, in place and before the inputs are taken away, so that their outputs stay near what they
 * are in `original`, which has the same shapes and may be the model itself. Channels that go become zero, unless nothing is repaired.
 * `auto` refits on samples that are real, and else does what the file alone allows.
 * @throws UserError `repair.needs-data` where a refit is asked for without samples, and where data or model fail
 */
export async function repair(
  model: Model,
  original: Model,
  groups: ChannelGroups,
  removed: RemovedUnits,
  dataset: Dataset | undefined,
  options: RepairOptions,
  context: PassContext,
): Promise<Repaired> {
  const isNothing = [...removed.values()].every((units) => units.length === 0);
  if (options.repair === 'none' || isNothing) return { groups, notes: [] };
  if (options.repair === 'refit' && dataset === undefined) throw userError('repair.needs-data', { file: model.file });
  const isUsable = dataset !== undefined && (!dataset.synthetic || options.repair === 'refit');
  if (!isUsable) return withoutData(model, groups, removed, dataset);
  const { signal, threads } = context;
  const method = options.repair === 'bias' ? 'bias' : 'refit';
  const stage = message(`repair.stage-${method}`, {});
  context.progress(stage, 0);
  const onProgress = (fraction: number): void => context.progress(stage, fraction);
  const done = await refitConsumers(model, original, groups, removed, dataset, { method, signal, threads, onProgress });
  return { groups: done.groups, notes: notesOf(done) };
}

function withoutData(
  model: Model,
  groups: ChannelGroups,
  removed: RemovedUnits,
  dataset: Dataset | undefined,
): Repaired {
  const { groups: changed, corrected, unknown } = correctBiasWithoutData(model, groups, removed);
  const notes = [message(dataset === undefined ? 'repair.no-data' : 'repair.synthetic', {})];
  if (corrected.length > 0) notes.push(message('repair.bias-from-norms', { layers: corrected.length }));
  if (unknown.length > 0) notes.push(message('repair.means-unknown', { layers: unknown.length, first: unknown[0]! }));
  return { groups: changed, notes };
}

function notesOf({ refit, corrected, norms, left, others }: RefitConsumers): readonly Message[] {
  const notes: Message[] = [];
  if (refit.length > 0) {
    const mean = (error: (each: (typeof refit)[number]) => number): string =>
      formatShare(refit.reduce((sum, each) => sum + error(each), 0) / refit.length);
    notes.push(
      message('repair.refit', {
        layers: refit.length,
        before: mean(({ errorBefore }) => errorBefore),
        after: mean(({ errorAfter }) => errorAfter),
      }),
    );
  }
  if (corrected.length > 0) notes.push(message('repair.bias', { layers: corrected.length }));
  if (norms.length > 0) notes.push(message('repair.norms', { norms: norms.length }));
  const named = others.map(({ node, operator, reason }) => ({ node: `${operator} ${node}`, reason }));
  for (const { node, reason } of [...left, ...named]) notes.push(message('repair.left', { node, reason }));
  return notes;
}
