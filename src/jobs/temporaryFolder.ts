import { mkdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sweepParts } from './leftovers.ts';
import { partName } from '../protocol/partName.ts';

/** A folder for one job that disappears with it. Folders that dead processes left are swept away first. */
export class TemporaryFolder implements Disposable {
  readonly path: string;

  /** @param parent where temporary folders are made: the system's place for them */
  constructor(parent = os.tmpdir()) {
    sweepParts(parent);
    this.path = path.join(parent, partName('whittle'));
    mkdirSync(this.path, { mode: 0o700 });
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  }
}
