/**
 * Spearman's rank correlation of two lists of values of the same things (Spearman, 1904): the correlation of their ranks, those of
 * equal values averaged. From −1 to 1; NaN with fewer than two values, or where all values of a list are equal.
 */
export function spearman(one: readonly number[], other: readonly number[]): number {
  if (one.length !== other.length) throw new RangeError(`${one.length} and ${other.length} values`);
  const [a, b] = [averagedRanks(one), averagedRanks(other)];
  const middle = (one.length + 1) / 2;
  let [product, ofOne, ofOther] = [0, 0, 0];
  for (const [index, rank] of a.entries()) {
    const [x, y] = [rank - middle, b[index]! - middle];
    product += x * y;
    ofOne += x * x;
    ofOther += y * y;
  }
  return product / Math.sqrt(ofOne * ofOther);
}

/** The rank of each value, the least being 1; equal values have the mean of the ranks that they take up together. */
export function averagedRanks(values: readonly number[]): readonly number[] {
  const order = orderOf(values);
  const ranks = new Array<number>(values.length);
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && values[order[end]!] === values[order[first]!]) end++;
    for (let at = first; at < end; at++) ranks[order[at]!] = (first + 1 + end) / 2;
    first = end;
  }
  return ranks;
}

/** The place of each value, the least being 1; equal values share the first of the places that they take up together. */
export function sharedPlaces(values: readonly number[]): readonly number[] {
  const order = orderOf(values);
  const places = new Array<number>(values.length);
  for (const [at, index] of order.entries()) {
    const before = order[at - 1];
    places[index] = before !== undefined && values[before] === values[index] ? places[before]! : at + 1;
  }
  return places;
}

/** Positions of the values, the least first. Infinities compare, and a difference of two would be NaN. */
function orderOf(values: readonly number[]): readonly number[] {
  return values
    .map((_, index) => index)
    .sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : 0));
}
