import path from 'node:path';
import { JobCancelled } from '../../jobs/jobCancelled.ts';
import type { Job } from '../../protocol/job.ts';
import { message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { hostToken } from '../../protocol/partName.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';
import { UserError } from '../../protocol/userError.ts';
import type { JobEnd } from '../jobs/jobObserver.ts';
import type { FileRole, HistoryEntry } from './historyEntry.ts';
import { HistoryStore, type StoredEntry } from './historyStore.ts';
import type { LiveJob } from './liveJob.ts';
import { summarize } from './resultSummary.ts';

/** What there is to show beside the jobs that run in this window. */
export interface Kept {
  /** The latest first. */
  readonly entries: readonly StoredEntry[];
  /** Files that were skipped. */
  readonly skipped: number;
  /** Why nothing is written at present. */
  readonly problem: Message | undefined;
}

/** Milliseconds between two signs of life of a job that runs. */
const beat = 30_000;

/** Writes what becomes of jobs. What the disk does not take is kept in memory, and tried again. */
export class Recorder {
  private readonly store: HistoryStore;
  private readonly beating = new Map<string, NodeJS.Timeout>();
  private readonly unwritten = new Map<string, HistoryEntry>();
  private readonly latest = new WeakMap<Job, HistoryEntry>();
  /** Files that were told of before the end of their job. */
  private readonly early = new WeakMap<Job, string>();
  /** What was said already, as text. */
  private readonly told = new Set<string>();
  private problem: Message | undefined;

  /** @param warn is told what a person should know, once each */
  constructor(
    folder: string,
    private readonly warn: (text: Message) => void,
  ) {
    this.store = new HistoryStore(folder);
  }

  /** A job runs: if its window is killed, this is all that is left of it. */
  begin(live: LiveJob): void {
    this.keep(live.job, entryOf(live, { state: 'running' }));
    this.beating.set(
      live.id,
      setInterval(() => this.store.touch(live.id), beat),
    );
  }

  end(live: LiveJob, end: JobEnd, seconds: number): void {
    clearInterval(this.beating.get(live.id));
    this.beating.delete(live.id);
    this.keep(live.job, entryOf(live, ended(end, live.job), seconds, this.filesOf(live.job, end)));
    void this.store.prune();
  }

  /** A file that a job led to, written by somebody else. */
  produced(job: Job, file: string): void {
    const entry = this.latest.get(job);
    const report = { role: 'report', path: path.resolve(file) } as const;
    if (entry === undefined || entry.state === 'running') this.early.set(job, file);
    else this.keep(job, { ...entry, files: [...entry.files.filter(({ role }) => role !== 'report'), report] });
  }

  async kept(): Promise<Kept> {
    this.tryAgain();
    const { entries, skipped } = await this.store.list();
    for (const { file, reason } of skipped) this.tell(message('history.skipped', { file, reason }));
    const unwritten = [...this.unwritten.values()].map((entry) => ({ entry, isRunning: this.beating.has(entry.id) }));
    const written = entries.filter(({ entry }) => !this.unwritten.has(entry.id));
    const all = [...unwritten, ...written].sort((a, b) => (a.entry.id < b.entry.id ? 1 : -1));
    return { entries: all, skipped: skipped.length, problem: this.unwritten.size > 0 ? this.problem : undefined };
  }

  /** @throws UserError where the disk refuses */
  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.unwritten.delete(id);
    await this.store.remove(ids);
  }

  /** Removes everything that does not run. @throws UserError where the disk refuses */
  async clear(): Promise<void> {
    for (const id of this.unwritten.keys()) if (!this.beating.has(id)) this.unwritten.delete(id);
    await this.store.clear();
  }

  dispose(): void {
    for (const timer of this.beating.values()) clearInterval(timer);
  }

  private keep(job: Job, entry: HistoryEntry): void {
    this.latest.set(job, entry);
    this.unwritten.set(entry.id, entry);
    this.tryAgain();
  }

  private tryAgain(): void {
    for (const [id, entry] of this.unwritten) {
      try {
        this.store.write(entry);
        this.unwritten.delete(id);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        this.problem = error.detail;
        this.tell(message('history.not-written', { reason: error.detail }));
        return;
      }
    }
    this.problem = undefined;
  }

  private filesOf(job: Job, end: JobEnd): HistoryEntry['files'] {
    const early = this.early.get(job);
    return end.outcome === 'done' && early !== undefined ? [{ role: 'report', path: path.resolve(early) }] : [];
  }

  /** Once, however often it is met. */
  private tell(text: Message): void {
    const said = JSON.stringify(text);
    if (!this.told.has(said)) this.warn(text);
    this.told.add(said);
  }
}

type Ended = Partial<HistoryEntry> & Pick<HistoryEntry, 'state'>;

function entryOf(live: LiveJob, end: Ended, seconds?: number, files: HistoryEntry['files'] = []): HistoryEntry {
  const { id, title, job, log, began = new Date() } = live;
  return {
    ...{ format: 'whittle-history', version: 1, id, title, kind: job.kind, began: began.toISOString() },
    ...(seconds !== undefined && { seconds }),
    owner: { pid: process.pid, host: hostToken() },
    ...{ figures: [], warnings: [], flagged: false, log: log.lines, logLeftOut: log.leftOut, job },
    ...end,
    files: [...inputs(job), ...(end.files ?? []), ...files],
  };
}

function ended(end: JobEnd, job: Job): Ended {
  if (end.outcome === 'cancelled') return { state: 'cancelled' };
  if (end.outcome === 'failed') return { state: 'failed', headline: failure(end.error) };
  const { result } = end;
  const files =
    result.kind === 'compress' && job.kind === 'compress'
      ? [file('result', job.output.path), file('report', result.reportFile)]
      : [];
  return { state: 'done', ...summarize(result), files };
}

function inputs(job: Job): HistoryEntry['files'] {
  if (job.kind === 'providers') return [];
  const variants = job.kind === 'benchmark' ? job.variants : [];
  return [file('model', job.model), ...variants.map((variant) => file('variant', variant))];
}

function file(role: FileRole, name: string): HistoryEntry['files'][number] {
  return { role, path: path.resolve(name) };
}

function failure(error: unknown): Message {
  if (error instanceof JobCancelled) return message('history.cancelled', {});
  if (error instanceof UserError) return error.detail;
  return message('extension.defect', { reason: reasonOf(error) });
}
