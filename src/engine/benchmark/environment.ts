import { readFileSync } from 'node:fs';
import os from 'node:os';
import type { BenchmarkEnvironment } from '../../protocol/result/benchmark.ts';
import { executionProviders } from '../runtime/executionProviders.ts';
import { environment } from '../report/environment.ts';

/** The surroundings as they are now, before anything is measured. @param threads of the sessions */
export function environmentNow(threads: number): BenchmarkEnvironment {
  const { machine } = environment();
  const [load] = os.loadavg();
  const governor = governorOf('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor');
  return {
    ...machine,
    threads,
    // Windows has no such figure, for which Node says 0.
    ...(load !== undefined && machine.platform !== 'win32' && { load }),
    ...(governor !== undefined && { governor }),
    providers: executionProviders(),
  };
}

/** Virtual machines and other systems do not tell. */
function governorOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
