import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { hostToken, type PartOwner, partOwner } from '../protocol/partName.ts';

/** Removes what a process that is gone left unfinished in a folder. */
export function removePartsOf(pid: number, folder: string): void {
  removeParts(folder, (owner) => owner.pid === pid);
}

/** Removes what processes that no longer live left unfinished in a folder. */
export function sweepParts(folder: string): void {
  removeParts(folder, (owner) => !isAlive(owner.pid));
}

/** Whether a process with this id lives on this machine, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function removeParts(folder: string, gone: (owner: PartOwner) => boolean): void {
  for (const name of names(folder)) {
    const owner = partOwner(name);
    if (owner?.host === hostToken() && gone(owner)) remove(path.join(folder, name));
  }
}

/** A folder that is missing or closed to us has nothing of ours. */
function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** On some systems files of a process that was just killed stay locked for a moment. What cannot be removed stays. */
function remove(target: string): void {
  try {
    rmSync(target, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  } catch {
    // It belongs to someone else, or the disk refuses: the next start tries again.
  }
}
