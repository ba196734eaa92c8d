import type { MixedFront, MixedPoint } from '../../../../src/protocol/result/mixed.ts';

/** What the measure is set against. */
export const costs = ['latency', 'size'] as const;
export type Cost = (typeof costs)[number];

/** A cost relative to the float model, with its 95 % interval. */
export interface RelativeCost {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Shares of what the float model costs: 0.5 is twice as fast, or half as large. */
export function relativeCost(point: MixedPoint, { float }: MixedFront, cost: Cost): RelativeCost {
  if (cost === 'size') {
    const value = point.bytes / float.bytes;
    return { value, low: value, high: value };
  }
  // Both were measured in turns: their ratio is known better than either of them.
  const { median, low, high } = point.latency.speedup;
  return { value: 1 / median, low: 1 / high, high: 1 / low };
}

/** A place in the plot. */
export type Place = readonly [x: number, y: number];

/**
 * The front as the corners of its steps: from each of its points on, so much is reached for every higher cost, until a better one
 * is. Points without a finite cost or a value are passed over.
 */
export function frontSteps(front: MixedFront, cost: Cost): readonly Place[] {
  const places = front.points
    .filter((point) => point.front[cost])
    .map((point): Place => [relativeCost(point, front, cost).value, point.value])
    .filter(([x, y]) => Number.isFinite(x) && !Number.isNaN(y))
    .sort(([a], [b]) => a - b);
  return places.flatMap((place, index) => {
    const before = places[index - 1];
    return before === undefined ? [place] : [[place[0], before[1]] as const, place];
  });
}

/** Ends of an axis around all of these that are finite, with a little room. */
export function rangeAround(values: readonly number[], least: number): readonly [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) [low, high] = [0, least];
  const room = Math.max((high - low) * 0.08, (least - (high - low)) / 2, 0);
  return [low - room, high + room];
}
