import type { Message } from '../../protocol/messages/message.ts';
import type { RunOptions } from '../../protocol/options/run.ts';
import type { Progress } from '../../protocol/workerProtocol.ts';
import type { JobContext, PassContext } from './context.ts';

/** Below this share and before this many seconds an estimate of the time left would be a guess. */
const least = { fraction: 0.02, seconds: 1 };

/** How long a stage took. */
export interface Timing {
  readonly stage: Message;
  readonly seconds: number;
}

/**
 * The steps of a job, each with its expected share of the time, as one progress from 0 to 1 that never falls. The time
 * left follows from the time it took so far.
 */
export class Steps {
  private readonly report: (progress: Progress) => void;
  private readonly clock: () => number;
  private readonly start: number;
  private readonly finished: Timing[] = [];
  private current: { readonly stage: Message; readonly since: number } | undefined;
  private from = 0;
  private share = 0;
  private reached = 0;

  /** @param clock milliseconds that only rise */
  constructor(report: (progress: Progress) => void, clock: () => number = () => performance.now()) {
    this.report = report;
    this.clock = clock;
    this.start = clock();
  }

  /** Begins the next step, which is expected to take this share of the whole job. */
  begin(stage: Message, share: number): void {
    this.from += this.share;
    this.share = share;
    this.update(stage, 0);
  }

  /** @param fraction of the step, 0 to 1 */
  update(stage: Message, fraction: number): void {
    const now = this.clock();
    if (this.current?.stage.code !== stage.code) {
      this.close(now);
      this.current = { stage, since: now };
    }
    const whole = this.from + this.share * Math.min(1, Math.max(0, fraction));
    this.reached = Math.min(1, Math.max(this.reached, whole));
    this.report({ stage, fraction: this.reached, ...this.secondsLeft(now) });
  }

  /** Ends the last step and tells how long each stage took. */
  end(): readonly Timing[] {
    this.close(this.clock());
    this.current = undefined;
    return this.finished;
  }

  private close(now: number): void {
    if (this.current === undefined) return;
    this.finished.push({ stage: this.current.stage, seconds: (now - this.current.since) / 1000 });
  }

  private secondsLeft(now: number): { readonly secondsLeft?: number } {
    const elapsed = (now - this.start) / 1000;
    if (this.reached < least.fraction || elapsed < least.seconds) return {};
    return { secondsLeft: (elapsed * (1 - this.reached)) / this.reached };
  }
}

/** The context of a pass: its progress is that of the step of the job that began last. */
export function passContextOf(context: JobContext, steps: Steps, { threads, seed }: RunOptions): PassContext {
  return {
    ...{ signal: context.signal, temporaryFolder: context.temporaryFolder, threads, seed },
    log: (text) => context.log(text),
    finding: (found) => context.finding(found),
    progress: (stage, fraction) => steps.update(stage, fraction),
  };
}
