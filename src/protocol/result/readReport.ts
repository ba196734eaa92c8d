import type * as z from 'zod';
import { userError } from '../userError.ts';
import { type BenchmarkReport, benchmarkReport } from './benchmark.ts';
import { report, type Report } from './report.ts';
import { readStored, type StoredProblem } from './storedResult.ts';

/** What is in a `*.whittle-report.json`: how one model was made, or what several cost beside each other. */
export type StoredReport = Report | BenchmarkReport;

export function isBenchmark(stored: StoredReport): stored is BenchmarkReport {
  return 'kind' in stored;
}

/**
 * A report of a model that was made, from the text of its file.
 * @throws UserError that says what is wrong with the file and what to do
 */
export function readReport(text: string, file: string): Report {
  return read(text, file, () => report);
}

/**
 * A report of any kind from the text of its file.
 * @throws UserError that says what is wrong with the file and what to do
 */
export function readStoredReport(text: string, file: string): StoredReport {
  return read<z.ZodType<StoredReport>>(text, file, ({ kind }) => (kind === 'benchmark' ? benchmarkReport : report));
}

function read<Schema extends z.ZodType>(
  text: string,
  file: string,
  schemaOf: (stored: { readonly kind?: unknown }) => Schema,
): z.output<Schema> {
  return readStored(text, { format: 'whittle-report', readable: 1, schemaOf }, (problem) => failure(problem, file));
}

function failure(problem: StoredProblem, file: string): Error {
  switch (problem.kind) {
    case 'empty':
      return userError('page.report-empty', { file });
    case 'foreign':
      return userError('page.report-foreign', { file });
    case 'not-json':
      return userError('page.report-not-json', { file }, { cause: problem.cause });
    case 'newer':
      return userError('page.report-newer', { file, version: problem.version, readable: problem.readable });
    case 'invalid':
      return userError('page.report-invalid', { file, place: problem.place });
  }
}
