/** Lists of numbers, one after another in one array: list `i` is `items[start[i]] … items[start[i + 1] - 1]`. */
export interface Rows {
  readonly start: Uint32Array;
  readonly items: Uint32Array;
}

/** The indices of `keys` by their key, ascending within each; those with a negative key are left out. */
export function groupByKey(keys: Int32Array | Uint32Array, groupCount: number): Rows {
  const start = new Uint32Array(groupCount + 1);
  for (const key of keys) if (key >= 0) start[key + 1]!++;
  for (let group = 0; group < groupCount; group++) start[group + 1]! += start[group]!;
  const items = new Uint32Array(start[groupCount]!);
  const next = start.slice(0, groupCount);
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]!;
    if (key >= 0) items[next[key]!++] = index;
  }
  return { start, items };
}

/** For each entry of rows that begin at `start`, which row it is in. */
export function rowOfEntries(start: Uint32Array): Uint32Array {
  const rows = start.length - 1;
  const row = new Uint32Array(start[rows]!);
  for (let index = 0; index < rows; index++) row.fill(index, start[index], start[index + 1]);
  return row;
}
