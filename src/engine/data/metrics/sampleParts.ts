import type { Sample } from '../dataset.ts';

/** One of the samples of a run, and its share of everything that has a row for each row of the inputs. */
export interface SamplePart {
  /** Position of the sample in its source. */
  readonly sample: number;
  /** Where its share begins and ends, 0 to 1. */
  readonly from: number;
  readonly to: number;
}

/** A run of one sample whose position nobody asks for. */
export const whole: SamplePart = { sample: 0, from: 0, to: 1 };

/** The samples of a run, in the order of their rows. */
export function partsOf({ index, parts }: Sample): readonly SamplePart[] {
  if (parts === undefined) return [{ ...whole, sample: index }];
  const all = parts.reduce((sum, { rows }) => sum + rows, 0);
  let before = 0;
  return parts.map(({ index: sample, rows }) => {
    const from = before / all;
    before += rows;
    return { sample, from, to: before / all };
  });
}

/** The elements, or rows, of a part among so many. */
export function rangeOf({ from, to }: SamplePart, count: number): readonly [number, number] {
  return [Math.round(from * count), Math.round(to * count)];
}
