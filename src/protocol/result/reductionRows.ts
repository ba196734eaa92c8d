import { message } from '../messages/catalogue.ts';
import type { Message } from '../messages/message.ts';
import { formatBytes, formatCount, formatMilliseconds, formatRatio, formatShare } from '../quantity.ts';
import type { Reduction } from './reduction.ts';
import type { SummaryRow } from './summary.ts';

interface Change {
  readonly before: number;
  readonly after: number;
}

/** What the passes of a recipe together took away of a model: parameters, MACs, and the share of its weights that is zero. */
export function reductionRows(reductions: readonly Reduction[]): readonly SummaryRow[] {
  const [first, last] = [reductions[0], reductions.at(-1)];
  if (first === undefined || last === undefined) return [];
  const parameters = { before: first.parameters.before, after: last.parameters.after };
  const rows = [changeRow(message('pruning.summary-parameters', {}), parameters, formatCount)];
  if (first.macs !== undefined && last.macs !== undefined) {
    const macs = { before: first.macs.before, after: last.macs.after };
    rows.push(changeRow(message('pruning.summary-macs', {}), macs, formatCount));
  }
  const zeros = zeroShares(reductions);
  return zeros === undefined ? rows : [...rows, zeros];
}

/** What a pass would take away, with what is expected of size and speed. */
export function plannedRows(reduction: Reduction): readonly SummaryRow[] {
  const { bytes, milliseconds } = reduction;
  const rows = [...reductionRows([reduction])];
  if (bytes !== undefined) rows.push(changeRow(message('pruning.expected-size', {}), bytes, formatBytes));
  if (milliseconds !== undefined) {
    rows.push(changeRow(message('pruning.expected-latency', {}), milliseconds, formatMilliseconds));
  }
  return rows;
}

/** Of the last pass that made zeros: what is pruned twice is counted once. */
function zeroShares(reductions: readonly Reduction[]): SummaryRow | undefined {
  const sparse = reductions.filter((each) => each.kind === 'weights').at(-1);
  if (sparse === undefined || sparse.parameters.before === 0) return undefined;
  const share = (side: 'before' | 'after'): string =>
    formatShare(sparse.layers.reduce((sum, { zeros }) => sum + zeros[side], 0) / sparse.parameters[side]);
  const label = message('pruning.summary-zeros', {});
  return { label, before: share('before'), after: share('after'), change: message('summary.nothing', {}) };
}

function changeRow(label: Message, { before, after }: Change, text: (value: number) => string): SummaryRow {
  return { label, before: text(before), after: text(after), change: changeText(before, after) };
}

function changeText(before: number, after: number): Message {
  if (before === after || before <= 0 || after <= 0) return message('summary.nothing', {});
  return before > after
    ? message('pruning.less', { ratio: formatRatio(before / after) })
    : message('pruning.more', { ratio: formatRatio(after / before) });
}
