/**
 * A number that sizes on both sides of a reshape are products of. What an index along a dimension says of it is
 * `floor(index / stride) % size`.
 */
export interface Factor {
  readonly size: number;
  readonly input: FactorPlace;
  readonly output: FactorPlace;
}

/** Where a factor is found: a dimension, and how many indices there make one step of the factor. */
export interface FactorPlace {
  readonly axis: number;
  readonly stride: number;
}

/** Neighbouring dimensions that hold the same elements on both sides of a reshape; those of size 1 belong to none. */
export interface Block {
  readonly input: readonly number[];
  readonly output: readonly number[];
  /** From the outermost to the innermost; undefined where the sizes do not divide each other (2 × 6 and 3 × 4). */
  readonly factors: readonly Factor[] | undefined;
}

/** What a position along a dimension says of a factor. */
export function factorIndex(factor: Factor, place: FactorPlace, index: number): number {
  return Math.floor(index / place.stride) % factor.size;
}

/**
 * Matches the dimensions before and after a reshape of row-major elements: the shortest runs of equal products, each as the product
 * of factors. Shapes with a dimension of 0 have no blocks.
 */
export function matchDimensions(input: readonly number[], output: readonly number[]): readonly Block[] {
  const before = wide(input);
  const after = wide(output);
  const blocks: Block[] = [];
  if (product(input) !== product(output) || product(input) === 0) return blocks;
  let nextBefore = 0;
  let nextAfter = 0;
  while (nextBefore < before.length) {
    const inputAxes = [before[nextBefore++]!];
    const outputAxes = [after[nextAfter++]!];
    let left = input[inputAxes[0]!]!;
    let right = output[outputAxes[0]!]!;
    while (left !== right) {
      if (left < right) {
        const axis = before[nextBefore++]!;
        inputAxes.push(axis);
        left *= input[axis]!;
      } else {
        const axis = after[nextAfter++]!;
        outputAxes.push(axis);
        right *= output[axis]!;
      }
    }
    blocks.push({ input: inputAxes, output: outputAxes, factors: factorsOf(inputAxes, outputAxes, input, output) });
  }
  return blocks;
}

/** A dimension within a block: how many of the block's elements one step along it passes over, and all of it. */
interface Span {
  readonly axis: number;
  readonly from: number;
  readonly to: number;
}

function factorsOf(
  inputAxes: readonly number[],
  outputAxes: readonly number[],
  input: readonly number[],
  output: readonly number[],
): readonly Factor[] | undefined {
  const inputSpans = spans(inputAxes, input);
  const outputSpans = spans(outputAxes, output);
  const edges = [...new Set([...inputSpans, ...outputSpans].flatMap(({ from, to }) => [from, to]))];
  edges.sort((one, other) => one - other);
  const factors: Factor[] = [];
  for (let index = 1; index < edges.length; index++) {
    const from = edges[index - 1]!;
    const to = edges[index]!;
    if (to % from !== 0) return undefined;
    factors.unshift({ size: to / from, input: placeOf(from, inputSpans), output: placeOf(from, outputSpans) });
  }
  return factors;
}

function spans(axes: readonly number[], shape: readonly number[]): readonly Span[] {
  let from = 1;
  return axes.toReversed().map((axis) => {
    const to = from * shape[axis]!;
    const span = { axis, from, to };
    from = to;
    return span;
  });
}

function placeOf(stride: number, all: readonly Span[]): FactorPlace {
  const { axis, from } = all.find((span) => span.from <= stride && stride < span.to)!;
  return { axis, stride: stride / from };
}

function wide(shape: readonly number[]): readonly number[] {
  return shape.flatMap((size, axis) => (size === 1 ? [] : [axis]));
}

function product(shape: readonly number[]): number {
  return shape.reduce((total, size) => total * size, 1);
}
