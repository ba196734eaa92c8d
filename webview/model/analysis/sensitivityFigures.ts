import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { SensitiveLayer } from '../../../src/protocol/result/sensitivity.ts';
import type { Figure, Figures } from '../figures.ts';
import type { Findings } from '../findings.ts';

/** By what it is known how much a layer suffers, the one that tells most first. */
export const signals = ['cause', 'symptom', 'weights'] as const;
export type Signal = (typeof signals)[number];

const prefix = 'sensitivity-';

/** The id of the figure of a signal. */
export function figureIdOf(signal: Signal): string {
  return prefix + signal;
}

/** Whether a figure is one of these. */
export function isSensitivity(id: string | undefined): boolean {
  return id?.startsWith(prefix) === true;
}

/** In dB; undefined where it is not known. */
export function decibelsOf(layer: SensitiveLayer, signal: Signal): number | undefined {
  return layer[signal]?.sqnr;
}

/** Brings the figures to what was found: those that nothing is known of are taken away. What has not changed stays as it is. */
export function updateFigures(figures: Figures, findings: Findings, nodeCount: number): void {
  for (const signal of signals) {
    const figure = sensitivityFigure(findings, signal, nodeCount);
    const before = figures.get(figureIdOf(signal));
    if (figure === undefined) figures.remove(figureIdOf(signal));
    else if (before === undefined || !isEqual(before.values, figure.values)) figures.add(figure);
  }
}

/**
 * The signal that a graph is best coloured by: the one that tells most, of those that are known of as many layers as any. So a
 * cause that is measured layer by layer takes the place of the symptom when it is known of all of them.
 */
export function bestSignal(findings: Findings): Signal | undefined {
  const known = (signal: Signal): number =>
    findings.all.filter((layer) => decibelsOf(layer, signal) !== undefined).length;
  const [cause, symptom] = [known('cause'), known('symptom')];
  if (cause > 0 && cause >= symptom) return 'cause';
  return symptom > 0 ? 'symptom' : undefined;
}

/** How much each node suffers; a layer that stands for several nodes gives its number to each of them. */
function sensitivityFigure(findings: Findings, signal: Signal, nodeCount: number): Figure | undefined {
  const values = new Float64Array(nodeCount).fill(NaN);
  let known = 0;
  for (const layer of findings.all) {
    const decibels = decibelsOf(layer, signal);
    if (decibels === undefined) continue;
    known++;
    for (const node of findings.nodesOf(layer)) values[node] = decibels;
  }
  if (known === 0) return undefined;
  return {
    ...{ id: figureIdOf(signal), name: message(`analysis.figure-${signal}`, {}), unit: 'decibels', scale: 'linear' },
    ...{ strong: 'low', values, combine: { kind: 'strongest' } },
  };
}

function isEqual(one: Float64Array, other: Float64Array): boolean {
  return one.every((value, node) => Object.is(value, other[node]));
}
