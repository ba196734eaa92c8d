import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { partName } from '../../protocol/partName.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';
import { userError } from '../../protocol/userError.ts';
import { DataFile } from './dataFile.ts';
import { encodeModel } from './encode.ts';
import type { Model } from './model.ts';
import type { Spliced } from './splice.ts';
import { writePieces } from './writePieces.ts';

/** Protobuf messages end at 2 GiB; a little is left for readers that count their own overhead. */
const messageLimit = 2 ** 31 - 1024 * 1024;

export interface SaveOptions {
  /** Weights in a data file beside the model: only when the model passes 2 GB, or always. */
  readonly externalData?: 'when-needed' | 'always';
  /** Whether a file of that name may be replaced. */
  readonly overwrite?: boolean;
  /** Called with the share written, 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Writes a model, streaming untouched weights from file to file. The file appears under its name only when it is whole;
 * a data file gets a name of its own and appears first. What cannot be written leaves nothing behind.
 * @throws UserError when the file exists and may not be replaced, is the model itself, or the disk refuses
 */
export function saveModel(model: Model, file: string, options: SaveOptions = {}): void {
  checkTarget(model, file, options.overwrite ?? false);
  const inlined = encodeModel(model, () => ({ kind: 'inline' }));
  const beside = options.externalData === 'always' || inlined.size > messageLimit;
  const temporary: string[] = [];
  try {
    if (beside) writeBeside(model, file, options, temporary);
    else writeAlone(inlined, file, options, temporary);
  } catch (cause) {
    for (const each of temporary) rmSync(each, { force: true });
    throw writeError(file, cause);
  }
}

function writeAlone(content: Spliced, file: string, options: SaveOptions, temporary: string[]): void {
  const written = temporaryName(file);
  temporary.push(written);
  writePieces(written, content, options.onProgress);
  putInPlace(written, file, options.overwrite ?? false);
}

function writeBeside(model: Model, file: string, options: SaveOptions, temporary: string[]): void {
  const data = new DataFile(`${path.basename(file)}.${randomBytes(4).toString('hex')}.data`);
  const structure = encodeModel(model, (payload) => data.place(payload));
  if (data.size === 0) return writeAlone(structure, file, options, temporary);
  const dataFile = path.join(path.dirname(file), data.location);
  const written = [temporaryName(dataFile), temporaryName(file)] as const;
  temporary.push(...written);
  writePieces(written[0], data, options.onProgress);
  writePieces(written[1], structure);
  putInPlace(written[0], dataFile, false);
  temporary.push(dataFile);
  putInPlace(written[1], file, options.overwrite ?? false);
}

/** Gives a file that is whole its name. A file that came to be there meanwhile is replaced only where that is allowed. */
function putInPlace(written: string, file: string, overwrite: boolean): void {
  if (!overwrite && linked(written, file)) rmSync(written);
  else renameSync(written, file);
}

/** Links a file under a second name that must not exist. Says whether the file system has links at all. */
function linked(existing: string, name: string): boolean {
  try {
    linkSync(existing, name);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw userError('onnx.exists', { file: name }, { cause });
    return false;
  }
}

/** @throws UserError when a result may not be written there */
export function checkTarget(model: Model, file: string, overwrite: boolean): void {
  const folder = path.dirname(path.resolve(file));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw userError('onnx.folder-missing', { folder });
  }
  if (!existsSync(file)) return;
  const target = statSync(file);
  for (const source of model.sources) {
    const own = source.path === undefined ? undefined : statSync(source.path, { throwIfNoEntry: false });
    if (own?.ino === target.ino && own.dev === target.dev) throw userError('onnx.same-file', { file });
  }
  if (!overwrite) throw userError('onnx.exists', { file });
}

/** Written beside the target, so that the last step is a rename on one file system; short, so that long names are no trouble. */
function temporaryName(file: string): string {
  return path.join(path.dirname(file), partName('whittle'));
}

function writeError(file: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException).code;
  return code === undefined ? cause : userError('onnx.write-failed', { file, reason: reasonOf(cause) }, { cause });
}
