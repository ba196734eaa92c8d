import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { partName } from './partName.ts';
import { reasonOf } from './reasonOf.ts';
import { userError } from './userError.ts';

/**
 * Writes a file that appears, or is replaced, when it is whole. It is made beside its target: another place may be another disk.
 * @throws UserError when it cannot be written
 */
export function writeWhole(target: string, text: string): void {
  const part = path.join(path.dirname(target), partName(path.basename(target)));
  attemptWriting(target, () => {
    try {
      writeFileSync(part, text);
      renameSync(part, target);
    } finally {
      rmSync(part, { force: true });
    }
  });
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

/** @throws UserError that names the file, when something that is done for its sake fails */
export function attemptWriting(file: string, action: () => void): void {
  try {
    action();
  } catch (cause) {
    throw userError('onnx.write-failed', { file, reason: reasonOf(cause) }, { cause });
  }
}
