import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Memento } from 'vscode';
import type { DataOptions } from '../../protocol/options/data.ts';
import { type RememberedChoices, rememberedChoices } from './choices.ts';

const key = 'whittle.choices';
/** Models whose choices are kept, the latest. */
const limit = 50;

/** What was chosen for each model of a workspace, from one time to the next. */
export class Memory {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  /** What was chosen for a model last time, without data that is gone; nothing where that cannot be read any more. */
  recall(model: string): RememberedChoices | undefined {
    const parsed = rememberedChoices.safeParse(this.#all()[model]);
    if (!parsed.success) return undefined;
    const { data, evaluation, ...rest } = parsed.data;
    if (isGone(data)) return undefined;
    return {
      ...rest,
      ...(data !== undefined && { data }),
      ...(evaluation !== undefined && !isGone(evaluation) && { evaluation }),
    };
  }

  async remember(model: string, { method, static: staticOptions, dynamic, data, evaluation }: RememberedChoices) {
    const { [model]: _, ...others } = this.#all();
    const choices: RememberedChoices = {
      ...{ method, static: staticOptions, dynamic },
      ...(data !== undefined && { data }),
      ...(evaluation !== undefined && { evaluation }),
    };
    const entries = [...Object.entries(others), [model, choices] as const].slice(-limit);
    await this.#state.update(key, Object.fromEntries(entries));
  }

  #all(): Readonly<Record<string, unknown>> {
    const stored: unknown = this.#state.get(key);
    return typeof stored === 'object' && stored !== null ? { ...stored } : {};
  }
}

function isGone(data: DataOptions | undefined): boolean {
  return data !== undefined && data.kind !== 'synthetic' && !existsSync(path.resolve(data.path));
}
