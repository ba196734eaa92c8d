import { format, message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import type { Reduction } from '../../protocol/result/reduction.ts';
import { plannedRows } from '../../protocol/result/reductionRows.ts';
import { reductionTables } from '../../protocol/result/reductionTables.ts';
import type { Style } from './style.ts';
import { summaryTable } from './summaryTable.ts';
import { table } from './table.ts';

/** What a pass took away, in a line. */
export function renderReductionLine(reduction: Reduction, style: Style): string {
  const { heading, summary } = reductionTables(reduction);
  return `${style.strong(format(heading))}: ${format(summary)}`;
}

/** What a pass would take away: groups or layers, what stays and why, and what is expected of size and speed. */
export function renderPlan(reduction: Reduction, style: Style): string {
  const text = (cell: string | Message): string => (typeof cell === 'string' ? cell : format(cell));
  const { heading, summary, tables } = reductionTables(reduction);
  const lines: string[] = [];
  for (const { heading: title, columns, rows } of tables) {
    const headings = columns.map((column) => ({ ...column, heading: format(column.heading) }));
    const cells = rows.map((row) => row.map((cell) => text(cell.text)));
    lines.push(style.strong(format(title)), table(headings, cells, style), '');
  }
  lines.push(`${style.strong(format(heading))}: ${format(summary)}`, '');
  lines.push(summaryTable(plannedRows(reduction), style), '');
  for (const note of reduction.notes) lines.push(style.faint(format(message('report.note', { text: note }))));
  lines.push(format(message('cli.plan-only', {})));
  return lines.join('\n');
}
