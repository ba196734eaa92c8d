import { medianInterval } from '../benchmark/median.ts';
import { type BlockTimes, timeRatio } from './alternateBlocks.ts';
import type { Split } from './timeSplits.ts';

/** A split takes at most this share of the layer's time, with 95 % confidence that it takes less at all: less is noise. */
const faster = 0.97;
/** Splits whose times differ by less are as fast as each other. */
const alike = 1.03;

/** A split, and how long it and the layer take, in milliseconds. */
export interface TimedSplit<S extends Split> {
  readonly split: S;
  readonly milliseconds: { readonly before: number; readonly after: number };
  /** Its time as a share of the layer's, from blocks that stand side by side. */
  readonly share: number;
  readonly isFaster: boolean;
}

/**
 * The fastest of the splits; of those that are as fast, the one that `prefer` puts first.
 * @param times those of the layer, then those of each split
 * @param prefer negative where the first of two is the better one
 */
export function fastest<S extends Split>(
  splits: readonly S[],
  times: BlockTimes,
  prefer: (a: S, b: S) => number,
): TimedSplit<S> {
  const [layer = [], ...others] = times;
  const timed = splits.map((split, index) => {
    const ratio = timeRatio(others[index]!, layer);
    return { split, ratio, after: medianInterval(others[index]!).median };
  });
  const least = Math.min(...timed.map(({ ratio }) => ratio.median));
  const [best] = timed
    .filter(({ ratio }) => ratio.median <= least * alike)
    .sort((a, b) => prefer(a.split, b.split) || a.ratio.median - b.ratio.median);
  if (best === undefined) throw new RangeError('no splits to choose from');
  const { split, ratio, after } = best;
  return {
    split,
    milliseconds: { before: medianInterval(layer).median, after },
    share: ratio.median,
    isFaster: ratio.median <= faster && ratio.high < 1,
  };
}
