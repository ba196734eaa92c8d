import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, factorIndex, matchDimensions } from './factors.ts';

/** Indices along every dimension of the element at a row-major position. */
function indices(position: number, shape: readonly number[]): readonly number[] {
  let rest = position;
  return shape
    .toReversed()
    .map((size) => {
      const index = rest % size;
      rest = Math.floor(rest / size);
      return index;
    })
    .toReversed();
}

/** Two shapes of the same factors, each of which merges neighbours as it likes and has dimensions of 1 between. */
const reshapes = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 })
  .chain((factors) => fc.tuple(merged(factors), merged(factors)));

function merged(factors: readonly number[]): fc.Arbitrary<readonly number[]> {
  return fc
    .array(fc.constantFrom('merge', 'keep', 'one'), { minLength: factors.length, maxLength: factors.length })
    .map((steps) =>
      factors.reduce<number[]>((shape, factor, index) => {
        if (steps[index] === 'merge' && shape.length > 0) shape[shape.length - 1]! *= factor;
        else if (steps[index] === 'one') shape.push(1, factor);
        else shape.push(factor);
        return shape;
      }, []),
    );
}

function sizes(blocks: readonly Block[]): readonly (readonly number[] | undefined)[] {
  return blocks.map(({ factors }) => factors?.map(({ size }) => size));
}

describe('dimensions that are matched over a reshape', () => {
  it('says the same of every element before and after', () => {
    fc.assert(
      fc.property(reshapes, ([input, output]) => {
        const factors = matchDimensions(input, output).flatMap((block) => block.factors ?? []);
        const count = input.reduce((total, size) => total * size, 1);
        for (let position = 0; position < count; position++) {
          const before = indices(position, input);
          const after = indices(position, output);
          for (const factor of factors)
            expect(factorIndex(factor, factor.input, before[factor.input.axis]!)).toBe(
              factorIndex(factor, factor.output, after[factor.output.axis]!),
            );
        }
      }),
    );
  });

  it('knows every element by its factors, where sizes divide each other', () => {
    fc.assert(
      fc.property(reshapes, ([input, output]) => {
        const blocks = matchDimensions(input, output);
        fc.pre(blocks.every(({ factors }) => factors !== undefined));
        const count = input.reduce((total, size) => total * size, 1);
        const told = new Set(
          Array.from({ length: count }, (_, position) => {
            const before = indices(position, input);
            return blocks
              .flatMap(({ factors }) => factors!)
              .map((factor) => factorIndex(factor, factor.input, before[factor.input.axis]!))
              .join();
          }),
        );
        expect(told.size).toBe(count);
      }),
    );
  });

  it('takes the shortest runs', () => {
    const heads = matchDimensions([2, 5, 12], [2, 5, 3, 4]);
    expect(heads.map(({ input, output }) => [input, output])).toEqual([
      [[0], [0]],
      [[1], [1]],
      [[2], [2, 3]],
    ]);
    expect(sizes(heads)).toEqual([[2], [5], [3, 4]]);
  });

  it('finds the part that two dimensions share', () => {
    const [, both] = matchDimensions([7, 2, 12], [7, 6, 4]);
    expect(both?.factors).toEqual([
      { size: 2, input: { axis: 1, stride: 1 }, output: { axis: 1, stride: 3 } },
      { size: 3, input: { axis: 2, stride: 4 }, output: { axis: 1, stride: 1 } },
      { size: 4, input: { axis: 2, stride: 1 }, output: { axis: 2, stride: 1 } },
    ]);
  });

  it('leaves dimensions of 1 out, wherever they stand', () => {
    expect(matchDimensions([1, 8, 1, 1], [1, 8]).map(({ input, output }) => [input, output])).toEqual([[[1], [1]]]);
  });

  it('gives no factors where sizes do not divide each other, and nothing for what is empty or does not fit', () => {
    expect(sizes(matchDimensions([5, 2, 6], [5, 3, 4]))).toEqual([[5], undefined]);
    expect(matchDimensions([0, 3], [3, 0])).toEqual([]);
    expect(matchDimensions([2, 3], [7])).toEqual([]);
  });
});
