/** Where in a row-major tensor the elements of a part of it lie: only these positions along one dimension, in this order. */
export function elementsAlong(dims: readonly number[], axis: number, positions: readonly number[]): readonly number[] {
  const inner = product(dims.slice(axis + 1));
  const size = dims[axis] ?? 1;
  return range(product(dims.slice(0, axis))).flatMap((outer) =>
    positions.flatMap((position) => range(inner).map((index) => (outer * size + position) * inner + index)),
  );
}

/** Where in a row-major tensor the elements lie of the same with its dimensions in another order. */
export function elementsTransposed(dims: readonly number[], order: readonly number[]): readonly number[] {
  const strides = dims.map((_, axis) => product(dims.slice(axis + 1)));
  return order.reduce<readonly number[]>(
    (elements, axis) =>
      elements.flatMap((element) => range(dims[axis]!).map((index) => element + index * strides[axis]!)),
    [0],
  );
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index);
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}
