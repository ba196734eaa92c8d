type Column = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** A column with a value for each index. (`Float64Array.from` with a mapping takes ten times as long.) */
export function filled<Filled extends Column>(column: Filled, value: (index: number) => number): Filled {
  for (let index = 0; index < column.length; index++) column[index] = value(index);
  return column;
}

/** 0, 1, 2, … */
export const ascending = (length: number): Uint32Array<ArrayBuffer> =>
  filled(new Uint32Array(length), (index) => index);
