import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Memento } from 'vscode';
import { type RememberedBenchmark, rememberedBenchmark } from './choices.ts';

const key = 'benchmark-choices';
/** Models whose choices are kept, the latest. */
const limit = 50;

/** What was chosen for each original of a workspace, from one time to the next. */
export class BenchmarkMemory {
  constructor(private readonly state: Memento) {}

  /** What was chosen last time; nothing where that cannot be read any more, or its data is gone. */
  recall(model: string): RememberedBenchmark | undefined {
    const parsed = rememberedBenchmark.safeParse(this.all()[model]);
    if (!parsed.success) return undefined;
    const { data } = parsed.data;
    return data.kind === 'synthetic' || existsSync(path.resolve(data.path)) ? parsed.data : undefined;
  }

  async remember(model: string, { data, providers, seconds, batchSizes }: RememberedBenchmark): Promise<void> {
    const { [model]: _, ...others } = this.all();
    const entries = [...Object.entries(others), [model, { data, providers, seconds, batchSizes }] as const];
    await this.state.update(key, Object.fromEntries(entries.slice(-limit)));
  }

  private all(): Readonly<Record<string, unknown>> {
    const stored: unknown = this.state.get(key);
    return typeof stored === 'object' && stored !== null ? { ...stored } : {};
  }
}
