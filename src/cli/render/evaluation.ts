import { format, message } from '../../protocol/messages/catalogue.ts';
import { rounded } from '../../protocol/quantity.ts';
import type { OutputDifference } from '../../protocol/result/evaluation.ts';
import type { ResultOf } from '../../protocol/result/jobResult.ts';
import { comparisonRows, formatMetric } from '../../protocol/result/summary.ts';
import type { Style } from './style.ts';
import { summaryTable } from './summaryTable.ts';
import { table } from './table.ts';

/** The metrics of a model; beside another also how far every output is from that one's. */
export function renderEvaluation({ evaluation, comparison }: ResultOf<'evaluate'>, style: Style): string {
  const { count, source, synthetic } = evaluation.samples;
  const origin = format(message(synthetic ? 'cli.samples-synthetic' : 'cli.samples', { count, source }));
  if (comparison !== undefined) {
    return [summaryTable(comparisonRows(comparison), style), '', outputs(comparison.outputs, style), '', origin].join(
      '\n',
    );
  }
  if (evaluation.metrics.length === 0) return [format(message('cli.no-metrics', {})), origin].join('\n');
  const rows = evaluation.metrics.map(({ name, unit, value }) => [format(name), formatMetric(value, unit)]);
  return [table([{ heading: '' }, { heading: '', align: 'right' }], rows, style), '', origin].join('\n');
}

function outputs(differences: readonly OutputDifference[], style: Style): string {
  const columns = [
    { heading: format(message('cli.column-output', {})) },
    { heading: format(message('cli.column-sqnr', {})), align: 'right' },
    { heading: format(message('cli.column-cosine', {})), align: 'right' },
    { heading: format(message('cli.column-maximum-error', {})), align: 'right' },
  ] as const;
  const rows = differences.map(({ output, sqnr, cosine, maximumError }) => [
    output,
    formatMetric(sqnr, 'decibel'),
    cosine.toFixed(6),
    rounded(maximumError),
  ]);
  return table(columns, rows, style);
}
