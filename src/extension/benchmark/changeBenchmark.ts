import path from 'node:path';
import * as vscode from 'vscode';
import { message } from '../../protocol/messages/catalogue.ts';
import { runOptions } from '../../protocol/options/run.ts';
import { formatSeconds } from '../../protocol/quantity.ts';
import type { Services } from '../commands/services.ts';
import { say } from '../texts.ts';
import { askReport } from './askReport.ts';
import type { BenchmarkChoice } from './benchmarkRows.ts';
import { changeBenchmarkData } from './changeBenchmarkData.ts';
import type { BenchmarkChoices } from './choices.ts';
import { freeReport } from './freeReport.ts';
import { pickModels } from './pickModels.ts';
import { type PreparedBenchmark, prepareRoles } from './prepareBenchmark.ts';

/** Asks for one choice anew; the same choices where the person left without choosing. */
export async function changeBenchmark(
  choice: BenchmarkChoice,
  prepared: PreparedBenchmark,
  services: Services,
): Promise<PreparedBenchmark> {
  const { choices } = prepared;
  const change = (changed: Partial<BenchmarkChoices>): PreparedBenchmark => ({
    ...prepared,
    choices: { ...choices, ...changed },
  });
  switch (choice) {
    case 'original':
      return changeOriginal(prepared, services);
    case 'variants': {
      const variants = await pickModels(choices);
      if (variants === undefined) return prepared;
      return { known: { ...prepared.known, selected: true }, choices: { ...choices, variants } };
    }
    case 'data':
      return changeBenchmarkData(prepared, services);
    case 'providers':
      return change({ providers: [...(await pickProviders(choices.providers, services))] });
    case 'seconds':
      return change({ seconds: await pickSeconds(choices.seconds) });
    case 'throughput':
      return change({ batchSizes: [...(await askBatchSizes(choices.batchSizes))] });
    case 'output':
      return change({ output: (await askReport(vscode.Uri.file(choices.output.path))) ?? choices.output });
  }
}

/** Another one of the models becomes the original, and what was the original one of the variants. */
async function changeOriginal(prepared: PreparedBenchmark, services: Services): Promise<PreparedBenchmark> {
  const { choices } = prepared;
  const models = [choices.original, ...choices.variants];
  const items = models.map((model) => ({ label: path.basename(model), description: path.dirname(model), model }));
  const chosen = await vscode.window.showQuickPick(items, { title: say('history.bench-original-title', {}) });
  if (chosen === undefined || chosen.model === choices.original) return prepared;
  const roles = { original: chosen.model, variants: models.filter((model) => model !== chosen.model) };
  const { signal } = new AbortController();
  const fresh = await prepareRoles(roles, { reason: 'chosen', selected: true }, services, signal);
  // How it is measured is as it was; data and report are those of the new original.
  const { providers, seconds, batchSizes } = choices;
  const output = { path: freeReport(chosen.model), replace: false };
  return { ...fresh, choices: { ...fresh.choices, providers, seconds, batchSizes, output } };
}

/** The list is that of the runtime, which a background process is asked for. */
async function pickProviders(chosen: readonly string[], { runner }: Services): Promise<readonly string[]> {
  const title = message('history.job-providers', {});
  const job = { kind: 'providers', run: runOptions.parse({}) } as const;
  const asked = runner.ask<'providers'>(title, job, new AbortController().signal);
  const items = asked.then(({ providers }) =>
    [...new Set([...providers, ...chosen])].map((label) => ({ label, picked: chosen.includes(label) })),
  );
  const picked = await vscode.window.showQuickPick(items, {
    ...{ title: say('history.bench-providers-title', {}), placeHolder: say('history.bench-providers-explained', {}) },
    canPickMany: true,
  });
  return picked === undefined || picked.length === 0 ? chosen : picked.map(({ label }) => label);
}

const usualSeconds = [10, 30, 60, 300];

async function pickSeconds(chosen: number): Promise<number> {
  const all = [...new Set([...usualSeconds, chosen])].sort((one, other) => one - other);
  const items = all.map((seconds) => ({ label: formatSeconds(seconds), seconds }));
  const picked = await vscode.window.showQuickPick(items, {
    ...{ title: say('history.bench-seconds-title', {}), placeHolder: say('history.bench-seconds-explained', {}) },
  });
  return picked?.seconds ?? chosen;
}

async function askBatchSizes(chosen: readonly number[]): Promise<readonly number[]> {
  const text = await vscode.window.showInputBox({
    ...{ title: say('history.bench-throughput-title', {}), prompt: say('history.bench-throughput-prompt', {}) },
    value: chosen.length === 0 ? '1, 8, 32' : chosen.join(', '),
    validateInput: (typed) =>
      batchSizesIn(typed) === undefined ? say('history.bench-throughput-invalid', {}) : undefined,
  });
  return (text === undefined ? undefined : batchSizesIn(text)) ?? chosen;
}

/** Undefined where it is no list of whole numbers of 1 or more. */
function batchSizesIn(text: string): readonly number[] | undefined {
  const parts = text.split(',').map((part) => part.trim());
  const numbers = parts.filter((part) => part !== '').map(Number);
  return numbers.every((number) => Number.isSafeInteger(number) && number > 0) ? [...new Set(numbers)] : undefined;
}
