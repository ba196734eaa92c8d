import path from 'node:path';
import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { DataOptions } from '../../../protocol/options/data.ts';
import type { FittingData } from '../../../protocol/result/proposal.ts';
import { userError } from '../../../protocol/userError.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { Model } from '../../onnx/model.ts';
import { openData, withKnownKind } from '../../recipe/openData.ts';
import { assumeForImages } from './images.ts';

/** Data that can be fed to a model. */
export interface Fit extends Omit<FittingData, 'reason'> {
  /** What was assumed to feed it. */
  readonly assumed: readonly Message[];
}

/**
 * Opens data and reads its first sample, to be sure that it can be fed to a model.
 * @throws UserError where it cannot
 */
export async function fit(options: DataOptions, model: Model): Promise<Fit> {
  const known = await withKnownKind(withAbsolutePath(options));
  const asGiven = { options: known, assumed: [] };
  const { options: complete, assumed } = known.kind === 'images' ? await assumeForImages(known, model) : asGiven;
  const dataset = await openData(complete, model);
  await requireSample(dataset);
  return {
    options: complete,
    samples: dataset.size,
    labelled: dataset.hasLabels,
    assumed: [...assumed, ...(dataset.notes ?? [])],
  };
}

/** With the reason to propose it, and what was assumed. */
export function proposed({ options, samples, labelled, assumed }: Fit, why: Message): FittingData {
  const reason = assumed.reduce((first, second) => message('propose.sentences', { first, second }), why);
  return { options, samples, labelled, reason };
}

function withAbsolutePath(options: DataOptions): DataOptions {
  return options.kind === 'synthetic' ? options : { ...options, path: path.resolve(options.path) };
}

async function requireSample(dataset: Dataset): Promise<void> {
  for await (const { feeds } of dataset.samples({ end: 1 })) {
    if (feeds.size > 0 || dataset.feedback.length > 0) return;
  }
  throw userError('data.empty', { source: dataset.source });
}
