import { userError } from '../userError.ts';
import { report, type Report } from './report.ts';
import { readStored, type StoredProblem } from './storedResult.ts';

/**
 * A report from the text of its file.
 * @throws UserError that says what is wrong with the file and what to do
 */
export function readReport(text: string, file: string): Report {
  return readStored(text, { format: 'whittle-report', readable: 1, schema: report }, (problem) =>
    failure(problem, file),
  );
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
