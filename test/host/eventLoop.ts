import { monitorEventLoopDelay } from 'node:perf_hooks';

/** The longest time in milliseconds for which the event loop of this process did not turn while something was awaited. */
export async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  await work();
  histogram.disable();
  return histogram.max / 1e6;
}
