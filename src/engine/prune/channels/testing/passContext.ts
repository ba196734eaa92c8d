import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { PassContext } from '../../../recipe/context.ts';

/** Gone when the tests are. */
export const temporaryFolder = mkdtempSync(path.join(tmpdir(), 'whittle-channels-'));
afterAll(() => rmSync(temporaryFolder, { recursive: true, force: true }));

/** What a pass of a test may use: one thread, the same seed. */
export function passContext(more: Partial<PassContext> = {}): PassContext {
  return {
    log: () => undefined,
    finding: () => undefined,
    progress: () => undefined,
    signal: new AbortController().signal,
    temporaryFolder,
    threads: 1,
    seed: 7,
    ...more,
  };
}
