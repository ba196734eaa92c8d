import { readStored, type StoredProblem } from '../../protocol/result/storedResult.ts';
import { reasonOf } from '../../protocol/reasonOf.ts';
import { userError } from '../../protocol/userError.ts';
import { type HistoryEntry, historyEntry } from './historyEntry.ts';

/**
 * An entry from the text of its file.
 * @param id what the file is called
 * @throws UserError that says why it is none; whatever is in the text, nothing else
 */
export function readEntry(text: string, id: string): HistoryEntry {
  const entry = readStored(text, { format: 'whittle-history', readable: 1, schemaOf: () => historyEntry }, failure);
  if (entry.id !== id) throw userError('history.skipped-foreign', {});
  return entry;
}

function failure(problem: StoredProblem): Error {
  switch (problem.kind) {
    case 'empty':
      return userError('history.skipped-empty', {});
    case 'foreign':
      return userError('history.skipped-foreign', {});
    case 'not-json':
      return userError('history.skipped-unreadable', { reason: reasonOf(problem.cause) }, { cause: problem.cause });
    case 'newer':
      return userError('history.skipped-newer', {});
    case 'invalid':
      return userError('history.skipped-invalid', { place: problem.place });
  }
}
