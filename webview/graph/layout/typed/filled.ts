// Columns with a value for each index. `Float64Array.from` with a mapping takes ten times as long; a function for each kind of
// column is faster than one for all.

export function reals(length: number, value: (index: number) => number): Float64Array<ArrayBuffer> {
  const column = new Float64Array(length);
  for (let index = 0; index < length; index++) column[index] = value(index);
  return column;
}

export function integers(length: number, value: (index: number) => number): Int32Array<ArrayBuffer> {
  const column = new Int32Array(length);
  for (let index = 0; index < length; index++) column[index] = value(index);
  return column;
}

export function bytes(length: number, value: (index: number) => number): Uint8Array<ArrayBuffer> {
  const column = new Uint8Array(length);
  for (let index = 0; index < length; index++) column[index] = value(index);
  return column;
}

/** 0, 1, 2, … */
export function ascending(length: number): Uint32Array<ArrayBuffer> {
  const column = new Uint32Array(length);
  for (let index = 0; index < length; index++) column[index] = index;
  return column;
}
