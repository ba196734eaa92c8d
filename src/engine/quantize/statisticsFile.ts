import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { message } from '../../protocol/messages/catalogue.ts';
import type { MessageArgument } from '../../protocol/messages/message.ts';
import { settingProblem } from '../../protocol/options/problem.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';
import { userError } from '../../protocol/userError.ts';
import { InvalidStatisticsError, statisticsFromJson, statisticsToJson } from './observers/statisticsJson.ts';
import type { TensorStatistics } from './observers/statistics.ts';

/** What calibration saw of each tensor. */
export type Statistics = ReadonlyMap<string, TensorStatistics>;

/** Statistics, and of what: fingerprints of the model and the data. */
export interface StoredStatistics {
  readonly model: string;
  readonly data: string;
  readonly tensors: Statistics;
}

const format = 'whittle calibration statistics';
const version = 1;

const schema = z.object({
  format: z.literal(format),
  version: z.literal(version),
  model: z.string(),
  data: z.string(),
  tensors: z.record(z.string(), z.unknown()),
});

/**
 * The statistics in a file, or undefined where there is no file.
 * @throws UserError `calibrate.statistics-invalid` for a file that holds something else
 */
export async function readStatistics(file: string): Promise<StoredStatistics | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw invalid(file, reasonOf(cause), cause);
  }
  try {
    const { model, data, tensors } = schema.parse(JSON.parse(text), { reportInput: true });
    const entries = Object.entries(tensors).map(([name, value]) => [name, statisticsFromJson(value)] as const);
    return { model, data, tensors: new Map(entries) };
  } catch (cause) {
    if (cause instanceof z.ZodError) throw invalid(file, settingProblem(cause), cause);
    if (cause instanceof InvalidStatisticsError) throw invalid(file, cause.detail, cause);
    if (cause instanceof SyntaxError) {
      throw invalid(file, message('calibrate.not-json', { reason: reasonOf(cause) }), cause);
    }
    throw cause;
  }
}

/**
 * Writes statistics to a file, which appears or is replaced only when it is whole.
 * @throws UserError `calibrate.statistics-unwritable`
 */
export async function writeStatistics(file: string, { model, data, tensors }: StoredStatistics): Promise<void> {
  const entries = [...tensors].map(([name, statistics]) => [name, statisticsToJson(statistics)] as const);
  const text = JSON.stringify({ format, version, model, data, tensors: Object.fromEntries<unknown>(entries) });
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.part`;
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw userError('calibrate.statistics-unwritable', { file, reason: reasonOf(cause) }, { cause });
  }
}

function invalid(file: string, reason: MessageArgument, cause: unknown) {
  return userError('calibrate.statistics-invalid', { file, reason }, { cause });
}
