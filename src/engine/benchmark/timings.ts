import type { Timings } from '../../protocol/result/benchmark.ts';
import { type Contender, type Launch, referenceOf } from './contender.ts';
import { latencyDistribution } from './latency.ts';
import { medianInterval } from './median.ts';
import { latencyRatio } from './ratio.ts';

/** What is known of a contender among all; absent where it never ran. */
export function timingsOf(
  contender: Contender,
  all: readonly Contender[],
  throughput: Timings['throughput'],
): Timings | undefined {
  const latency = latencyDistribution(contender);
  if (latency === undefined) return undefined;
  const reference = referenceOf(contender, all);
  const ratio = reference && latencyRatio(contender, reference);
  const median = (figure: (launch: Launch) => number): number => medianInterval(contender.launches.map(figure)).median;
  return {
    latency,
    ...(ratio !== undefined && { ratio }),
    loading: { session: median(({ loaded }) => loaded.session), firstRun: median(({ loaded }) => loaded.firstRun) },
    memory: { peak: median(peakOf), before: median(({ loaded }) => loaded.memoryBefore) },
    throughput,
  };
}

function peakOf({ loaded, blocks }: Launch): number {
  return (blocks.at(-1) ?? loaded).memoryPeak;
}
