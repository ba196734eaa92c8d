import { format, message } from '../../protocol/messages/catalogue.ts';
import { isBelowFloor } from '../../protocol/result/belowFloor.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import { summaryRows } from '../../protocol/result/summary.ts';
import { renderReductionLine } from './reduction.ts';
import { renderTradeOff } from './tradeOff.ts';
import type { Style } from './style.ts';
import { summaryTable } from './summaryTable.ts';

/** What a result cost and what it gained, where it is, and what to look at before using it. */
export function renderReport({ report, reportFile }: ResultOf<'compress'>, output: string, style: Style): string {
  const { coverage, reductions = [], mixed } = report;
  const target = coverage?.target;
  const lines = [summaryTable(summaryRows(report), style), ''];
  if (mixed !== undefined) lines.push(renderTradeOff(mixed, style), '');
  for (const each of reductions) lines.push(renderReductionLine(each, style));
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
