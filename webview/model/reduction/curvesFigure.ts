import { message } from '../../../src/protocol/messages/catalogue.ts';
import { middlePoint } from '../../../src/protocol/result/curveTables.ts';
import type { PruneCurve } from '../../../src/protocol/result/pruneCurves.ts';
import type { Figures } from '../figures.ts';
import type { Findings } from '../findings.ts';

/** The figure of what becomes of the outputs without half of a layer. */
export const curvesFigure = 'curves-sqnr';

/** Whether a figure is one of these. */
export function isCurves(id: string | undefined): boolean {
  return id === curvesFigure;
}

/** Brings the figure to what is known by now; what has not changed stays as it is. */
export function updateCurvesFigure(figures: Figures, findings: Findings, nodeCount: number): void {
  const values = new Float64Array(nodeCount).fill(Number.NaN);
  for (const curve of findings.curves) {
    for (const node of nodesOf(curve, findings)) values[node] = middlePoint(curve)?.effect.sqnr ?? Number.NaN;
  }
  if (values.every((value) => Number.isNaN(value))) {
    figures.remove(curvesFigure);
    return;
  }
  const before = figures.get(curvesFigure);
  if (before?.values.every((value, node) => Object.is(value, values[node])) === true) return;
  figures.add({
    ...{ id: curvesFigure, name: message('reduction.curves-figure', {}), unit: 'decibels', scale: 'linear' },
    ...{ strong: 'low', values, combine: { kind: 'strongest' } },
  });
}

/** The nodes that compute what goes. */
export function nodesOf({ layers }: PruneCurve, findings: Findings): readonly number[] {
  return layers.flatMap(({ node }) => findings.nodeOf(node) ?? []);
}
