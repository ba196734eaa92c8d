import { basename, extname, resolve } from 'node:path';
import { message } from '../../protocol/messages/catalogue.ts';
import type { DataOptions } from '../../protocol/options/data.ts';
import type { Proposal } from '../../protocol/result/proposal.ts';
import { fileError } from '../data/fileError.ts';
import type { Model } from '../onnx/model.ts';
import { type Fit, fit, proposed } from './data/fit.ts';
import { likeliestFirst } from './data/likeliest.ts';
import { type Candidate, nearbyData } from './data/nearby.ts';
import { roleOf } from './data/role.ts';

/** What a proposal says of data. */
export type ProposedData = Pick<Proposal, 'data' | 'evaluation' | 'unfit'>;

/** So many candidates are opened. */
const candidateLimit = 24;

/**
 * The data on which a model would be quantized and compared: what was chosen, or what lies beside the model and can be fed to
 * it. What is named for evaluation is kept for that where there is other data.
 * @throws UserError where data was chosen and does not fit the model
 */
export async function proposeData(model: Model, file: string, chosen: DataOptions | undefined): Promise<ProposedData> {
  if (chosen !== undefined) {
    return { data: [proposed(await fit(chosen, model), message('propose.data-chosen', {}))], unfit: [] };
  }
  const path = resolve(file);
  const { candidates, unreadable } = await nearbyData(path);
  const fits: NamedFit[] = [];
  const unfit = [...unreadable];
  for (const each of likeliestFirst(candidates, basename(path, extname(path))).slice(0, candidateLimit)) {
    try {
      const found = await fit(optionsOf(each), model);
      fits.push({ ...found, role: roleOf(each.names) });
    } catch (cause) {
      // Whatever lies beside a model, and however it is damaged, is no reason to propose nothing.
      unfit.push({ path: each.path, reason: fileError(cause, each.path).detail });
    }
  }
  return { ...divided(fits), unfit };
}

function optionsOf({ kind, path, labels }: Candidate): DataOptions {
  return kind === 'npyFolder' && labels !== undefined
    ? { kind, path, labels: { from: 'file', path: labels } }
    : { kind, path };
}

interface NamedFit extends Fit {
  readonly role: ReturnType<typeof roleOf>;
}

/** @param fits the likeliest first */
function divided(fits: readonly NamedFit[]): Omit<ProposedData, 'unfit'> {
  const forEvaluation = fits.filter(({ role }) => role === 'evaluation');
  const others = fits.filter(({ role }) => role !== 'evaluation');
  if (others.length === 0) {
    return { data: forEvaluation.map((each) => proposed(each, message('propose.only-evaluation', {}))) };
  }
  const evaluation = forEvaluation.find(({ labelled }) => labelled) ?? forEvaluation[0];
  const left = forEvaluation.filter((each) => each !== evaluation);
  return {
    data: [
      ...others.map((each) => proposed(each, message(reasons[each.role ?? 'none'], {}))),
      ...left.map((each) => proposed(each, message('propose.other-evaluation', {}))),
    ],
    ...(evaluation !== undefined && { evaluation: proposed(evaluation, message('propose.evaluation', {})) }),
  };
}

const reasons = {
  calibration: 'propose.calibration',
  evaluation: 'propose.only-evaluation',
  none: 'propose.beside',
} as const;
