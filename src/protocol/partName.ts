import { randomBytes } from 'node:crypto';
import os from 'node:os';

/**
 * Who makes an unfinished file or folder: a process on a machine. Its name carries both, so that what a dead process left
 * behind can be told from what a living one, here or on another machine that shares the disk, is still making.
 */
export interface PartOwner {
  readonly pid: number;
  readonly host: string;
}

const pattern = /\.(\d+)@([\w-]+)\.[0-9a-f]{8}\.part$/;

/** This machine, in letters that any file system takes. */
export function hostToken(): string {
  return os.hostname().replace(/[^\w-]/g, '-') || 'unnamed';
}

/** A hidden name near `base` for something unfinished that belongs to this process. */
export function partName(base: string): string {
  return `.${base}.${process.pid}@${hostToken()}.${randomBytes(4).toString('hex')}.part`;
}

/** Who makes the unfinished thing of that name; undefined for any other name. */
export function partOwner(name: string): PartOwner | undefined {
  const match = pattern.exec(name);
  return match === null ? undefined : { pid: Number(match[1]), host: match[2] ?? '' };
}
