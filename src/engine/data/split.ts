import type { Dataset } from './dataset.ts';
import { scatterBits } from './random.ts';
import { subset } from './subset.ts';

/** A dataset in two parts. */
export interface Split {
  readonly calibration: Dataset;
  readonly evaluation: Dataset;
  /** There was one sample only, and it is in both parts: an evaluation on it flatters. */
  readonly shared: boolean;
}

/**
 * Keeps a share of the samples out of calibration. Each stretch of `1 / fraction` samples gives up one, at a place that
 * varies from stretch to stretch: data that is ordered by class stays balanced, and so does data in which the classes
 * take turns. Of a sequence whose state is fed back, the end is held out, because its order must stay.
 * The same dataset is always split in the same way. Both parts have at least one sample.
 * @param heldOutFraction from 0 (exclusive) to 1 (exclusive)
 * @throws RangeError for another fraction
 */
export function split(dataset: Dataset, heldOutFraction = 0.2): Split {
  if (!(heldOutFraction > 0 && heldOutFraction < 1)) throw new RangeError(`held-out fraction ${heldOutFraction}`);
  const { size } = dataset;
  if (size < 2) return { calibration: dataset, evaluation: dataset, shared: true };
  const held = Math.min(size - 1, Math.max(1, Math.round(size * heldOutFraction)));
  const evaluation = dataset.feedback.length > 0 ? lastOnes(size, held) : oneOfEachStretch(size, held);
  const calibration = complement(size, evaluation);
  return { calibration: subset(dataset, calibration), evaluation: subset(dataset, evaluation), shared: false };
}

function lastOnes(size: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => size - count + index);
}

function oneOfEachStretch(size: number, stretches: number): readonly number[] {
  return Array.from({ length: stretches }, (_, index) => {
    const start = Math.floor((index * size) / stretches);
    const end = Math.floor(((index + 1) * size) / stretches);
    return start + (scatterBits(index) % (end - start));
  });
}

function complement(size: number, positions: readonly number[]): readonly number[] {
  const left: number[] = [];
  let next = 0;
  for (let index = 0; index < size; index++) {
    if (positions[next] === index) next++;
    else left.push(index);
  }
  return left;
}
