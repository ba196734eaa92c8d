import path from 'node:path';
import * as vscode from 'vscode';
import { message } from '../../protocol/messages/catalogue.ts';
import { showFailure } from '../jobs/failure.ts';
import { showOutcomes } from '../jobs/outcome.ts';
import { outcomeOf } from '../jobs/outcomeOf.ts';
import { type ChosenModel, jobFrom } from '../quantize/choices.ts';
import { jobSettings } from '../quantize/jobSettings.ts';
import { quantizeMany } from '../quantize/manyModels.ts';
import { chooseFor } from '../quantize/oneModel.ts';
import { Memory } from '../quantize/remembered.ts';
import { say } from '../texts.ts';
import { modelsFor } from './models.ts';
import type { Services } from './services.ts';

/** Quantizes the models that were clicked on: asks once, with everything filled in, then runs the jobs. */
export async function quantize(services: Services, clicked: readonly unknown[]): Promise<void> {
  const models = await modelsFor(clicked);
  const [model, ...others] = models;
  if (model === undefined) return;
  const chosen = others.length === 0 ? await chooseFor(model, services) : await quantizeMany(models, services);
  await runAll(chosen, services);
}

/** Quantizes one model with a method that is chosen already, and may be changed. @throws UserError where it is not on a disk */
export async function quantizeWith(
  services: Services,
  model: vscode.Uri,
  method: ChosenModel['choices']['method'],
): Promise<void> {
  for (const file of await modelsFor([model])) await runAll(await chooseFor(file, services, method), services);
}

/** Runs what was chosen and says at the end, in one notification, what came of it. */
async function runAll(chosen: readonly ChosenModel[], services: Services): Promise<void> {
  const memory = new Memory(services.context.workspaceState);
  for (const { model, choices } of chosen) await memory.remember(model, choices);
  const outcomes = await Promise.all(chosen.map(async (each) => runOne(each, services)));
  await showOutcomes(outcomes.flatMap((outcome) => (outcome === undefined ? [] : [outcome])));
}

async function runOne(chosen: ChosenModel, services: Services) {
  const { model, choices } = chosen;
  const title = message('job.quantize', { file: path.basename(model) });
  try {
    const { report, reportFile } = await services.runner.run(title, jobFrom(model, choices, jobSettings()));
    return outcomeOf(report, reportFile, choices.output.path);
  } catch (error) {
    const again = {
      label: say('extension.try-again', {}),
      run: () => void vscode.commands.executeCommand('whittle.quantize', vscode.Uri.file(model)),
    };
    showFailure(error, title, services.log, [again]);
    return undefined;
  }
}
