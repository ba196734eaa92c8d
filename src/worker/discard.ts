import { rmSync } from 'node:fs';
import path from 'node:path';
import { removePartsOf } from '../jobs/leftovers.ts';
import type { RunParameters } from '../protocol/workerProtocol.ts';

/** Removes everything unfinished of this process, for when the one that would do it is gone. */
export function discard({ job, temporaryFolder }: RunParameters): void {
  if (job.kind === 'compress') removePartsOf(process.pid, path.dirname(path.resolve(job.output.path)));
  rmSync(temporaryFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
}
