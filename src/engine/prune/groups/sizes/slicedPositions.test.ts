import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outputsOf } from '../../../../../test/fixtures/computes.ts';
import { ModelBuilder } from '../../../../../test/fixtures/modelBuilder.ts';
import { rangeOf, slicedPositions } from './slicedPositions.ts';

const size = 5;
const bounds = [-(2 ** 31), -7, -5, -4, -1, 0, 1, 3, 5, 9, 2 ** 31 - 1];
const ranges = bounds.flatMap((start) =>
  bounds.flatMap((end) => [-3, -2, -1, 1, 2, 3].map((step) => ({ start, end, step }))),
);

describe('positions that Slice reads', () => {
  it('are those that the runtime reads, for all kinds of ends and steps', async () => {
    const net = new ModelBuilder();
    const x = net.input('x', [size], 'int64');
    const axes = net.ints([0]);
    const outputs = ranges.map(({ start, end, step }) =>
      net.node('Slice', [x, net.ints([start]), net.ints([end]), axes, net.ints([step])]),
    );
    for (const output of outputs) net.output(output, undefined, 'int64');
    const positions = BigInt64Array.from({ length: size }, (_, index) => BigInt(index));
    const actual = await outputsOf(net.build(), new Map([['x', { type: 'int64', dims: [size], data: positions }]]));
    expect(ranges.map((range) => slicedPositions(size, range))).toEqual(
      outputs.map((output) => Array.from(actual.get(output)!.data as BigInt64Array, Number)),
    );
  });

  it('are found again from a range that is made of them', () => {
    const positions = fc
      .tuple(fc.integer({ min: 1, max: 8 }), fc.constantFrom(...ranges))
      .map(([length, range]) => ({ length, read: slicedPositions(length, range) }));
    fc.assert(
      fc.property(positions, ({ length, read }) => {
        expect(slicedPositions(length, rangeOf(read, length)!)).toEqual(read);
      }),
    );
  });

  it('are no range where their distances differ', () => {
    expect(rangeOf([0, 1, 3], 4)).toBeUndefined();
    expect(rangeOf([2, 2], 4)).toBeUndefined();
    expect(rangeOf([2, 1, 0], 4)).toEqual({ start: 2, end: -5, step: -1 });
  });
});
