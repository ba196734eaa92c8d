import type { Dataset } from './dataset.ts';
import { subset } from './subset.ts';

/**
 * At most `count` samples, spread evenly over the dataset: files are mostly ordered by class, so the first ones would show
 * a few classes only. Of a sequence whose state is fed back it is the first ones, because the order in time must stay.
 */
export function take(dataset: Dataset, count: number): Dataset {
  const { size } = dataset;
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`count ${count}`);
  if (count >= size) return dataset;
  const inOrder = dataset.feedback.length > 0;
  return subset(
    dataset,
    Array.from({ length: count }, (_, index) => (inOrder ? index : Math.floor(((index + 0.5) * size) / count))),
  );
}
