import type { Message } from '../../protocol/messages/message.ts';
import type { BenchmarkOptions } from '../../protocol/options/benchmark.ts';
import type { BenchmarkEnvironment, Timings } from '../../protocol/result/benchmark.ts';
import type { Feeds } from '../data/dataset.ts';
import { physicalCores } from '../runtime/machine.ts';
import type { Patience } from './answered.ts';
import { Contender, type MeasuredModel } from './contender.ts';
import { environmentNow } from './environment.ts';
import { fallbackWarning } from './fallback.ts';
import { type LaunchOptions, measureLaunch } from './launch.ts';
import { MachineUse } from './machineUse.ts';
import type { StartResident } from './resident.ts';
import { Schedule } from './schedule.ts';
import { measureThroughput, type ThroughputRow, type Workload, workloads } from './throughput.ts';
import { timingsOf } from './timings.ts';
import { measuringWarnings } from './warnings.ts';

export interface MeasureOptions {
  /** What one sample is. */
  readonly feeds: Feeds;
  /** The feeds for so many samples in a run. @throws UserError where there are none: the reason of a row without a figure */
  readonly feedsOfBatch: (batch: number) => Feeds | Promise<Feeds>;
  readonly benchmark: BenchmarkOptions;
  /** Threads of a session; the physical cores when undefined. */
  readonly threads: number | undefined;
  readonly signal: AbortSignal;
  /** Called with the share that is done, 0 to 1; never falls. */
  readonly onProgress: (fraction: number) => void;
  /** Called while it goes on, with what is known by then of the model at a place of the list. */
  readonly onMeasured?: (place: number, timings: Timings) => void;
  readonly start: StartResident;
  /** Milliseconds after which a process that gives no answer is taken to hang; five minutes unless given. */
  readonly patience?: number;
  /** Milliseconds that only rise. */
  readonly clock?: () => number;
}

/** What is known of a model: with a failure beside timings, not everything could be measured. */
export type Measured =
  { readonly timings: Timings; readonly failure?: Message } | { readonly timings?: never; readonly failure: Message };

export interface Measurement {
  /** In the order of the models. */
  readonly models: readonly Measured[];
  readonly environment: BenchmarkEnvironment;
  readonly warnings: readonly Message[];
}

const defaultPatience = 300_000;
/** About what one figure of throughput takes, in seconds, for the progress. */
const throughputSeconds = 1.5;

/**
 * Measures models beside each other. In every launch each has a process of its own; blocks of runs come in turns, each only when
 * all other processes are quiet, so that a busy machine hurts all alike. Launches go on until every ratio is as precise as it is
 * wanted, or the time is over. After that comes the throughput, one process for each figure.
 * @param models the first one is the original, with which the others are compared
 * @throws the reason of the signal when it is given; a model that fails is a result, no error
 */
export async function measureModels(models: readonly MeasuredModel[], options: MeasureOptions): Promise<Measurement> {
  const measuring = new Measuring(models, options);
  await measuring.latencies();
  await measuring.throughput();
  return measuring.result();
}

class Measuring {
  private readonly contenders: readonly Contender[];
  private readonly options: MeasureOptions;
  private readonly threads: number;
  private readonly environment: BenchmarkEnvironment;
  private readonly use: MachineUse;
  private readonly rows = new Map<Contender, ThroughputRow[]>();
  /** What every process is asked with. */
  private readonly process: Patience & Pick<LaunchOptions, 'start'>;
  private told = 0;

  constructor(models: readonly MeasuredModel[], options: MeasureOptions) {
    const { start, signal, patience = defaultPatience } = options;
    this.contenders = models.map((model) => new Contender(model));
    this.options = options;
    this.threads = options.threads ?? physicalCores();
    this.environment = environmentNow(this.threads);
    this.use = new MachineUse(this.contenders);
    this.process = { start, signal, patience };
  }

  /** Launches until it is precise or the time is over. */
  async latencies(): Promise<void> {
    const { benchmark, clock = () => performance.now() } = this.options;
    const schedule = new Schedule(this.contenders, benchmark, clock);
    const isEnough = (): boolean => {
      this.progress(schedule.passed, 0);
      return schedule.launchIsEnough();
    };
    for (let launch = 0, isOver = false; !isOver; launch++) {
      schedule.beginLaunch();
      await measureLaunch(this.contenders, { ...this.process, load: this.load, launch, isEnough });
      isOver = schedule.endLaunch();
      this.contenders.forEach((contender) => this.tell(contender));
    }
  }

  /** Every workload with every model that still takes part. */
  async throughput(): Promise<void> {
    const { benchmark, feedsOfBatch } = this.options;
    const { spinning } = benchmark;
    const loads = this.workloads;
    for (const [index, workload] of loads.entries()) {
      this.progress(1, index / loads.length);
      for (const contender of this.contenders.filter(({ failure }) => failure === undefined)) {
        const options = { ...this.process, spinning, feedsOfBatch, onUse: this.use.add };
        this.rowsOf(contender).push(await measureThroughput(contender, workload, options));
        this.tell(contender);
      }
    }
    this.progress(1, 1);
  }

  async result(): Promise<Measurement> {
    const otherUse = this.use.byOthers();
    const environment = { ...this.environment, ...(otherUse !== undefined && { otherUse }) };
    const fallbacks: Message[] = [];
    for (const contender of this.contenders) {
      const warning = await fallbackWarning(contender, { ...this.process, load: this.load });
      if (warning !== undefined) fallbacks.push(warning);
    }
    return {
      models: this.contenders.map((contender) => this.measured(contender)),
      environment,
      warnings: [...fallbacks, ...measuringWarnings(this.contenders, environment, this.options.benchmark)],
    };
  }

  private measured(contender: Contender): Measured {
    const { failure } = contender;
    const timings = this.timings(contender);
    if (timings !== undefined) return { timings, ...(failure !== undefined && { failure }) };
    if (failure !== undefined) return { failure };
    throw new Error(`${contender.model.file} neither ran nor failed`);
  }

  private tell(contender: Contender): void {
    const timings = this.timings(contender);
    if (timings !== undefined) this.options.onMeasured?.(this.contenders.indexOf(contender), timings);
  }

  private timings(contender: Contender): Timings | undefined {
    return timingsOf(contender, this.contenders, [...this.rowsOf(contender)]);
  }

  private rowsOf(contender: Contender): ThroughputRow[] {
    const rows = this.rows.get(contender) ?? [];
    this.rows.set(contender, rows);
    return rows;
  }

  private get load() {
    const { benchmark, feeds } = this.options;
    return { threads: this.threads, spinning: benchmark.spinning, fallback: true, feeds };
  }

  private get workloads(): readonly Workload[] {
    return workloads(this.options.benchmark, this.threads);
  }

  /** Shares of the latencies and of the throughput that are done. */
  private progress(latencies: number, throughput: number): void {
    const { seconds } = this.options.benchmark;
    const further = throughputSeconds * this.workloads.length * this.contenders.length;
    this.told = Math.max(this.told, (latencies * seconds + throughput * further) / (seconds + further));
    this.options.onProgress(this.told);
  }
}
