import { access } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { message } from '../../../protocol/messages/catalogue.ts';
import { UserError, userError } from '../../../protocol/userError.ts';
import type { Sample } from '../dataset.ts';
import { reasonOf } from '../../../protocol/reasonOf.ts';
import { fileError } from '../fileError.ts';
import type { Metric, Outputs } from './metric.ts';

/** What a user's module exports as its default. */
export interface MetricModule {
  /** As reports show it. */
  readonly name: string;
  readonly higherIsBetter: boolean;
  /** Starts a measurement. */
  create(): {
    add(sample: Sample, outputs: Outputs): void | Promise<void>;
    result(): number;
  };
}

/**
 * A metric from a user's module (`.mjs`). Its code runs in this process: only for files that the user named.
 * @throws UserError naming the file where it is missing, does not load or exports something else; later, where it fails
 */
export async function loadMetric(file: string): Promise<Metric> {
  const found = await defaultExport(file);
  if (!isMetricModule(found)) throw userError('metric.module-invalid', { file });
  return {
    name: message('metric.user', { name: found.name }),
    unit: 'number',
    better: found.higherIsBetter ? 'higher' : 'lower',
    create() {
      const measurement = guarded(file, 'create', () => found.create());
      if (!hasFunctions(measurement, ['add', 'result'])) throw userError('metric.module-invalid', { file });
      return {
        async add({ sample, outputs }) {
          try {
            await measurement.add(sample, outputs);
          } catch (cause) {
            throw failure(file, 'add', cause);
          }
        },
        result() {
          const value: unknown = guarded(file, 'result', () => measurement.result());
          if (typeof value !== 'number') throw userError('metric.module-result', { file, value: String(value) });
          return value;
        },
      };
    },
  };
}

async function defaultExport(file: string): Promise<unknown> {
  try {
    await access(file);
  } catch (cause) {
    throw fileError(cause, file);
  }
  try {
    const loaded = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { readonly default?: unknown };
    return loaded.default;
  } catch (cause) {
    throw failure(file, 'import', cause);
  }
}

function isMetricModule(found: unknown): found is MetricModule {
  if (!hasFunctions(found, ['create'])) return false;
  const { name, higherIsBetter } = found as Partial<MetricModule>;
  return typeof name === 'string' && name !== '' && typeof higherIsBetter === 'boolean';
}

function hasFunctions(found: unknown, names: readonly string[]): boolean {
  if (typeof found !== 'object' || found === null) return false;
  return names.every((name) => typeof (found as Readonly<Record<string, unknown>>)[name] === 'function');
}

function guarded<T>(file: string, step: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw failure(file, step, cause);
  }
}

function failure(file: string, step: string, cause: unknown): UserError {
  if (cause instanceof UserError) return cause;
  return userError('metric.module-failed', { file, step, reason: reasonOf(cause) }, { cause });
}
