import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { Reduction } from '../../../src/protocol/result/reduction.ts';
import type { Figures } from '../figures.ts';
import type { Findings } from '../findings.ts';

/** The figure of what would go of each layer. */
export const reductionFigure = 'reduction-share';

/** Whether a figure is one of these. */
export function isReduction(id: string | undefined): boolean {
  return id === reductionFigure;
}

/** Brings the figure to what would go; of layers that stay as they are nothing does. */
export function updateReductionFigure(figures: Figures, findings: Findings, nodeCount: number): void {
  const { reduction } = findings;
  if (reduction === undefined) {
    figures.remove(reductionFigure);
    return;
  }
  const values = new Float64Array(nodeCount).fill(Number.NaN);
  for (const [id, share] of sharesOf(reduction)) {
    const node = findings.nodeOf(id);
    if (node !== undefined) values[node] = Math.max(share, Number.isNaN(values[node]) ? 0 : values[node]!);
  }
  figures.add({
    ...{ id: reductionFigure, name: message('reduction.figure', {}), unit: 'share', scale: 'linear', strong: 'high' },
    ...{ values, combine: { kind: 'strongest' } },
  });
}

/** What goes of each layer by its id: of its channels, of its weights, or of its parameters. */
function* sharesOf(reduction: Reduction): Iterable<readonly [string, number]> {
  for (const { node } of reduction.untouched) yield [node, 0];
  if (reduction.kind === 'channels') {
    for (const { producers, channels } of reduction.groups) {
      for (const { node } of producers) yield [node, 1 - channels.after / channels.before];
    }
  } else if (reduction.kind === 'weights') {
    for (const { node, weights, zeros } of reduction.layers) yield [node, weights === 0 ? 0 : zeros.after / weights];
  } else {
    for (const { node, applied, parameters } of reduction.layers) {
      yield [node, applied ? 1 - parameters.after / parameters.before : 0];
    }
  }
}
