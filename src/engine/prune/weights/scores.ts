import { seededRandom } from '../../data/random.ts';
import type { Reals } from '../../onnx/reals.ts';
import type { StridedMatrix } from './layouts.ts';
import type { Units } from './units.ts';

/** Score of every weight: its size, or its size times the norm of the input that it is multiplied with. */
export function weightScores(
  values: Reals,
  { groups, outputs, inputs }: StridedMatrix,
  norms: Float64Array | undefined,
): Float32Array {
  const scores = Float32Array.from(values, Math.abs);
  if (norms === undefined) return scores;
  for (let row = 0; row < groups * outputs; row++) {
    const group = Math.floor(row / outputs);
    for (let column = 0; column < inputs; column++) {
      scores[row * inputs + column]! *= norms[group * inputs + column]!;
    }
  }
  return scores;
}

/** Score of every unit: the root of the mean of the squares of its weights, so that smaller blocks at the edge compare. */
export function unitScores(scores: Float32Array, columns: number, units: Units): Float32Array {
  if (units.count === scores.length) return scores;
  const squares = new Float64Array(units.count);
  for (let index = 0; index < scores.length; index++) {
    squares[units.unitOf(Math.floor(index / columns), index % columns)]! += scores[index]! ** 2;
  }
  return Float32Array.from(squares, (square, unit) => Math.sqrt(square / units.sizeOf(unit)));
}

/** Random scores, the same for the same keys; those that are 0 stay so, and go first. */
export function shuffled(scores: Float32Array, ...keys: readonly number[]): Float32Array {
  const random = seededRandom(...keys);
  return scores.map((score) => {
    const drawn = random();
    return score === 0 ? 0 : drawn;
  });
}
