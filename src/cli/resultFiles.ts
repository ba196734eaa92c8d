import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Job } from '../protocol/job.ts';
import { message } from '../protocol/messages/catalogue.ts';
import { requireApart, requireWritable, writeWhole } from '../protocol/outputFile.ts';
import type { ResultOf } from '../protocol/result/jobResult.ts';
import { UsageError } from './options/usageError.ts';

/** A file that a result is written to. */
export interface ResultFile<Kind extends Job['kind']> {
  readonly path: string;
  /** Undefined where the result has nothing for this file. */
  readonly text: (result: ResultOf<Kind>) => string | undefined;
}

/** Where a result goes beside the terminal. */
export interface ResultFiles<Kind extends Job['kind']> {
  readonly files: readonly ResultFile<Kind>[];
  /** Whether files that are there may be replaced. */
  readonly force: boolean;
  /** Files that the job reads, which are never replaced. */
  readonly read: readonly string[];
  /** Files that the job itself writes, which must be others. */
  readonly alsoWritten?: readonly string[];
}

/**
 * To be asked before a job begins, so that it is not for nothing.
 * @throws UserError where a file cannot be written, would be replaced, or is one that the job reads
 */
export function requireFiles<Kind extends Job['kind']>({
  files,
  force,
  read,
  alsoWritten = [],
}: ResultFiles<Kind>): void {
  const names = [...alsoWritten, ...files.map((file) => file.path)];
  const paths = names.map((file) => path.resolve(file));
  const doubled = paths.findIndex((file, index) => paths.indexOf(file) !== index);
  if (doubled >= 0) throw new UsageError(message('cli.sensitivity-doubled-output', { file: names[doubled]! }));
  for (const file of files) {
    requireWritable(file.path, force);
    requireApart(file.path, read);
  }
}

/**
 * Writes each file whole, and gives their paths.
 * @throws UserError where one cannot be written; those that are new are then taken away again
 */
export function writeFiles<Kind extends Job['kind']>(
  { files }: ResultFiles<Kind>,
  result: ResultOf<Kind>,
): readonly string[] {
  const written = files.flatMap((file) => {
    const text = file.text(result);
    return text === undefined ? [] : [{ path: file.path, text }];
  });
  const added: string[] = [];
  try {
    for (const file of written) {
      const isNew = !existsSync(file.path);
      writeWhole(file.path, file.text);
      if (isNew) added.push(file.path);
    }
  } catch (error) {
    for (const file of added) rmSync(file, { force: true });
    throw error;
  }
  return written.map((file) => file.path);
}
