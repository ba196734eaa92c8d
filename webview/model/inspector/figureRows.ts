import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { GraphModel } from '../../graph/prepare/graphModel.ts';
import type { Figure, Figures } from '../figures.ts';

/** What the file itself tells of nodes. A figure of the same id takes its place: one that a run has measured. */
export function ownFigures({ structure: { nodes } }: GraphModel): readonly Figure[] {
  const sum = { scale: 'logarithmic', strong: 'high', combine: { kind: 'sum' } } as const;
  const { parameters, parameterBytes, macs } = nodes;
  return [
    { id: 'parameters', name: message('inspection.parameters', {}), unit: 'count', values: parameters, ...sum },
    { id: 'bytes', name: message('inspector.weight-bytes', {}), unit: 'bytes', values: parameterBytes, ...sum },
    { id: 'macs', name: message('inspection.macs', {}), unit: 'count', values: macs, ...sum },
  ];
}

/** All figures that there are: those of the file first. */
export function figuresOf(model: GraphModel, figures: Figures): readonly Figure[] {
  const own = ownFigures(model);
  const ids = new Set(own.map(({ id }) => id));
  const others = figures.all.flatMap(({ id, figure }) => (figure === undefined || ids.has(id) ? [] : [figure]));
  return [...own.map((figure) => figures.get(figure.id) ?? figure), ...others];
}

/** A place among others: 1 is the one that stands out most. */
export interface Rank {
  readonly place: number;
  readonly of: number;
}

/**
 * The place of a node among those that have the figure; undefined where it has none. What adds up and is zero, such as the
 * bytes of a node without weights, is none.
 */
export function rankOf({ values, strong, combine }: Figure, node: number): Rank | undefined {
  const counts = (value: number): boolean => !Number.isNaN(value) && (value !== 0 || combine.kind !== 'sum');
  const own = values[node]!;
  if (!counts(own)) return undefined;
  let place = 1;
  let of = 0;
  for (const value of values) {
    if (!counts(value)) continue;
    of++;
    if (strong === 'high' ? value > own : value < own) place++;
  }
  return { place, of };
}

/** Nodes by their numbers. */
export type NodeNumbers = readonly number[] | Uint32Array;

/** A figure of several nodes. */
export interface Combined {
  /** NaN where no node has one. */
  readonly value: number;
  /** Nodes that have one. */
  readonly known: number;
}

/** The figure of several nodes, as the figure says that it is to be combined. */
export function combined({ values, strong, combine }: Figure, nodes: NodeNumbers): Combined {
  let known = 0;
  let sum = 0;
  let weights = 0;
  let strongest = strong === 'high' ? -Infinity : Infinity;
  for (const node of nodes) {
    const value = values[node]!;
    if (Number.isNaN(value)) continue;
    known++;
    if (combine.kind === 'sum') sum += value;
    else if (combine.kind === 'strongest')
      strongest = strong === 'high' ? Math.max(strongest, value) : Math.min(strongest, value);
    else {
      const weight = combine.weights[node]!;
      if (!(weight > 0)) continue;
      sum += weight * value;
      weights += weight;
    }
  }
  if (known === 0) return { value: Number.NaN, known };
  if (combine.kind === 'sum') return { value: sum, known };
  return { value: combine.kind === 'strongest' ? strongest : sum / weights, known };
}
