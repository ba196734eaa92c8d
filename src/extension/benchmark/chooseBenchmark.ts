import path from 'node:path';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Services } from '../commands/services.ts';
import { type Decision, type PickContents, pickDecision } from '../quantize/mainPick.ts';
import { say } from '../texts.ts';
import { type BenchmarkChoice, benchmarkRows } from './benchmarkRows.ts';
import { changeBenchmark } from './changeBenchmark.ts';
import type { BenchmarkChoices } from './choices.ts';
import { prepare, type PreparedBenchmark } from './prepareBenchmark.ts';

/**
 * Asks what is to be measured, and how, everything filled in.
 * @returns nothing where the person left
 * @throws UserError where a model cannot be read
 */
export async function chooseBenchmark(
  models: readonly string[],
  services: Services,
): Promise<BenchmarkChoices | undefined> {
  const title = message('history.bench-title', { file: path.basename(models[0] ?? '') });
  const placeholder = message('history.bench-placeholder', {});
  const controller = new AbortController();
  try {
    let pending: PreparedBenchmark | Promise<PreparedBenchmark> = prepare(models, services, controller.signal);
    let active: Decision<BenchmarkChoice> = 'run';
    for (;;) {
      const shown: Promise<PickContents<BenchmarkChoice>> = Promise.resolve(pending).then(contents);
      const decision: Decision<BenchmarkChoice> = await pickDecision(title, shown, active, placeholder);
      if (decision === undefined) return undefined;
      const current: PreparedBenchmark = await pending;
      if (decision === 'run') return current.choices;
      [pending, active] = [await changeBenchmark(decision, current, services), decision];
    }
  } finally {
    controller.abort();
  }
}

function contents({ known, choices }: PreparedBenchmark): PickContents<BenchmarkChoice> {
  const names = [choices.original, ...choices.variants].map((model) => path.basename(model));
  return {
    primary: { label: say('history.bench-run', {}), description: names.join(', ') },
    rows: benchmarkRows(choices, known),
  };
}
