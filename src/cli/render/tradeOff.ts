import { format, message, type MessageCode } from '../../protocol/messages/catalogue.ts';
import type { MixedFront } from '../../protocol/result/mixed.ts';
import { mixedRows, takenPoint } from '../../protocol/result/mixedRows.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** What a search for mixed precision found: the models worth having, and which one was taken. */
export function renderTradeOff(front: MixedFront, style: Style): string {
  const word = (code: MessageCode): string => format({ code, args: {} });
  const columns = [
    { heading: word('mixed.model') },
    { heading: format(front.measure.name), align: 'right' },
    { heading: word('mixed.latency'), align: 'right' },
    { heading: word('mixed.size'), align: 'right' },
    { heading: word('mixed.integer-macs'), align: 'right' },
    { heading: word('mixed.change') },
  ] as const;
  const rows = mixedRows(front).map((row) =>
    [row.model, row.value, row.latency, row.size, row.integerMacs, row.change].map((cell) =>
      typeof cell === 'string' ? cell : format(cell),
    ),
  );
  const kept = takenPoint(front)?.kept.length ?? 0;
  const summary = message('mixed.summary', { points: front.points.length, kept });
  return [style.strong(word('mixed.heading')), table(columns, rows, style), style.faint(format(summary))].join('\n');
}
