import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Random } from '../../../../test/fixtures/random.ts';
import { gather, pack, unpack } from './gather.ts';

/** Positions of an axis, rising, at least one. */
function some(random: Random, size: number): readonly number[] {
  const positions = Array.from({ length: size }, (_, index) => index).filter(() => random.integer(2) === 0);
  return positions.length === 0 ? [random.integer(size)] : positions;
}

it('gives the elements that are at the kept positions, element by element', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 }),
      (seed, dims) => {
        const random = new Random(seed);
        const count = dims.reduce((product, size) => product * size, 1);
        const kept = new Map(
          dims.flatMap((size, axis) => (random.integer(2) === 0 ? [[axis, some(random, size)] as const] : [])),
        );
        const wanted: number[] = [];
        for (let index = 0; index < count; index++) {
          let rest = index;
          const coordinates = dims.map(() => 0);
          for (let axis = dims.length - 1; axis >= 0; axis--) {
            coordinates[axis] = rest % dims[axis]!;
            rest = Math.floor(rest / dims[axis]!);
          }
          if (coordinates.every((coordinate, axis) => kept.get(axis)?.includes(coordinate) !== false))
            wanted.push(index);
        }
        const sizes = dims.map((size, axis) => kept.get(axis)?.length ?? size);
        const given = gather(
          { type: 'float32', dims, data: Float32Array.from({ length: count }, (_, index) => index) },
          kept,
        );
        expect(given).toEqual({ type: 'float32', dims: sizes, data: Float32Array.from(wanted) });
        const texts = gather(
          { type: 'string', dims, data: Array.from({ length: count }, (_, index) => `${index}`) },
          kept,
        );
        expect(texts.data).toEqual(wanted.map(String));
        const nibbles = gather(
          {
            type: 'uint4',
            dims,
            data: pack(
              Uint8Array.from({ length: count }, (_, index) => index % 13),
              'uint4',
            ),
          },
          kept,
        );
        expect(unpack(nibbles.data as Uint8Array, 'uint4', wanted.length)).toEqual(
          Uint8Array.from(wanted, (index) => index % 13),
        );
        const complex = gather(
          { type: 'complex64', dims, data: Float32Array.from({ length: 2 * count }, (_, index) => index) },
          kept,
        );
        expect(complex.data).toEqual(Float32Array.from(wanted.flatMap((index) => [2 * index, 2 * index + 1])));
      },
    ),
    { numRuns: 60 },
  );
});

it('keeps 64-bit integers whole', () => {
  const data = BigInt64Array.of(2n ** 62n, -1n, 3n);
  expect(gather({ type: 'int64', dims: [3], data }, new Map([[0, [0, 2]]])).data).toEqual(
    BigInt64Array.of(2n ** 62n, 3n),
  );
});
