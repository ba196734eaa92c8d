import type { Figure } from './figures.ts';

/** The nodes that have a value, the one that stands out most first; equal ones in the order of the model. */
export function rankedNodes({ values, strong }: Figure): readonly number[] {
  const nodes = [...values.keys()].filter((node) => !Number.isNaN(values[node]!));
  const sign = strong === 'high' ? -1 : 1;
  return nodes.sort((a, b) => sign * (values[a]! - values[b]!) || a - b);
}

/** The next node of a ranking after one of them, or before it; the first where it is not among them. */
export function nextRanked(ranking: readonly number[], node: number | undefined, by: 1 | -1): number | undefined {
  const place = node === undefined ? -1 : ranking.indexOf(node);
  return place < 0 ? ranking[0] : ranking[Math.max(0, Math.min(ranking.length - 1, place + by))];
}
