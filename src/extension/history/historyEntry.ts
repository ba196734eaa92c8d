import * as z from 'zod';
import { text } from '../../protocol/result/text.ts';

/** What a file is to a job. */
const fileRole = z.enum(['model', 'variant', 'result', 'report']);
export type FileRole = z.infer<typeof fileRole>;

/** Names of files that the history writes. */
export const entryId = /^\d{8}T\d{9}Z-[0-9a-f]{8}$/;

/** What is kept of a job: the contents of one file. */
export const historyEntry = z.object({
  format: z.literal('whittle-history'),
  version: z.literal(1),
  id: z.string().regex(entryId),
  /** What it was called while it ran. */
  title: text,
  kind: z.string(),
  began: z.iso.datetime(),
  /** How long it ran; absent while it runs. */
  seconds: z.number().nonnegative().exactOptional(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** The process that writes the entry. */
  owner: z.object({ pid: z.int().positive(), host: z.string() }),
  /** What came of it, in a line; of a job that failed, why. */
  headline: text.exactOptional(),
  figures: z.array(z.object({ label: text, value: text })).readonly(),
  warnings: z.array(text).readonly(),
  /** Whether a person should look at the result before using it. */
  flagged: z.boolean(),
  files: z.array(z.object({ role: fileRole, path: z.string() })).readonly(),
  log: z.array(z.object({ seconds: z.number(), text })).readonly(),
  /** Lines of the log that were left out. */
  logLeftOut: z.number(),
  /** The job as it was given; absent where it is too large to keep. */
  job: z.unknown().optional(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

/** How a job ended, or stands. */
export type EntryState = HistoryEntry['state'] | 'interrupted';

/** A file of a job. */
export function fileOf({ files }: HistoryEntry, role: FileRole): string | undefined {
  return files.find((file) => file.role === role)?.path;
}
