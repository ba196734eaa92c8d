import { seededRandom } from '../../../data/random.ts';
import type { Criterion } from './criterion.ts';

/** Chance, the same for the same seed: what every other criterion must beat. */
export const random: Criterion = ({ groups, seed }) =>
  Promise.resolve(
    new Map(
      groups.map(({ id, units }, index) => {
        const number = seededRandom(seed, index);
        return [id, { scores: Float64Array.from({ length: units }, number), notes: [] }];
      }),
    ),
  );
