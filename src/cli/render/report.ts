import { format, message } from '../../protocol/messages/catalogue.ts';
import { isBelowFloor } from '../../protocol/result/belowFloor.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import { type SummaryRow, summaryRows } from '../../protocol/result/summary.ts';
import { renderTradeOff } from './tradeOff.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** What a result cost and what it gained, where it is, and what to look at before using it. */
export function renderReport({ report, reportFile }: ResultOf<'compress'>, output: string, style: Style): string {
  const { coverage, mixed } = report;
  const { target } = coverage;
  const lines = [summaryTable(summaryRows(report), style), ''];
  if (mixed !== undefined) lines.push(renderTradeOff(mixed, style), '');
  if (target !== undefined) {
    const { preset, reason } = target;
    lines.push(style.faint(format(message('report.preset', { preset, reason: format(reason) }))));
  }
  for (const note of report.notes) lines.push(style.faint(format(message('report.note', { text: format(note) }))));
  for (const warning of report.warnings)
    lines.push(style.bad(format(message('report.warning', { text: format(warning) }))));
  if (isBelowFloor(report)) lines.push(style.strong(style.bad(format(message('cli.below-floor', {})))));
  lines.push(format(message('cli.written', { file: style.strong(output) })));
  lines.push(format(message('cli.report-written', { file: reportFile })));
  return lines.join('\n');
}

/** Before, after and change, the numbers on the right. */
export function summaryTable(rows: readonly SummaryRow[], style: Style): string {
  const columns = [
    { heading: '' },
    { heading: format(message('summary.before', {})), align: 'right' },
    { heading: format(message('summary.after', {})), align: 'right' },
    { heading: format(message('summary.change', {})) },
  ] as const;
  return table(
    columns,
    rows.map(({ label, before, after, change }) => [format(label), before, after, format(change)]),
    style,
  );
}
