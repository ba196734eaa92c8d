import { format } from '../../protocol/messages/catalogue.ts';
import type { MixedFront } from '../../protocol/result/mixed.ts';
import { mixedTable } from '../../protocol/result/mixedTable.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** What a search for mixed precision found: the models worth having, and which one was taken. */
export function renderTradeOff(front: MixedFront, style: Style): string {
  const { columns, rows, summary } = mixedTable(front);
  const headings = columns.map(({ heading, ...column }) => ({ ...column, heading: format(heading) }));
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cell : format(cell))));
  const title = style.strong(format({ code: 'mixed.heading', args: {} }));
  return [title, table(headings, cells, style), style.faint(format(summary))].join('\n');
}
