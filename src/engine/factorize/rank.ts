import type { Approximation } from './approximation.ts';
import type { FactorForm } from './forms/factorForms.ts';

/** What decides on the rank: see the option. */
export type RankRule =
  | { readonly kind: 'rank'; readonly rank: number }
  | { readonly kind: 'energy' | 'macs' | 'error'; readonly share: number };

/** @param text in the form that the option has */
export function parseRank(text: string): RankRule {
  const [kind, share] = text.split('=');
  if (share === undefined) return { kind: 'rank', rank: Number(text) };
  if (kind === 'energy' || kind === 'macs' || kind === 'error') return { kind, share: Number(share) };
  throw new RangeError(`no rule for a rank: ${text}`);
}

/** A rank, and whether it may be rounded: up where it is the least that does, down where it is the most that may be spent. */
export interface ChosenRank {
  readonly rank: number;
  readonly rounding: 'up' | 'down' | 'none';
  /** Whether it costs fewer MACs than the layer and does what was asked for. */
  readonly pays: boolean;
}

/**
 * The rank that a rule gives a layer. Where none pays it is the nearest to that: the largest that saves MACs, the asked one, or 1.
 * @param macs of the layer
 * @param outputEnergy what the error is relative to
 */
export async function chooseRank(
  rule: RankRule,
  { limit, fullRank, macsPerRank }: FactorForm,
  macs: number,
  approximation: Approximation,
  outputEnergy: number,
): Promise<ChosenRank> {
  switch (rule.kind) {
    case 'rank':
      return { rank: Math.min(rule.rank, fullRank), rounding: 'none', pays: rule.rank <= limit };
    case 'macs': {
      // A share that comes out whole but for rounding is whole.
      const affordable = Math.min(limit, Math.floor((rule.share * macs) / macsPerRank + 1e-9));
      return { rank: Math.max(1, affordable), rounding: 'down', pays: affordable >= 1 };
    }
    case 'energy':
    case 'error': {
      const allowed = rule.kind === 'energy' ? (1 - rule.share) * approximation.total : rule.share * outputEnergy;
      const rank = await leastRank(limit, async (each) => (await approximation.lost(each)) <= allowed);
      return { rank: rank ?? limit, rounding: 'up', pays: rank !== undefined };
    }
  }
}

/** Parts of the largest rank that are tried first, since higher ranks take longer to find. */
const firstLooks = [8, 4, 2, 1];

/** The least rank up to `limit` that is good enough, where every higher one is too. */
async function leastRank(limit: number, isEnough: (rank: number) => Promise<boolean>): Promise<number | undefined> {
  let below = 0;
  for (const part of firstLooks) {
    let above = Math.ceil(limit / part);
    if (!(await isEnough(above))) {
      below = above;
      continue;
    }
    while (above - below > 1) {
      const middle = Math.floor((above + below) / 2);
      if (await isEnough(middle)) above = middle;
      else below = middle;
    }
    return above;
  }
  return undefined;
}

/** Kernels work on so many channels at a time, or on parts of that. */
const fastLayout = 4;
const multiples = [fastLayout, 8, 16];

/** Ranks near a chosen one that may run faster and keep to what it was chosen for; that one among them, in rising order. */
export function ranksNear({ rank, rounding }: ChosenRank, limit: number): readonly number[] {
  const round = rounding === 'up' ? Math.ceil : Math.floor;
  const near = rounding === 'none' ? [] : multiples.map((multiple) => round(rank / multiple) * multiple);
  const possible = [rank, ...near].filter((each) => each >= 1 && each <= Math.max(limit, rank));
  return [...new Set(possible)].sort((a, b) => a - b);
}

/** The rank to take where nothing is measured: convolutions leave their fast layout where 4 does not divide the channels. */
export function roundedRank(chosen: ChosenRank, limit: number): number {
  return ranksNear(chosen, limit).find((each) => each % fastLayout === 0) ?? chosen.rank;
}
