import path from 'node:path';
import { message } from '../../protocol/messages/catalogue.ts';
import { JobCancelled } from '../../jobs/jobCancelled.ts';
import type { Services } from '../commands/services.ts';
import { reasonOf } from '../jobs/failure.ts';
import { say, sayMessage } from '../texts.ts';
import { type ChosenModel, lacksData } from './choices.ts';
import { pickDecision, type PickRow } from './mainPick.ts';
import { decide, prepare, type Prepared } from './oneModel.ts';
import { dataName, methodTexts } from './rows.ts';

/** What is known of one of several models: how it would be quantized, or why it cannot be. */
type Candidate =
  { readonly model: string; readonly prepared: Prepared } | { readonly model: string; readonly problem: string };

/**
 * Asks once what to do with several models, each filled in; choosing one opens its own choices.
 * @returns those that can be quantized, or nothing where the person left
 */
export async function quantizeMany(models: readonly string[], services: Services): Promise<readonly ChosenModel[]> {
  const title = message('quantize.title-many', { count: models.length });
  const controller = new AbortController();
  const looking = lookAtAll(models, services, controller.signal);
  let candidates: readonly Candidate[] | undefined;
  let decision = await pickDecision(title, looking.then(contents));
  if (decision === undefined) controller.abort();
  else candidates = await looking;
  while (decision !== undefined && candidates !== undefined) {
    const lacking = candidates.find((each) => 'prepared' in each && lacksData(each.prepared.choices));
    if (decision === 'run' && lacking === undefined) return candidates.flatMap(chosen);
    const model = decision === 'run' ? lacking?.model : decision;
    candidates = await change(candidates, model, services, decision === 'run' ? 'data' : undefined);
    decision = await pickDecision(title, contents(candidates), decision);
  }
  return [];
}

async function lookAtAll(
  models: readonly string[],
  services: Services,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = [];
  for (const model of models) {
    try {
      candidates.push({ model, prepared: await prepare(model, services, signal) });
    } catch (error) {
      if (error instanceof JobCancelled) break;
      candidates.push({ model, problem: reasonOf(error) });
    }
  }
  return candidates;
}

function contents(candidates: readonly Candidate[]) {
  const possible = candidates.filter((each) => 'prepared' in each);
  return {
    primary: {
      label: say('quantize.run-many', { count: possible.length }),
      description: possible.length === 0 ? say('quantize.none-possible', {}) : '',
    },
    rows: candidates.map(row),
  };
}

function row(candidate: Candidate): PickRow<string> {
  const { model } = candidate;
  const label = path.basename(model);
  if ('problem' in candidate) {
    return { choice: model, icon: '$(error)', label, value: '', reason: candidate.problem };
  }
  const { choices, known } = candidate.prepared;
  const method = say(methodTexts[choices.method][0], {});
  const data = choices.data === undefined ? undefined : sayMessage(dataName(choices.data, known.data, model));
  const lacking = say('quantize.data-needed', {});
  return {
    ...{ choice: model, label, icon: lacksData(choices) ? '$(warning)' : '$(symbol-numeric)' },
    value: say('quantize.from-to', { input: method, output: path.basename(choices.output.path) }),
    reason: lacksData(choices) ? lacking : (data ?? sayMessage(known.proposal.method.reason)),
  };
}

/** Opens the choices of one model; what cannot be quantized has none. */
async function change(
  candidates: readonly Candidate[],
  model: string | undefined,
  services: Services,
  first: 'data' | undefined,
): Promise<readonly Candidate[]> {
  const candidate = candidates.find((each) => each.model === model);
  if (candidate === undefined || !('prepared' in candidate)) return candidates;
  const { prepared } = candidate;
  const choices = await decide(candidate.model, prepared, services, {
    run: say('quantize.done', {}),
    ...(first !== undefined && { first }),
  });
  if (choices === undefined) return candidates;
  return candidates.map((each) =>
    each === candidate ? { model: candidate.model, prepared: { ...prepared, choices } } : each,
  );
}

function chosen(candidate: Candidate): readonly ChosenModel[] {
  return 'prepared' in candidate ? [{ model: candidate.model, choices: candidate.prepared.choices }] : [];
}
