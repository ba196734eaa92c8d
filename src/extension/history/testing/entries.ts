import { message } from '../../../protocol/messages/catalogue.ts';
import { hostToken } from '../../../protocol/partName.ts';
import type { HistoryEntry } from '../historyEntry.ts';

/** The id of an entry that began so many minutes after a day began. */
export function idAt(minutes: number, day = '20260301'): string {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((each) => String(each).padStart(2, '0'));
  return `${day}T${hour ?? ''}${minute ?? ''}00000Z-0123abcd`;
}

/** An entry of a job that made a model. */
export function entry(change: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    ...{ format: 'whittle-history', version: 1, id: idAt(0), kind: 'compress', began: '2026-03-01T00:00:00.000Z' },
    title: message('job.quantize', { file: 'digits.onnx' }),
    ...{ seconds: 4.2, state: 'done', owner: { pid: process.pid, host: hostToken() } },
    headline: message('history.name', { name: '3.9× smaller' }),
    figures: [
      { label: message('summary.size', {}), value: message('history.change', { before: '1 MB', after: '256 kB' }) },
    ],
    ...{ warnings: [], flagged: false },
    files: [
      { role: 'model', path: '/models/digits.onnx' },
      { role: 'result', path: '/models/digits.int8.onnx' },
      { role: 'report', path: '/models/digits.int8.whittle-report.json' },
    ],
    log: [{ seconds: 0.1, text: message('stage.opening', {}) }],
    logLeftOut: 0,
    job: { kind: 'compress', model: '/models/digits.onnx', run: { seed: 0 } },
    ...change,
  };
}
