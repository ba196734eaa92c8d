import path from 'node:path';
import { format, message } from '../../protocol/messages/catalogue.ts';
import { type CurveTable, curvesTable, tradesTable } from '../../protocol/result/curveTables.ts';
import type { PruneCurves } from '../../protocol/result/pruneCurves.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** How much of each layer can go, what would be taken of all of them together, and what stays and why. */
export function renderPruneCurves(curves: PruneCurves, style: Style): string {
  const { model, samples, untouched, notes, warnings } = curves;
  const { synthetic, count, source } = samples;
  const used = message(synthetic ? 'cli.samples-synthetic' : 'cli.samples', { count, source });
  return [
    style.strong(format(message('cli.curves-heading', { model: path.basename(model), samples: used }))),
    '',
    drawn(curvesTable(curves), style),
    style.faint(format(message('cli.curves-legend', {}))),
    '',
    style.strong(format(message('cli.curves-together', {}))),
    '',
    drawn(tradesTable(curves), style),
    style.faint(format(message('cli.curves-together-legend', {}))),
    '',
    ...untouched.map(({ name, node, operator, reason }) =>
      style.faint(format(message('cli.curves-untouched', { name: name || node, operator, reason }))),
    ),
    ...notes.map((note) => style.faint(format(message('report.note', { text: note })))),
    ...warnings.map((warning) => style.bad(format(message('report.warning', { text: warning })))),
  ].join('\n');
}

function drawn({ columns, rows }: CurveTable, style: Style): string {
  return table(
    columns.map((column) => ({ ...column, heading: format(column.heading) })),
    rows,
    style,
  );
}
