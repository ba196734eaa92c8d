import type { Figure } from '../figures.ts';

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
