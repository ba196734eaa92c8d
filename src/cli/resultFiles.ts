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
}

/**
 * To be asked before a job begins, so that it is not for nothing.
 * @throws UserError where a file cannot be written, would be replaced, or is one that the job reads
 */
export function requireFiles<Kind extends Job['kind']>({ files, force, read }: ResultFiles<Kind>): void {
  const paths = files.map((file) => path.resolve(file.path));
  const doubled = paths.findIndex((file, index) => paths.indexOf(file) !== index);
  if (doubled >= 0) throw new UsageError(message('cli.sensitivity-doubled-output', { file: files[doubled]!.path }));
  for (const file of files) {
    requireWritable(file.path, force);
    requireApart(file.path, read);
  }
}

/** Writes each file whole, and gives their paths. @throws UserError where one cannot be written */
export function writeFiles<Kind extends Job['kind']>(
  { files }: ResultFiles<Kind>,
  result: ResultOf<Kind>,
): readonly string[] {
  const written = files.flatMap((file) => {
    const text = file.text(result);
    return text === undefined ? [] : [{ path: file.path, text }];
  });
  for (const file of written) writeWhole(file.path, file.text);
  return written.map((file) => file.path);
}
