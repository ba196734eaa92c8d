import type { WeightDistribution } from '../../../../src/protocol/result/sensitivity.ts';
import type { Levels } from '../../../../src/presentation/charts/levels.ts';

/** The reals that the integers of a weight stand for, in the channel with this index. */
export function levelsOfChannel(
  { scales, zeroPoints, integers }: Pick<WeightDistribution, 'scales' | 'zeroPoints' | 'integers'>,
  channel: number,
): Levels {
  const scale = scales[channel] ?? 0;
  const zeroPoint = zeroPoints[channel] ?? 0;
  return { low: (integers.low - zeroPoint) * scale, high: (integers.high - zeroPoint) * scale, scale };
}

/** The channels with the smallest and with the largest scale: one where all are equal, none where there are no scales. */
export function extremeChannels(scales: readonly number[]): readonly number[] {
  if (scales.length === 0) return [];
  let [smallest, largest] = [0, 0];
  scales.forEach((scale, channel) => {
    if (scale < scales[smallest]!) smallest = channel;
    if (scale > scales[largest]!) largest = channel;
  });
  return smallest === largest ? [smallest] : [smallest, largest];
}

/** Whether channels have scales of their own. */
export function isPerChannel({ axis, scales }: Pick<WeightDistribution, 'axis' | 'scales'>): boolean {
  return axis !== undefined && scales.length > 1;
}

/** What the integers of all channels reach together; zero is always within. */
export function reachOf(
  weight: Pick<WeightDistribution, 'scales' | 'zeroPoints' | 'integers'>,
): Pick<Levels, 'low' | 'high'> {
  let [low, high] = [0, 0];
  for (const channel of weight.scales.keys()) {
    const levels = levelsOfChannel(weight, channel);
    low = Math.min(low, levels.low);
    high = Math.max(high, levels.high);
  }
  return { low, high };
}
