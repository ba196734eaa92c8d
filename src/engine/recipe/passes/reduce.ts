import { message } from '../../../protocol/messages/catalogue.ts';
import type { Message } from '../../../protocol/messages/message.ts';
import type { ReducePass } from '../../../protocol/recipe.ts';
import { samplesNeed } from '../../../protocol/recipes/samplesNeed.ts';
import type { Reduction } from '../../../protocol/result/reduction.ts';
import { userError } from '../../../protocol/userError.ts';
import { factorize, planFactorize } from '../../factorize/factorize.ts';
import { planChannels } from '../../prune/channels/planChannels.ts';
import { pruneChannels } from '../../prune/channels/pruneChannels.ts';
import { planWeights, pruneWeights } from '../../prune/weights/pruneWeights.ts';
import type { PassInput, PassOutcome } from './pass.ts';
import { unmatchedNames } from './unmatchedNames.ts';

type ReduceInput = Pick<PassInput, 'model' | 'dataset' | 'context'>;

/**
 * Takes away what a pass is to take away, in place.
 * @throws UserError without samples where the options need some, where nothing can go, and see the passes
 */
export async function runReduce(pass: ReducePass, input: ReduceInput): Promise<PassOutcome> {
  requireSamples(pass, input);
  const told = unmatchedNames(input.model, pass.options);
  const reduction = withNotes(await reduce(pass, input), told);
  if (isIdle(reduction)) {
    const { file } = input.model;
    throw userError('pruning.nothing-taken', { pass: pass.pass, file, reason: idleReason(reduction) });
  }
  return { reduction, notes: reduction.notes };
}

/** What a pass would take away; the model stays as it is. @throws UserError see `runReduce` */
export async function planReduction(pass: ReducePass, input: ReduceInput): Promise<Reduction> {
  requireSamples(pass, input);
  const told = unmatchedNames(input.model, pass.options);
  return withNotes(await plan(pass, input), told);
}

async function plan(pass: ReducePass, { model, dataset, context }: ReduceInput): Promise<Reduction> {
  switch (pass.pass) {
    case 'prune-channels':
      return planChannels(model, dataset, pass.options, context);
    case 'prune-weights':
      return planWeights(model, dataset, pass.options, context);
    case 'factorize':
      return planFactorize(model, dataset, pass.options, context);
  }
}

async function reduce(pass: ReducePass, { model, dataset, context }: ReduceInput): Promise<Reduction> {
  switch (pass.pass) {
    case 'prune-channels':
      return pruneChannels(model, dataset, pass.options, context);
    case 'prune-weights':
      return pruneWeights(model, dataset, pass.options, context);
    case 'factorize':
      return factorize(model, dataset, pass.options, context);
  }
}

function withNotes(reduction: Reduction, notes: readonly Message[]): Reduction {
  return notes.length === 0 ? reduction : { ...reduction, notes: [...notes, ...reduction.notes] };
}

function requireSamples(pass: ReducePass, { dataset }: ReduceInput): void {
  if (dataset !== undefined || samplesNeed(pass) !== 'needed') return;
  throw userError('pruning.data-needed', { pass: pass.pass });
}

/** Whether a pass took nothing away. */
function isIdle(reduction: Reduction): boolean {
  switch (reduction.kind) {
    case 'channels':
      return reduction.groups.every(({ channels }) => channels.after === channels.before);
    case 'weights':
      return reduction.layers.every(({ zeros }) => zeros.after === zeros.before);
    case 'low-rank':
      return !reduction.layers.some(({ applied }) => applied);
  }
}

/** Why nothing was taken away: what most layers say. */
function idleReason(reduction: Reduction): Message {
  const { untouched } = reduction;
  const kept = reduction.kind === 'low-rank' ? reduction.layers : [];
  const reasons = new Map<string, { readonly reason: Message; count: number }>();
  for (const { reason } of [...kept, ...untouched]) {
    const known = reasons.get(reason.code);
    if (known === undefined) reasons.set(reason.code, { reason, count: 1 });
    else known.count++;
  }
  const [most] = [...reasons.values()].sort((a, b) => b.count - a.count);
  return most?.reason ?? message('pruning.nothing-to-choose', {});
}
