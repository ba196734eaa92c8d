const COARSE_POINTS = 64;
const FINE_POINTS = 8;

const MOST_ROUNDS = 3;

/** A round of moving both ends that lowers the cost by less than this factor is the last. */
const WORTHWHILE = 0.999;

interface Found {
  readonly argument: number;
  readonly cost: number;
}

/**
 * Where in [smallest, largest] `cost` is lowest (at `largest`, if the interval is empty). First on points that grow
 * geometrically, since a good clipping threshold can be far below the largest value (`smallest` is positive); then
 * between the neighbours of the best, again and again, until they are closer than `resolution`. Of equal costs the
 * first one found wins, which is the one that clips least.
 */
export function minimize(
  cost: (argument: number) => number,
  smallest: number,
  largest: number,
  resolution: number,
): Found {
  let best: Found = { argument: largest, cost: cost(largest) };
  if (smallest >= largest) return best;
  const tryAt = (argument: number): void => {
    const found = cost(argument);
    if (found < best.cost) best = { argument, cost: found };
  };

  const ratio = (smallest / largest) ** (1 / COARSE_POINTS);
  for (let i = 1; i <= COARSE_POINTS; i++) tryAt(largest * ratio ** i);
  let lower = Math.max(smallest, best.argument * ratio);
  let upper = Math.min(largest, best.argument / ratio);
  while (upper - lower > resolution) {
    const start = lower;
    const step = (upper - lower) / FINE_POINTS;
    for (let i = FINE_POINTS; i >= 0; i--) tryAt(start + i * step);
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
export function minimizeReach(cost: (below: number, above: number) => number, most: Reach, resolution: number): Reach {
  const both = minimize(
    (threshold) => cost(Math.min(threshold, most.below), Math.min(threshold, most.above)),
    resolution,
    Math.max(most.below, most.above),
    resolution,
  );
  let below = Math.min(both.argument, most.below);
  let above = Math.min(both.argument, most.above);
  let least = both.cost;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = least;
    const up = minimize((threshold) => cost(below, threshold), resolution, most.above, resolution);
    if (up.cost < least) {
      above = up.argument;
      least = up.cost;
    }
    const down = minimize((threshold) => cost(threshold, above), resolution, most.below, resolution);
    if (down.cost < least) {
      below = down.argument;
      least = down.cost;
    }
    if (least > before * WORTHWHILE) break;
  }
  return { below, above };
}
