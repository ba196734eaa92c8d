import type { BenchmarkOptions } from '../../protocol/options/benchmark.ts';
import { type Contender, referenceOf } from './contender.ts';
import { meanInterval, relativeWidth } from './launchInterval.ts';
import { latencyInterval } from './latency.ts';
import { latencyRatio, logRatios } from './ratio.ts';

/** Launches that are made even where the time was not enough for them, up to so many times the time. */
const least = { launches: 3, times: 2 };
/** And the most, however short they are. */
const mostLaunches = 50;
/** Rounds before it is looked whether a launch is precise. */
const leastRounds = 6;

/**
 * Says when a launch has had enough rounds, and when there were enough launches: when every ratio is precise, or the time is
 * over. The time is shared out evenly among the launches that are still to come.
 */
export class Schedule {
  private readonly contenders: readonly Contender[];
  private readonly options: BenchmarkOptions;
  private readonly clock: () => number;
  private readonly begin: number;
  private launches = 0;
  private launchBegin: number;
  private launchEnd: number;
  /** Milliseconds of the shortest launch so far. */
  private shortest = Infinity;

  /** @param clock milliseconds that only rise */
  constructor(contenders: readonly Contender[], options: BenchmarkOptions, clock: () => number) {
    this.contenders = contenders;
    this.options = options;
    this.clock = clock;
    this.begin = clock();
    this.launchBegin = this.begin;
    this.launchEnd = this.begin;
  }

  /** Share of the time that has passed, 0 to 1. */
  get passed(): number {
    return Math.min(1, (this.clock() - this.begin) / this.milliseconds);
  }

  /** Told when a launch begins. */
  beginLaunch(): void {
    this.launchBegin = this.clock();
    const left = this.begin + this.milliseconds - this.launchBegin;
    this.launchEnd = this.launchBegin + left / Math.max(1, this.options.launches - this.launches);
  }

  /** Whether the launch that goes on needs no further round: what differs between launches is left to the others. */
  readonly launchIsEnough = (): boolean => {
    if (this.clock() >= this.launchEnd) return true;
    // Half of the variance that a result may have: the other half is that between launches.
    const precision = this.options.precision * Math.sqrt(this.options.launches / 2);
    return this.compared().every(({ of, over }) => {
      const launch = of.launches.at(-1);
      if (launch === undefined) return true;
      const logs =
        over === undefined
          ? launch.blocks.map(({ median }) => Math.log(median))
          : logRatios(launch, over.launches.at(-1));
      if (logs.length < leastRounds) return false;
      const { low, high } = meanInterval(logs);
      return high - low <= precision;
    });
  };

  /** Told when a launch has ended. @returns whether there is no other */
  endLaunch(): boolean {
    this.launches++;
    const now = this.clock();
    this.shortest = Math.min(this.shortest, now - this.launchBegin);
    const passed = now - this.begin;
    if (this.contenders.every(({ failure }) => failure !== undefined) || this.launches >= mostLaunches) return true;
    if (this.launches >= this.options.launches) return this.isPrecise() || passed + this.shortest > this.milliseconds;
    if (this.launches < least.launches && passed < least.times * this.milliseconds) return false;
    return passed + this.shortest > this.milliseconds;
  }

  /** Whether every ratio is as precise as it is wanted, or the only latency. */
  private isPrecise(): boolean {
    return this.compared().every(({ of, over }) => {
      const interval = over === undefined ? latencyInterval(of) : latencyRatio(of, over);
      return interval === undefined || relativeWidth(interval) <= this.options.precision;
    });
  }

  /** What is to be precise: each that still takes part, against its reference, or the first by itself when it is alone. */
  private compared(): readonly { readonly of: Contender; readonly over: Contender | undefined }[] {
    const alive = this.contenders.filter(({ failure }) => failure === undefined);
    const pairs = alive.map((of) => ({ of, over: referenceOf(of, this.contenders) }));
    const ratios = pairs.filter(({ over }) => over?.failure === undefined && over !== undefined);
    return ratios.length > 0 ? ratios : pairs;
  }

  private get milliseconds(): number {
    return this.options.seconds * 1000;
  }
}
