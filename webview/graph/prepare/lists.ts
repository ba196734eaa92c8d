/** Lists of numbers, one after the other in one array. */
export interface Lists {
  /** Where each list begins in `items`; one more than there are lists. */
  readonly start: Uint32Array;
  readonly items: Uint32Array;
}

/** Builds `count` lists. `fill` is called twice, and must add the same items, in the order they are to have. */
export function lists(count: number, fill: (add: (list: number, item: number) => void) => void): Lists {
  const start = new Uint32Array(count + 1);
  fill((list) => start[list + 1]!++);
  for (let list = 0; list < count; list++) start[list + 1]! += start[list]!;
  const items = new Uint32Array(start[count]!);
  const next = start.slice();
  fill((list, item) => (items[next[list]!++] = item));
  return { start, items };
}

export function itemsOf({ start, items }: Lists, list: number): Uint32Array {
  return items.subarray(start[list], start[list + 1]);
}
