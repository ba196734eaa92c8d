import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { partName } from '../../protocol/partName.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';
import { userError } from '../../protocol/userError.ts';

/**
 * A result that is not yet what it will be called: its files lie in a hidden folder beside the target until they are
 * published, by renames. What is not published leaves nothing behind.
 */
export class PendingOutput implements Disposable {
  /** Where the model is written for now, under the name it will have. */
  readonly model: string;
  private readonly folder: string;
  private readonly target: string;
  /** What accompanies the model, by the name it has for now. */
  private readonly companions = new Map<string, { readonly target: string; readonly text: string }>();

  /** @throws UserError when nothing can be written there */
  constructor(target: string) {
    this.target = path.resolve(target);
    this.folder = path.join(path.dirname(this.target), partName(path.basename(target)));
    this.model = path.join(this.folder, path.basename(target));
    attempt(target, () => mkdirSync(this.folder));
  }

  /** Adds a text file that appears with the model. */
  accompany(target: string, text: string): void {
    this.companions.set(target, { target: path.resolve(target), text });
  }

  /**
   * Gives the files their names: data files first, which have names of their own, then what accompanies the model, the
   * model last.
   * @throws UserError when one of them cannot be written; new files are then taken away again
   */
  publish(): void {
    const added: string[] = [];
    try {
      for (const name of readdirSync(this.folder).filter((each) => each !== path.basename(this.model))) {
        const file = path.join(path.dirname(this.target), name);
        attempt(file, () => renameSync(path.join(this.folder, name), file));
        added.push(file);
      }
      for (const { target, text } of this.companions.values()) {
        const isNew = !existsSync(target);
        attempt(target, () => writeWhole(target, text));
        if (isNew) added.push(target);
      }
      attempt(this.target, () => renameSync(this.model, this.target));
    } catch (error) {
      for (const file of added) rmSync(file, { force: true });
      throw error;
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  }
}

/** Writes beside the target first: it may lie in another folder than the model, even on another disk. */
function writeWhole(target: string, text: string): void {
  const part = path.join(path.dirname(target), partName(path.basename(target)));
  try {
    writeFileSync(part, text);
    renameSync(part, target);
  } finally {
    rmSync(part, { force: true });
  }
}

/** @throws UserError where `file` exists and may not be replaced, or has no folder to be in */
export function requireWritable(file: string, overwrite: boolean): void {
  const folder = path.dirname(path.resolve(file));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw userError('onnx.folder-missing', { folder });
  }
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isDirectory() === true) throw userError('recipe.output-is-folder', { file });
  if (!overwrite && there !== undefined) throw userError('onnx.exists', { file });
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
    throw userError('onnx.write-failed', { file, reason: reasonOf(cause) }, { cause });
  }
}
