const MOST_ROUNDS = 3;

/** A round of moving both ends that lowers the cost by less than this factor is the last. */
const WORTHWHILE = 0.999;

export interface SearchOptions {
  /** Points of the first, geometric grid: many for a cost with many local minima. */
  readonly coarsePoints: number;
  /** Points of each finer grid; more than 2. */
  readonly finePoints: number;
  /** Arguments closer than this are not told apart; also the smallest one tried. */
  readonly resolution: number;
}

interface Found {
  readonly argument: number;
  readonly cost: number;
}

/**
 * Where between the resolution and `largest` `cost` is lowest (at `largest`, if that is smaller). First on points that
 * grow geometrically, since a good clipping threshold can be far below the largest value; then between the neighbours of
 * the best, again and again, until they are closer than the resolution. Of equal costs the first one found wins, which is
 * the one that clips least.
 */
export function minimize(cost: (argument: number) => number, largest: number, options: SearchOptions): Found {
  const { coarsePoints, finePoints, resolution } = options;
  let best: Found = { argument: largest, cost: cost(largest) };
  if (resolution >= largest) return best;
  const tryAt = (argument: number): void => {
    const found = cost(argument);
    if (found < best.cost) best = { argument, cost: found };
  };

  const ratio = (resolution / largest) ** (1 / coarsePoints);
  for (let i = 1; i <= coarsePoints; i++) tryAt(largest * ratio ** i);
  let lower = Math.max(resolution, best.argument * ratio);
  let upper = Math.min(largest, best.argument / ratio);
  while (upper - lower > resolution) {
    const start = lower;
    const step = Math.max(resolution / 4, (upper - lower) / finePoints);
    for (let i = Math.floor((upper - lower) / step); i >= 0; i--) tryAt(start + i * step);
    lower = Math.max(lower, best.argument - step);
    upper = Math.min(upper, best.argument + step);
  }
  return best;
}

/** How far a range reaches below and above zero. */
export interface Reach {
  readonly below: number;
  readonly above: number;
}

/**
 * The reach with the lowest cost, no further than `most` on either side: both sides are first clipped at one threshold,
 * and then each is moved while the other stays. A side without values stays where it is.
 */
export function minimizeReach(
  cost: (below: number, above: number) => number,
  most: Reach,
  options: SearchOptions,
): Reach {
  const both = minimize(
    (threshold) => cost(Math.min(threshold, most.below), Math.min(threshold, most.above)),
    Math.max(most.below, most.above),
    options,
  );
  let below = Math.min(both.argument, most.below);
  let above = Math.min(both.argument, most.above);
  let least = both.cost;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = least;
    const up = minimize((threshold) => cost(below, threshold), most.above, options);
    if (up.cost < least) {
      above = up.argument;
      least = up.cost;
    }
    const down = minimize((threshold) => cost(threshold, above), most.below, options);
    if (down.cost < least) {
      below = down.argument;
      least = down.cost;
    }
    if (least > before * WORTHWHILE) break;
  }
  return { below, above };
}
