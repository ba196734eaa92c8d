import type { Dataset, Sample, Selection } from './dataset.ts';
import { selectedIndices } from './selection.ts';

/** Some samples of a dataset: those at `positions`, which rise. They are read from it when they are asked for. */
export function subset(dataset: Dataset, positions: ArrayLike<number>): Dataset {
  return {
    source: dataset.source,
    synthetic: dataset.synthetic,
    size: positions.length,
    hasLabels: dataset.hasLabels,
    feedback: dataset.feedback,
    notes: dataset.notes ?? [],
    samples: (selection) => samplesAt(dataset, positions, selection),
  };
}

async function* samplesAt(
  dataset: Dataset,
  positions: ArrayLike<number>,
  selection: Selection | undefined,
): AsyncGenerator<Sample> {
  const remaining = selectedIndices(positions.length, selection);
  const following = (): number | undefined => {
    const next = remaining.next();
    return next.done === true ? undefined : positions[next.value];
  };
  const first = following();
  if (first === undefined) return;
  let next: number | undefined = first;
  const wanted = (position: number): boolean => {
    if (position !== next) return false;
    next = following();
    return true;
  };
  const last = positions[positions.length - 1] ?? first;
  yield* dataset.samples({ start: first, end: last + 1, wanted });
}
