type Items = Int32Array | Uint32Array;

const shortEnough = 24;

/** Scratch space that sorting reuses, so that sorting many short stretches allocates nothing. */
let spare = new Int32Array(256);

/** Sorts `items[from] … items[to - 1]` by `keys[item]`, ascending; equal ones keep their order. */
export function sortByKey(items: Items, from: number, to: number, keys: ArrayLike<number>): void {
  if (to - from <= shortEnough) {
    insertionSort(items, from, to, keys);
    return;
  }
  if (spare.length < items.length) spare = new Int32Array(items.length);
  mergeSort(items, from, to, keys);
}

function insertionSort(items: Items, from: number, to: number, keys: ArrayLike<number>): void {
  for (let index = from + 1; index < to; index++) {
    const item = items[index]!;
    const key = keys[item]!;
    let place = index;
    while (place > from && keys[items[place - 1]!]! > key) {
      items[place] = items[place - 1]!;
      place--;
    }
    items[place] = item;
  }
}

/** Bottom-up, so that no depth of recursion depends on the length. */
function mergeSort(items: Items, from: number, to: number, keys: ArrayLike<number>): void {
  for (let run = from; run < to; run += shortEnough) insertionSort(items, run, Math.min(run + shortEnough, to), keys);
  for (let width = shortEnough; width < to - from; width *= 2) {
    for (let left = from; left + width < to; left += 2 * width) {
      merge(items, left, left + width, Math.min(left + 2 * width, to), keys);
    }
  }
}

function merge(items: Items, left: number, middle: number, right: number, keys: ArrayLike<number>): void {
  if (keys[items[middle - 1]!]! <= keys[items[middle]!]!) return;
  const lower = spare;
  lower.set(items.subarray(left, middle));
  const count = middle - left;
  let taken = 0;
  let upper = middle;
  let place = left;
  while (taken < count) {
    const fromUpper = upper < right && keys[items[upper]!]! < keys[lower[taken]!]!;
    items[place++] = fromUpper ? items[upper++]! : lower[taken++]!;
  }
}
