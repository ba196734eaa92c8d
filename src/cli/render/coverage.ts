import { format, message } from '../../protocol/messages/catalogue.ts';
import { formatShare } from '../../protocol/quantity.ts';
import type { Coverage, NodeDecision } from '../../protocol/result/coverage.ts';
import { coverageText } from '../../protocol/result/coverageText.ts';
import { precisionText } from '../../protocol/result/precisionText.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** For every node integer or float, and why; then how much of the model that is. */
export function renderCoverage(coverage: Coverage, style: Style): string {
  const { nodes, macs, target, decisions } = coverage;
  const columns = [
    { heading: format(message('coverage.node', {})) },
    { heading: format(message('coverage.operator', {})) },
    { heading: format(message('coverage.runs-on', {})) },
    { heading: format(message('coverage.why', {})) },
  ];
  const lines = [table(columns, decisions.map(row), style), '', style.strong(format(coverageText(nodes)))];
  if (decisions.some(({ origins }) => origins.length > 1))
    lines.push(style.faint(format(message('cli.nodes-folded', {}))));
  if (macs !== undefined) {
    lines.push(style.strong(format(message('coverage.macs', { share: formatShare(macs.integer / macs.total) }))));
  }
  if (target !== undefined) {
    const { preset, reason } = target;
    lines.push(style.faint(format(message('report.preset', { preset, reason: format(reason) }))));
  }
  return lines.join('\n');
}

function row({ node, name, operator, origins, precision, reason }: NodeDecision): readonly string[] {
  const own = name === '' ? node : name;
  const shown =
    origins.length > 1 ? format(message('cli.node-and-others', { node: own, count: origins.length - 1 })) : own;
  return [shown, operator, format(precisionText(precision)), format(reason)];
}
