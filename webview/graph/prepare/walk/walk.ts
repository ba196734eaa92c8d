import { itemsOf } from '../lists.ts';
import type { Items } from './items.ts';

/** Items beside an item: those that read from the same producers, else those that write for the same consumers; itself too. */
export function siblings(items: Items, item: number): readonly number[] {
  const around = (to: Items['producers'], back: Items['producers']): Set<number> =>
    new Set([...itemsOf(to, item)].flatMap((each) => [...itemsOf(back, each)]));
  const beside = around(items.producers, items.consumers);
  if (beside.size > 1) return ascending(beside);
  const joined = around(items.consumers, items.producers);
  return joined.size > 1 ? ascending(joined) : [item];
}

function ascending(items: ReadonlySet<number>): readonly number[] {
  return [...items].sort((a, b) => a - b);
}
