import { userError } from '../userError.ts';
import { sensitivity, type Sensitivity } from './sensitivity.ts';
import { readStored, type StoredProblem } from './storedResult.ts';

/**
 * Which layers suffer, from the text of a file that `whittle sensitivity --json` wrote.
 * @throws UserError that says what is wrong with the file and what to do
 */
export function readSensitivity(text: string, file: string): Sensitivity {
  return readStored(text, { format: 'whittle-sensitivity', readable: 1, schemaOf: () => sensitivity }, (problem) =>
    failure(problem, file),
  );
}

/** The same as text, with words for the numbers that JSON does not have. */
export function storedSensitivity(result: Sensitivity): string {
  return `${JSON.stringify(sensitivity.encode(result), undefined, 2)}\n`;
}

function failure(problem: StoredProblem, file: string): Error {
  switch (problem.kind) {
    case 'empty':
      return userError('sensitivity.file-empty', { file });
    case 'foreign':
      return userError('sensitivity.file-foreign', { file });
    case 'not-json':
      return userError('sensitivity.file-not-json', { file }, { cause: problem.cause });
    case 'newer':
      return userError('sensitivity.file-newer', { file, version: problem.version, readable: problem.readable });
    case 'invalid':
      return userError('sensitivity.file-invalid', { file, place: problem.place });
  }
}
