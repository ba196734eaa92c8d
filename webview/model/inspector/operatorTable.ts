import { dataTable } from '../../table/dataTable.ts';
import type { GraphModel } from '../../graph/prepare/graphModel.ts';
import type { ViewContext } from './context.ts';
import type { NodeNumbers } from '../combinedFigures.ts';

interface OperatorCount {
  /** With its domain where that is not ONNX itself. */
  readonly name: string;
  readonly count: number;
}

/** How often each operator is among some nodes, the most frequent first. */
export function countOperators(model: GraphModel, nodes: NodeNumbers): readonly OperatorCount[] {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    const domain = model.domain(node);
    const name = domain === '' ? model.operator(node) : `${domain}:${model.operator(node)}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

export function operatorTable(context: ViewContext, operators: readonly OperatorCount[]): HTMLElement {
  const columns = [
    { heading: context.word('coverage.operator') },
    { heading: context.word('page.count-column'), align: 'right' },
  ] as const;
  const rows = operators.map(({ name, count }) => [name, String(count)]);
  return dataTable(context.word('inspection.operators'), columns, rows);
}
