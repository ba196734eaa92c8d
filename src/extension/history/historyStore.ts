import { mkdirSync, utimesSync } from 'node:fs';
import { lstat, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { attemptWriting, writeWhole } from '../../protocol/outputFile.ts';
import { formatBytes } from '../../protocol/quantity.ts';
import { hostToken } from '../../protocol/partName.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';
import { UserError } from '../../protocol/userError.ts';
import { isAlive, sweepParts } from '../../jobs/leftovers.ts';
import { entryId, type HistoryEntry } from './historyEntry.ts';
import { readEntry } from './readEntry.ts';
import { writtenEntry } from './writtenEntry.ts';

/** How much is kept. */
export interface HistoryLimits {
  readonly entries: number;
  /** Bytes of all entries together, and of one. */
  readonly bytes: number;
  readonly entryBytes: number;
}

const usual: HistoryLimits = { entries: 300, bytes: 16e6, entryBytes: 256e3 };

/** An entry, and whether its job still runs, in this window or in another one. */
export interface StoredEntry {
  readonly entry: HistoryEntry;
  readonly isRunning: boolean;
}

/** A file that is no entry, and why. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: Message;
}

/** What is in the folder. */
export interface Listing {
  /** The latest first. */
  readonly entries: readonly StoredEntry[];
  readonly skipped: readonly SkippedFile[];
}

interface Known {
  readonly stamp: string;
  readonly modified: number;
  readonly bytes: number;
  readonly content: HistoryEntry | Message;
}

/** Milliseconds after which an entry that nobody touches is of a job that no longer runs. */
const silence = 120_000;
const extension = '.json';

/** One file for each job in a folder that several windows may share: each writes its own files only. */
export class HistoryStore {
  /** What was read, by file name, so that looking again reads only what is new. */
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly folder: string,
    private readonly limits: HistoryLimits = usual,
  ) {}

  /** Keeps an entry, in place of what was kept of its job before. @throws UserError where the disk refuses */
  write(entry: HistoryEntry): void {
    const file = this.fileOf(entry.id);
    attemptWriting(file, () => mkdirSync(this.folder, { recursive: true }));
    writeWhole(file, writtenEntry(entry, this.limits.entryBytes));
  }

  /** Shows that the job of an entry still runs. */
  touch(id: string): void {
    const now = new Date();
    try {
      utimesSync(this.fileOf(id), now, now);
    } catch {
      // It could not be written, or somebody removed it: the end of the job writes it again.
    }
  }

  /** Everything that is kept. What cannot be read is skipped, and said so; what runs no longer is not running. */
  async list(): Promise<Listing> {
    const names = await this.names();
    const entries: StoredEntry[] = [];
    const skipped: SkippedFile[] = [];
    for (const name of names) {
      const known = await this.look(name);
      if (known === undefined) continue;
      const { content } = known;
      if ('code' in content) skipped.push({ file: name, reason: content });
      else entries.push({ entry: content, isRunning: isRunning(content, known.modified) });
    }
    for (const name of this.known.keys()) if (!names.includes(name)) this.known.delete(name);
    return { entries, skipped };
  }

  /** @throws UserError where the disk refuses */
  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids.filter((each) => entryId.test(each))) await this.removeFile(`${id}${extension}`);
  }

  /** Removes every entry that does not run, unreadable ones too. Files of others are left alone. @throws UserError where the disk refuses */
  async clear(): Promise<void> {
    const { entries } = await this.list();
    const running = new Set(entries.filter((each) => each.isRunning).map(({ entry }) => `${entry.id}${extension}`));
    const names = await this.names();
    for (const name of names.filter((each) => isOurs(each) && !running.has(each))) await this.removeFile(name);
  }

  /** Removes the oldest entries until no more are left than may be, and what dead processes left behind. */
  async prune(): Promise<void> {
    sweepParts(this.folder);
    await this.list();
    let [count, bytes] = [0, 0];
    for (const name of (await this.names()).filter(isOurs)) {
      const known = this.known.get(name);
      if (known === undefined) continue;
      count++;
      bytes += known.bytes;
      const isSurplus = count > this.limits.entries || bytes > this.limits.bytes;
      if (!isSurplus || isRunningFile(known)) continue;
      count--;
      bytes -= known.bytes;
      await this.removeFile(name).catch(() => undefined);
    }
  }

  private fileOf(id: string): string {
    return path.join(this.folder, `${id}${extension}`);
  }

  /** The latest first: names begin with the time. */
  private async names(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch((): readonly string[] => []);
    return names
      .filter((name) => name.endsWith(extension) && !name.startsWith('.'))
      .sort()
      .reverse();
  }

  /** What a file is; undefined where it is gone meanwhile. */
  private async look(name: string): Promise<Known | undefined> {
    const file = path.join(this.folder, name);
    const stat = await lstat(file).catch(() => undefined);
    if (stat === undefined) return undefined;
    const stamp = `${stat.mtimeMs} ${stat.size} ${stat.ino}`;
    const before = this.known.get(name);
    if (before?.stamp === stamp) return before;
    const content = stat.isFile() ? await this.read(name, stat.size) : message('history.skipped-foreign', {});
    const known = { stamp, modified: stat.mtimeMs, bytes: stat.size, content };
    this.known.set(name, known);
    return known;
  }

  private async read(name: string, bytes: number): Promise<HistoryEntry | Message> {
    const limit = this.limits.entryBytes;
    if (bytes > limit) return message('history.skipped-huge', { size: formatBytes(bytes), limit: formatBytes(limit) });
    try {
      return readEntry(await readFile(path.join(this.folder, name), 'utf8'), path.basename(name, extension));
    } catch (error) {
      return error instanceof UserError
        ? error.detail
        : message('history.skipped-unreadable', { reason: reasonOf(error) });
    }
  }

  private async removeFile(name: string): Promise<void> {
    const file = path.join(this.folder, name);
    await rm(file, { force: true }).catch((error: unknown) => {
      attemptWriting(file, () => {
        throw error;
      });
    });
  }
}

function isOurs(name: string): boolean {
  return entryId.test(path.basename(name, extension));
}

function isRunningFile({ content, modified }: Known): boolean {
  return 'state' in content && isRunning(content, modified);
}

/** A job whose process is gone, or has long not been heard of, was interrupted. */
function isRunning({ state, owner }: HistoryEntry, modified: number): boolean {
  if (state !== 'running' || Date.now() - modified > silence) return false;
  return owner.host !== hostToken() || isAlive(owner.pid);
}
