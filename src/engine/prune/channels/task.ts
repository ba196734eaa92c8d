import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { PruneChannelsOptions } from '../../../protocol/options/pruneChannels.ts';
import type { UntouchedLayer } from '../../../protocol/result/reduction.ts';
import type { Dataset, Feeds } from '../../data/dataset.ts';
import { take } from '../../data/take.ts';
import type { Model } from '../../onnx/model.ts';
import type { PassContext } from '../../recipe/context.ts';
import { openData } from '../../recipe/openData.ts';
import { firstFeeds } from '../../recipe/samples.ts';
import { type TensorTypes, tensorTypes } from '../../runtime/tensorTypes.ts';
import { channelGroups } from '../groups/channelGroups.ts';
import type { ChannelGroup, ChannelGroups } from '../groups/group.ts';
import { nothingToPrune, onlyProtected } from './nothingToPrune.ts';
import { protection } from './protection.ts';

/** A model whose channels are to be taken out, and what is known of it before anything is decided. */
export interface PruneTask {
  readonly model: Model;
  /** Samples to measure on, as many as the options say. */
  readonly dataset: Dataset | undefined;
  /** One sample, real or made up. */
  readonly feeds: Feeds;
  /** Types and shapes in the run of that sample. */
  readonly types: TensorTypes;
  readonly groups: ChannelGroups;
  /** Those of the groups that may lose channels. */
  readonly prunable: readonly ChannelGroup[];
  /** Layers whose channels all stay, and why. */
  readonly untouched: readonly UntouchedLayer[];
  readonly notes: readonly Message[];
}

/** Integers are mostly indices, and the smallest ones fit every table that they may look up in. */
const integerRange = 2;

/**
 * Runs a model once and finds which of its channels may go.
 * @throws UserError where none can, saying why for each operator, where all are protected, or the model or its data cannot be used
 */
export async function pruneTask(
  model: Model,
  given: Dataset | undefined,
  options: PruneChannelsOptions,
  { temporaryFolder, threads, seed }: PassContext,
): Promise<PruneTask> {
  const { calibrationSamples } = options;
  const dataset = given === undefined || calibrationSamples === undefined ? given : take(given, calibrationSamples);
  const source = dataset ?? (await openData({ kind: 'synthetic', count: 1, seed, integerRange }, model));
  const feeds = await firstFeeds(source);
  const types = await tensorTypes(model, feeds, { temporaryFolder, ...(threads !== undefined && { threads }) });
  const { attention, pruneOutputs } = options;
  const groups = channelGroups(model, types, { attention, pruneOutputs });
  const { prunable, untouched } = protection(model, groups, options);
  if (groups.groups.length === 0) throw nothingToPrune(model.file, untouched);
  if (prunable.length === 0) throw onlyProtected(model.file, untouched);
  const notes = dataset === undefined ? [message('pruneChannels.made-up-shapes', {}), ...(source.notes ?? [])] : [];
  return { model, dataset, feeds, types, groups, prunable, untouched, notes };
}
