import type { Figure } from '../figures.ts';

/** Nodes by their numbers. */
export type NodeNumbers = readonly number[] | Uint32Array;

/** A place among others: 1 is the one that stands out most. */
export interface Rank {
  readonly place: number;
  readonly of: number;
}

/**
 * The place of a node among those that have the figure; undefined where it has none. What adds up and is zero, such as the
 * MACs of a node that only moves elements, is none.
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

/** A figure of several nodes. */
export interface Combined {
  /** NaN where no node has one. */
  readonly value: number;
  /** Nodes that are counted in it. */
  readonly known: number;
}

/** The figure of several nodes, as the figure says that it is to be combined. */
export function combined({ values, strong, combine }: Figure, nodes: NodeNumbers): Combined {
  let known = 0;
  let [sum, weights] = [0, 0];
  let strongest = strong === 'high' ? -Infinity : Infinity;
  for (const node of nodes) {
    const value = values[node]!;
    const weight = combine.kind === 'mean' ? combine.weights[node]! : 1;
    if (Number.isNaN(value) || !(weight > 0)) continue;
    known++;
    sum += weight * value;
    weights += weight;
    strongest = strong === 'high' ? Math.max(strongest, value) : Math.min(strongest, value);
  }
  if (known === 0) return { value: Number.NaN, known };
  switch (combine.kind) {
    case 'sum':
      return { value: sum, known };
    case 'mean':
      return { value: sum / weights, known };
    case 'strongest':
      return { value: strongest, known };
  }
}
