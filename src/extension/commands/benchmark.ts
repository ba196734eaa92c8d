import path from 'node:path';
import { message } from '../../protocol/messages/catalogue.ts';
import * as vscode from 'vscode';
import { chooseBenchmark } from '../benchmark/chooseBenchmark.ts';
import { BenchmarkMemory } from '../benchmark/benchmarkMemory.ts';
import { jobFrom } from '../benchmark/choices.ts';
import { runBenchmark } from '../benchmark/runBenchmark.ts';
import { showFailure } from '../jobs/failure.ts';
import { jobSettings } from '../quantize/jobSettings.ts';
import { say } from '../texts.ts';
import { modelsFor } from './models.ts';
import type { Services } from './services.ts';

/**
 * Measures the models that were clicked on beside each other: asks once, with everything filled in, then runs the job.
 * @param clicked a model, and where there are several, all of them
 */
export async function benchmark(services: Services, clicked: readonly unknown[]): Promise<void> {
  const models = await modelsFor(clicked);
  const [model] = models;
  if (model === undefined) return;
  const title = message('history.job-benchmark', { file: path.basename(model) });
  try {
    const choices = await chooseBenchmark(models, services);
    if (choices === undefined) return;
    await new BenchmarkMemory(services.context.workspaceState).remember(choices.original, choices);
    await runBenchmark(services, jobFrom(choices, jobSettings().threads), choices.output);
  } catch (error) {
    const again = {
      label: say('extension.try-again', {}),
      run: () => void vscode.commands.executeCommand('whittle.benchmark', ...clicked),
    };
    showFailure(error, title, services.log, [again]);
  }
}
