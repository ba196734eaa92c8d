import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { partName } from '../../protocol/partName.ts';
import { userError } from '../../protocol/userError.ts';

/**
 * A result that is not yet what it will be called: its files lie in a hidden folder beside the target until they are
 * published, by renames on one file system. What is not published leaves nothing behind.
 */
export class PendingOutput implements Disposable {
  /** Where the model is written for now, under the name it will have. */
  readonly model: string;
  /** Where the report is written for now. */
  readonly report: string;
  private readonly folder: string;
  private readonly target: string;
  private readonly reportTarget: string;

  /** @throws UserError when nothing can be written there */
  constructor(target: string, reportTarget: string) {
    this.target = path.resolve(target);
    this.reportTarget = path.resolve(reportTarget);
    this.folder = path.join(path.dirname(this.target), partName(path.basename(target)));
    this.model = path.join(this.folder, path.basename(target));
    this.report = path.join(this.folder, 'report.json');
    attempt(target, () => mkdirSync(this.folder));
  }

  /** Gives the files their names: data files first, which have names of their own, then the report, the model last. */
  publish(): void {
    const data = readdirSync(this.folder).filter((name) => !['report.json', path.basename(this.model)].includes(name));
    const published: string[] = [];
    try {
      for (const name of data) {
        const file = path.join(path.dirname(this.target), name);
        attempt(file, () => renameSync(path.join(this.folder, name), file));
        published.push(file);
      }
      attempt(this.reportTarget, () => renameSync(this.report, this.reportTarget));
      attempt(this.target, () => renameSync(this.model, this.target));
    } catch (error) {
      for (const file of published) rmSync(file, { force: true });
      throw error;
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  }
}

/** @throws UserError where `file` exists and may not be replaced, or has no folder to be in */
export function requireWritable(file: string, overwrite: boolean): void {
  const folder = path.dirname(path.resolve(file));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw userError('onnx.folder-missing', { folder });
  }
  if (!overwrite && existsSync(file)) throw userError('onnx.exists', { file });
}

/** @throws UserError where a file that would be written is one of those that are read */
export function requireApart(written: string, read: readonly string[]): void {
  const target = statSync(written, { throwIfNoEntry: false });
  if (target === undefined) return;
  for (const each of read) {
    const source = statSync(each, { throwIfNoEntry: false });
    if (source?.ino === target.ino && source.dev === target.dev) {
      throw userError('recipe.output-is-data', { file: written });
    }
  }
}

function attempt(file: string, action: () => void): void {
  try {
    action();
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw userError('onnx.write-failed', { file, reason }, { cause });
  }
}
