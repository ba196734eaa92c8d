import { message } from '../../protocol/messages/catalogue.ts';
import type { HistoryEntry } from './historyEntry.ts';

/** Lines of the log that are left of one that is too large as a whole. */
const lastLines = 20;

/** An entry as the text of its file. What makes it larger than it may be is left out, with a word. @param limit bytes */
export function writtenEntry(entry: HistoryEntry, limit: number): string {
  const smaller = [() => entry, () => withoutJob(entry), () => withShortLog(withoutJob(entry)), () => bare(entry)];
  const texts = smaller.map((make) => () => json(make()));
  const fitting = texts.find((make) => Buffer.byteLength(make()) <= limit);
  return (fitting ?? texts.at(-1) ?? (() => ''))();
}

/** What JSON has no numbers for is written as text. */
function json(entry: HistoryEntry): string {
  return JSON.stringify(entry, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}

function withoutJob({ job: _, ...entry }: HistoryEntry): HistoryEntry {
  return { ...entry, warnings: [...entry.warnings, message('history.job-left-out', {})] };
}

function withShortLog(entry: HistoryEntry): HistoryEntry {
  const log = entry.log.slice(-lastLines);
  return { ...entry, log, logLeftOut: entry.logLeftOut + entry.log.length - log.length };
}

/** What no other entry needs as much: files, state and title stay. */
function bare(entry: HistoryEntry): HistoryEntry {
  const { headline: _, ...rest } = withoutJob({ ...entry, warnings: [] });
  return { ...rest, figures: [], log: [], logLeftOut: entry.logLeftOut + entry.log.length };
}
