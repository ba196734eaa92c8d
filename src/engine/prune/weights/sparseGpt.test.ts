import { describe, expect, it } from 'vitest';
import { Random } from '../../../../test/fixtures/random.ts';
import { withProducts } from '../../linear/products.ts';
import { inverseUpperFactor } from '../../linear/solve.ts';
import { maskOfGroups, maskOfRows } from './masks.ts';
import type { Pattern } from './pattern.ts';
import { reconstruct } from './sparseGpt.ts';

type Rows = number[][];

/** Σ x xᵀ of inputs that are independent, or hang together through fewer causes than there are inputs. */
function gramOf(random: Random, size: number, correlated: boolean): Float64Array {
  const gram = new Float64Array(size * size);
  const mixing = Array.from({ length: size }, () => random.normals(Math.ceil(size / 3)));
  for (let row = 0; row < 4 * size; row++) {
    const causes = random.normals(Math.ceil(size / 3));
    const noise = random.normals(size);
    const x = mixing.map((mix, index) =>
      correlated ? mix.reduce((sum, each, cause) => sum + each * causes[cause]!, 0.2 * noise[index]!) : noise[index]!,
    );
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) gram[i * size + j]! += x[i]! * x[j]!;
  }
  return gram;
}

function lossOf(before: Float64Array, after: Float64Array, gram: Float64Array, size: number): number {
  let loss = 0;
  for (let row = 0; row < before.length; row += size) {
    const change = Array.from({ length: size }, (_, index) => before[row + index]! - after[row + index]!);
    change.forEach((a, i) => change.forEach((b, j) => (loss += a * b * gram[i * size + j]!)));
  }
  return loss;
}

async function reconstructed(
  before: Float64Array,
  gram: Float64Array,
  size: number,
  pattern: Pattern,
  wanted: number,
  damping = 0.01,
): Promise<{ after: Float64Array; loss: number }> {
  const after = before.slice();
  const { factor } = await inverseUpperFactor(gram, size, { threads: 1, damping });
  const squares = Float64Array.from({ length: size }, (_, index) => gram[index * size + index]!);
  const given = { values: after, rows: before.length / size, columns: size, factor, squares, pattern, wanted };
  const loss = await withProducts(1, (products) => reconstruct(given, products));
  return { after, loss };
}

/** Gauss–Jordan elimination. */
function inverse(matrix: Rows): Rows {
  const size = matrix.length;
  const work = matrix.map((row, index) => [...row, ...row.map((_, column) => (column === index ? 1 : 0))]);
  for (let pivot = 0; pivot < size; pivot++) {
    const best = work
      .slice(pivot)
      .reduce((a, row, i) => (Math.abs(row[pivot]!) > Math.abs(work[a]![pivot]!) ? pivot + i : a), pivot);
    [work[pivot], work[best]] = [work[best]!, work[pivot]!];
    const scale = work[pivot]![pivot]!;
    work[pivot] = work[pivot]!.map((each) => each / scale);
    for (let row = 0; row < size; row++) {
      const factor = work[row]![pivot]!;
      if (row !== pivot) work[row] = work[row]!.map((each, column) => each - factor * work[pivot]![column]!);
    }
  }
  return work.map((row) => row.slice(size));
}

/**
 * The optimal brain surgeon with the inverse of what is left written out at every step (Hassibi and Stork, 1993): from the left, a weight
 * that goes changes those to its right. All columns are decided on at once, by what each would lose if it went in its turn.
 */
function bruteForce(before: Float64Array, gram: Float64Array, size: number, wanted: number): Float64Array {
  const after = before.slice();
  const inverses = Array.from({ length: size }, (_, first) =>
    inverse(
      Array.from({ length: size - first }, (_row, i) =>
        Array.from({ length: size - first }, (_column, j) => gram[(first + i) * size + first + j]!),
      ),
    ),
  );
  const losses = Array.from(before, (weight, index) => ({
    index,
    loss: weight ** 2 / inverses[index % size]![0]![0]!,
  }));
  const going = new Set(
    losses
      .sort((a, b) => a.loss - b.loss)
      .slice(0, wanted)
      .map(({ index }) => index),
  );
  for (let index = 0; index < before.length; index++) {
    if (!going.has(index)) continue;
    const [first] = inverses[index % size]!;
    const share = after[index]! / first![0]!;
    first!.forEach((each, place) => (after[index + place]! -= share * each));
    after[index] = 0;
  }
  return after;
}

const zeros = (values: Float64Array): number => values.filter((value) => value === 0).length;

describe('reconstruct', () => {
  it('does what the optimal brain surgeon does, from left to right', async () => {
    const random = new Random(1);
    for (const size of [2, 5, 8]) {
      const gram = gramOf(random, size, true);
      const before = Float64Array.from(random.normals(3 * size));
      const wanted = Math.floor(before.length / 2);
      const { after, loss } = await reconstructed(before, gram, size, { kind: 'free' }, wanted, 0);
      const expected = bruteForce(before, gram, size, wanted);
      expected.forEach((value, index) => expect(after[index]).toBeCloseTo(value, 8));
      expect(zeros(after)).toBe(wanted);
      expect(loss).toBeCloseTo(lossOf(before, after, gram, size), 6);
    }
  });

  it.each([false, true])(
    'loses less than the smallest weights alone, in every pattern (correlated: %s)',
    async (correlated) => {
      const random = new Random(7);
      const [size, rows] = [150, 6];
      const gram = gramOf(random, size, correlated);
      const before = Float64Array.from(random.normals(rows * size));
      const sizesOf = Float32Array.from(before, Math.abs);
      const cleared = (mask: Uint8Array): Float64Array => before.map((value, index) => (mask[index] === 1 ? 0 : value));
      const factor = correlated ? 0.5 : 1;

      const half = cleared(maskOfRows(sizesOf, size, 450));
      const freely = await reconstructed(before, gram, size, { kind: 'free' }, 450);
      expect(zeros(freely.after)).toBe(450);
      expect(lossOf(before, freely.after, gram, size)).toBeLessThan(factor * lossOf(before, half, gram, size));

      const groups = await reconstructed(before, gram, size, { kind: 'groups', kept: 2, of: 4 }, 0);
      for (let row = 0; row < rows; row++) {
        for (let start = 0; start < size; start += 4) {
          const group = groups.after.subarray(row * size + start, row * size + Math.min(start + 4, size));
          expect(zeros(group)).toBe(group.length - 2);
        }
      }
      const twoOfFour = cleared(maskOfGroups(sizesOf, size, 2, 4));
      expect(lossOf(before, groups.after, gram, size)).toBeLessThan(factor * lossOf(before, twoOfFour, gram, size));

      const blocks = await reconstructed(before, gram, size, { kind: 'blocks', rows: 1, columns: 3 }, 450);
      expect(zeros(blocks.after)).toBe(450);
      for (let start = 0; start < blocks.after.length; start += 3) {
        expect([0, 3]).toContain(zeros(blocks.after.subarray(start, start + 3)));
      }
    },
  );

  it('keeps zeros, which count, and asks nothing of inputs that are always 0', async () => {
    const random = new Random(3);
    const size = 140;
    const gram = gramOf(random, size, true);
    for (let index = 0; index < size; index++) gram[3 * size + index] = gram[index * size + 3] = 0;
    const before = Float64Array.from(random.normals(2 * size), (value, index) => (index % 4 === 0 ? 0 : 5 * value));
    const { after } = await reconstructed(before, gram, size, { kind: 'free' }, 140);
    expect(zeros(after)).toBe(140);
    before.forEach((value, index) => value === 0 && expect(after[index]).toBe(0));
    expect([after[3], after[size + 3]]).toEqual([0, 0]);
  });
});
