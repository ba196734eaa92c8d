import { format, message } from '../../protocol/messages/catalogue.ts';
import type { SummaryRow } from '../../protocol/result/summary.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

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
