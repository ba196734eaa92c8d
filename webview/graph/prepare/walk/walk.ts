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

/**
 * Items within so many steps of some items, against and along the direction of data.
 * @returns how many steps away each item is; -1 for those that are further
 */
export function neighbourhood(items: Items, from: readonly number[], steps: number): Int32Array {
  const distance = new Int32Array(items.count).fill(-1);
  let reached = [...new Set(from)];
  for (const item of reached) distance[item] = 0;
  for (let step = 1; step <= steps && reached.length > 0; step++) {
    const next: number[] = [];
    for (const item of reached) {
      for (const list of [items.producers, items.consumers]) {
        for (const neighbour of itemsOf(list, item)) {
          if (distance[neighbour]! >= 0) continue;
          distance[neighbour] = step;
          next.push(neighbour);
        }
      }
    }
    reached = next;
  }
  return distance;
}

/** How two items are connected. */
export interface Connection {
  /** A shortest way from the one that comes first to the other, both included. */
  readonly way: readonly number[];
  /** Everything that lies on some way between them. */
  readonly between: ReadonlySet<number>;
}

/** The ways on which data goes from one of two items to the other; undefined where it does not. */
export function connection(items: Items, one: number, other: number): Connection | undefined {
  return directed(items, one, other) ?? directed(items, other, one);
}

function directed(items: Items, from: number, to: number): Connection | undefined {
  const before = search(items.consumers, from);
  if (before[to]! < 0 && from !== to) return undefined;
  const after = search(items.producers, to);
  const way = [to];
  for (let at = to; at !== from;) way.push((at = before[at]!));
  const between = new Set<number>();
  for (let item = 0; item < items.count; item++) {
    const reached = item === from || before[item]! >= 0;
    if (reached && (item === to || after[item]! >= 0)) between.add(item);
  }
  return { way: way.reverse(), between };
}

/** For each item that can be reached, the one before it on a shortest way; -1 for the others and for the first. */
function search(lists: Items['consumers'], from: number): Int32Array {
  const before = new Int32Array(lists.start.length - 1).fill(-1);
  const queue = [from];
  // The queue grows while it is gone through.
  for (const item of queue) {
    for (const next of itemsOf(lists, item)) {
      if (before[next]! >= 0 || next === from) continue;
      before[next] = item;
      queue.push(next);
    }
  }
  return before;
}

function ascending(items: ReadonlySet<number>): readonly number[] {
  return [...items].sort((a, b) => a - b);
}
