import type { Emphasis } from '../scene/connections.ts';

/** What is marked among the boxes of a scene. */
export interface Marked {
  readonly selected: ReadonlySet<number>;
  /** Nets whose lines are selected. */
  readonly selectedNets: ReadonlySet<number>;
  /** What a search found. */
  readonly hits: ReadonlySet<number>;
  /** The one of them that the person is at, or -1. */
  readonly currentHit: number;
  /** What is shown above all else, which is dimmed. */
  readonly emphasis: Emphasis | undefined;
}

export const nothingMarked: Marked = {
  selected: new Set(),
  selectedNets: new Set(),
  hits: new Set(),
  currentHit: -1,
  emphasis: undefined,
};

/** What the pointer is on. */
export type Target =
  | { readonly kind: 'box'; readonly box: number; readonly part: 'body' | 'chevron' }
  | { readonly kind: 'net'; readonly net: number };

export function sameTarget(one: Target | undefined, other: Target | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.kind === 'box' && other.kind === 'box') return one.box === other.box && one.part === other.part;
  return one.kind === 'net' && other.kind === 'net' && one.net === other.net;
}
