import type { LatencyRatio } from '../../protocol/result/benchmark.ts';
import type { Contender, Launch } from './contender.ts';
import { exponential, launchInterval } from './launchInterval.ts';

/**
 * The time of a model divided by that of another, which had its blocks in the same rounds; absent where there is no round of both.
 * Blocks of a round are neighbours in time, so that a slow phase of the machine hits both or spoils few rounds; every second
 * round has the order turned, so that a drift tells for neither.
 */
export function latencyRatio(of: Contender, over: Contender): LatencyRatio | undefined {
  const launches = of.launches
    .map((launch, index) => logRatios(launch, over.launches[index]))
    .filter((ratios) => ratios.length > 0);
  if (launches.length === 0) return undefined;
  const { median, low, high } = exponential(launchInterval(launches));
  const verdict = low > 1 ? 'slower' : high < 1 ? 'faster' : 'no-difference';
  return { median, low, high, verdict, blocks: launches.reduce((sum, { length }) => sum + length, 0) };
}

/** For each round of a launch, in twos of both orders, the logarithm of the ratio of the block medians. */
export function logRatios(of: Launch, over: Launch | undefined): readonly number[] {
  const rounds = Math.min(of.blocks.length, over?.blocks.length ?? 0);
  return Array.from({ length: rounds - (rounds % 2) }, (_, round) => {
    return Math.log((of.blocks[round]?.median ?? NaN) / (over?.blocks[round]?.median ?? NaN));
  });
}
