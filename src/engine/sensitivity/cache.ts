import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { partName } from '../../protocol/partName.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';

/** What a cache may take up: beyond that, what was not used for the longest time goes. */
export interface CacheLimits {
  readonly entries: number;
  readonly bytes: number;
}

const stored = z.object({ key: z.string(), result: z.unknown() });
const usualLimits: CacheLimits = { entries: 64, bytes: 256e6 };
const ownName = /^[0-9a-f]{64}\.json$/;
const unfinishedName = /^\.[0-9a-f]{64}\.json\..*\.part$/;
/** Unfinished files that nobody has written to for so many milliseconds are what a killed process left. */
const abandoned = 3600e3;

/**
 * Results in a folder, each in a file that is named after what it follows from. An entry appears when it is whole. What is damaged or not a
 * result is passed over, and nothing that fails here fails a job: it is told to `log`.
 */
export class ResultCache<Schema extends z.ZodType> {
  constructor(
    private readonly folder: string,
    private readonly schema: Schema,
    private readonly log: (message: Message) => void,
    private readonly limits: CacheLimits = usualLimits,
  ) {}

  /** @param key SHA-256 in hexadecimal */
  read(key: string): z.output<Schema> | undefined {
    const file = this.fileOf(key);
    try {
      if (statSync(file).size > this.limits.bytes) throw new RangeError('oversized');
      const entry = stored.parse(JSON.parse(readFileSync(file, 'utf8')));
      if (entry.key !== key) throw new RangeError(entry.key);
      const result = this.schema.parse(entry.result);
      this.markUsed(file);
      return result;
    } catch (error) {
      if (!isMissing(error)) this.log(message('sensitivity.cache-unreadable', { file }));
      return undefined;
    }
  }

  /** @param key SHA-256 in hexadecimal */
  write(key: string, result: z.output<Schema>): void {
    const file = this.fileOf(key);
    const part = path.join(this.folder, partName(path.basename(file)));
    try {
      const text = JSON.stringify({ key, result: this.schema.encode(result) });
      if (Buffer.byteLength(text) > this.limits.bytes) return;
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(part, text, { flag: 'wx' });
      renameSync(part, file);
      this.tidy(path.basename(file));
    } catch (error) {
      attempt(() => rmSync(part, { force: true }));
      this.log(message('sensitivity.cache-unwritable', { folder: this.folder, reason: reasonOf(error) }));
    }
  }

  private fileOf(key: string): string {
    return path.join(this.folder, `${key}.json`);
  }

  /** So that it is not taken for old. A folder that cannot be written to can still be read. */
  private markUsed(file: string): void {
    const now = new Date();
    attempt(() => utimesSync(file, now, now));
  }

  /** Removes the oldest entries beyond the limits, never the newest, and what is not ours stays. */
  private tidy(newest: string): void {
    const names = readdirSync(this.folder);
    const entries = names
      .filter((name) => ownName.test(name))
      .flatMap((name) => this.described(name))
      .sort((a, b) => (a.name === newest ? -1 : b.name === newest ? 1 : b.time - a.time));
    let bytes = 0;
    for (const [index, entry] of entries.entries()) {
      bytes += entry.bytes;
      if (index >= this.limits.entries || bytes > this.limits.bytes) this.remove(entry.name);
    }
    for (const { name, time } of names
      .filter((each) => unfinishedName.test(each))
      .flatMap((each) => this.described(each)))
      if (Date.now() - time > abandoned) this.remove(name);
  }

  /** Nothing where another process has removed it. */
  private described(name: string) {
    const found = statSync(path.join(this.folder, name), { throwIfNoEntry: false });
    return found === undefined ? [] : [{ name, bytes: found.size, time: found.mtimeMs }];
  }

  private remove(name: string): void {
    attempt(() => rmSync(path.join(this.folder, name), { force: true }));
  }
}

function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // What cannot be tidied up stays: nothing depends on it.
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
