import { align } from './align/align.ts';
import { nobody, type Pairs } from './align/pairs.ts';
import { type ComparedModel, sidesOf } from './align/side.ts';
import { type ChangeKind, changesOf } from './changes.ts';

export const verdicts = ['same', 'changed', 'added', 'removed'] as const;
export type Verdict = (typeof verdicts)[number];

/** Something that is drawn of one of two models, or of both. */
export interface ComparedItem {
  /** View nodes of the models, or -1. */
  readonly before: number;
  readonly after: number;
  readonly verdict: Verdict;
  /** In what the one is not the other, where there are both. */
  readonly changes: readonly ChangeKind[];
}

/** Two models beside each other. */
export interface Comparison {
  readonly before: ComparedModel;
  readonly after: ComparedModel;
  /** In the order of data, what is only in one of them where it is there. */
  readonly items: readonly ComparedItem[];
  /** The item of each view node. */
  readonly itemOfBefore: Uint32Array;
  readonly itemOfAfter: Uint32Array;
}

export type SideName = 'before' | 'after';

/**
 * Compares what is drawn of two models. Weights are compared by type and shape, attributes as the columns of the structure have
 * them, in short; contents of tensors are not looked at. Nodes that fold into others show in those.
 */
export function compareModels(before: ComparedModel, after: ComparedModel): Comparison {
  const sides = sidesOf(before, after);
  const pairs = align(sides);
  const itemOfBefore = new Uint32Array(before.view.nodes.count);
  const itemOfAfter = new Uint32Array(after.view.nodes.count);
  const items = inOrder(pairs).map(([one, other], item): ComparedItem => {
    if (one !== nobody) itemOfBefore[one] = item;
    if (other !== nobody) itemOfAfter[other] = item;
    if (one === nobody) return { before: one, after: other, verdict: 'added', changes: [] };
    if (other === nobody) return { before: one, after: other, verdict: 'removed', changes: [] };
    const changes = changesOf(sides, pairs, one, other);
    return { before: one, after: other, verdict: changes.length === 0 ? 'same' : 'changed', changes };
  });
  return { before, after, items, itemOfBefore, itemOfAfter };
}

/** How many items there are of each kind. */
export function verdictCounts({ items }: Comparison): Readonly<Record<Verdict, number>> {
  const counts = { same: 0, changed: 0, added: 0, removed: 0 };
  for (const { verdict } of items) counts[verdict]++;
  return counts;
}

/** Pairs in the order of the second model; what only the first has, before the pair that comes after it there. */
function inOrder({ afterOf, beforeOf }: Pairs): readonly (readonly [number, number])[] {
  const ordered: (readonly [number, number])[] = [];
  let next = 0;
  const removedUntil = (end: number): void => {
    for (; next < end; next++) if (afterOf[next] === nobody) ordered.push([next, nobody]);
  };
  beforeOf.forEach((before, after) => {
    if (before !== nobody) removedUntil(before);
    ordered.push([before, after]);
  });
  removedUntil(afterOf.length);
  return ordered;
}
