import path from 'node:path';
import { message } from '../../protocol/messages/catalogue.ts';
import type { DataOptions } from '../../protocol/options/data.ts';
import { runOptions } from '../../protocol/options/run.ts';
import type { FittingData } from '../../protocol/result/proposal.ts';
import type { Services } from '../commands/services.ts';
import { showFailure } from '../jobs/failure.ts';
import { say } from '../texts.ts';
import { changeChoice } from './change.ts';
import { type ChosenModel, initialChoices, lacksData, type QuantizeChoices } from './choices.ts';
import { freeOutput } from './freeOutput.ts';
import { type Decision, pickDecision, pickRow } from './mainPick.ts';
import { Memory } from './remembered.ts';
import { type ChoiceName, choiceRows, type Known } from './rows.ts';

/** A model with all that is known about it and what is chosen so far. */
export interface Prepared {
  readonly known: Known;
  readonly choices: QuantizeChoices;
}

/**
 * Asks what to do with one model, everything filled in.
 * @param method the one to begin with; what was chosen last, or is proposed, when left out
 * @returns the choices, or nothing where the person left, or the model cannot be quantized and they were told why
 */
export async function chooseFor(
  model: string,
  services: Services,
  method?: QuantizeChoices['method'],
): Promise<readonly ChosenModel[]> {
  const controller = new AbortController();
  try {
    const preparing = prepare(model, services, controller.signal).then(({ known, choices }) => ({
      known,
      choices: method === undefined ? choices : { ...choices, method },
    }));
    const choices = await decide(model, preparing, services, { run: say('quantize.run', {}) });
    return choices === undefined ? [] : [{ model, choices }];
  } catch (error) {
    showFailure(error, message('job.propose', { file: path.basename(model) }), services.log);
    return [];
  } finally {
    controller.abort();
  }
}

/** Looks at a model and what lies beside it, in the background process. @throws UserError where it cannot be read */
export async function prepare(model: string, services: Services, signal: AbortSignal): Promise<Prepared> {
  const title = message('job.propose', { file: path.basename(model) });
  const job = { kind: 'propose', model, run: runOptions.parse({}) } as const;
  const { proposal } = await services.runner.ask<'propose'>(title, job, signal);
  const remembered = new Memory(services.context.workspaceState).recall(model);
  const output = { path: freeOutput(model), replace: false };
  const evaluation = proposal.evaluation === undefined ? [] : [proposal.evaluation];
  return {
    known: { model, proposal, data: [...proposal.data, ...evaluation], remembered: remembered !== undefined },
    choices: initialChoices(proposal, remembered, output),
  };
}

/** How a pick of choices is opened. */
export interface DecideOptions {
  /** What the line that goes on is called. */
  readonly run: string;
  /** A choice to ask for before the pick is shown. */
  readonly first?: ChoiceName;
}

/**
 * Shows the choices for a model, and lets the person change them until they go on or leave.
 * @param prepared what is known; the pick is there before that is
 * @returns nothing where they left
 */
export async function decide(
  model: string,
  prepared: Prepared | Promise<Prepared>,
  services: Services,
  { run, first }: DecideOptions,
): Promise<QuantizeChoices | undefined> {
  const title = message('quantize.title', { file: path.basename(model) });
  let pending = prepared;
  let asked = first;
  let active: Decision<ChoiceName> = 'run';
  for (;;) {
    const shown = Promise.resolve(pending).then((known) => contents(known, run));
    const decision: Decision<ChoiceName> = asked ?? (await pickDecision(title, shown, active));
    if (decision === undefined) return undefined;
    const current = await pending;
    if (decision === 'run' && !lacksData(current.choices)) return current.choices;
    const changed = await change(current, decision === 'run' ? 'data' : decision, services);
    if (decision === 'run' && !lacksData(changed.choices)) return changed.choices;
    [pending, asked, active] = [changed, undefined, decision];
  }
}

/** Asks for one choice anew, and keeps what is learnt about data on the way; the same choices where the person left. */
export async function change({ known, choices }: Prepared, choice: ChoiceName, services: Services): Promise<Prepared> {
  let data = known.data;
  const changed = await changeChoice(choice, choices, known, async (options) => {
    const found = await look(known.model, options, services);
    if (found !== undefined) data = [...data, found];
    return found;
  });
  return { known: { ...known, data }, choices: changed };
}

function contents({ known, choices }: Prepared, run: string) {
  const description = say('quantize.from-to', {
    input: path.basename(known.model),
    output: path.basename(choices.output.path),
  });
  return { primary: { label: run, description }, rows: choiceRows(choices, known).map(pickRow) };
}

/** Sees whether data fits a model; says why not where it does not. */
async function look(model: string, data: DataOptions, { runner, log }: Services): Promise<FittingData | undefined> {
  const title = message('job.propose', { file: path.basename(model) });
  try {
    const job = { kind: 'propose', model, data, run: runOptions.parse({}) } as const;
    const { proposal } = await runner.ask<'propose'>(title, job, new AbortController().signal);
    return proposal.data[0];
  } catch (error) {
    showFailure(error, title, log);
    return undefined;
  }
}
